/**
 * Counts of answers given from cards (laid-down.ts): written one behind the other in the form the
 * store keeps, without an object for each. A card remembers where its entry stands.
 */
import type { TallyRun } from '../../db/port';

const ENTRY_BYTES = 24;
const SUBJECT_WORDS = 4;
const NAME_AT = 16;
const COUNT_AT = 20;
const FIRST_ENTRIES = 1024;

/** Words of a card are the processor's; bytes that came as words go as they came. */
const LITTLE = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** What is counted of a kind of answer. Mutable: owned by whoever counts. */
export interface CountedKind {
  readonly touchpoint: string;
  readonly outcome: string;
  name: number;
  /** Of the entries `name` belongs to. */
  nameOf: number;
}
/** Where a card keeps what it must: words of its own. */
export interface CardPlace {
  readonly subject: number;
  readonly entry: number;
  readonly entryOf: number;
}

/** Never given twice in a process; cards are shared by whoever counts. */
let begun = 0;

export class TallyEntries {
  size = 0;
  private number = 0;
  private names: (readonly [touchpoint: string, outcome: string])[] = [];
  private entries = new Uint8Array(FIRST_ENTRIES * ENTRY_BYTES);
  private view = new DataView(this.entries.buffer);
  /** A room that was given back. */
  private spare: Uint8Array<ArrayBuffer> | undefined;

  constructor() {
    this.begin();
  }

  /** False: this card has no entry here yet. */
  again(words: Uint32Array, at: number, place: CardPlace): boolean {
    if (words[at + place.entryOf] !== this.number) return false;
    const count = (words[at + place.entry] ?? 0) * ENTRY_BYTES + COUNT_AT;
    this.view.setUint32(count, this.view.getUint32(count, true) + 1, true);
    return true;
  }

  add(words: Uint32Array, at: number, place: CardPlace, kind: CountedKind): void {
    const from = this.size * ENTRY_BYTES;
    if (from === this.entries.length) this.makeRoom();
    const { view } = this;
    for (let word = 0; word < SUBJECT_WORDS; word += 1) {
      view.setUint32(from + word * 4, words[at + place.subject + word] ?? 0, LITTLE);
    }
    view.setUint32(from + NAME_AT, this.nameOf(kind), true);
    view.setUint32(from + COUNT_AT, 1, true);
    words[at + place.entry] = this.size;
    words[at + place.entryOf] = this.number;
    this.size += 1;
  }

  /** All of it, and nothing is left. */
  take(day: string): TallyRun {
    const entries = this.entries.subarray(0, this.size * ENTRY_BYTES);
    const run = { day, names: this.names, entries };
    this.entries = this.spare ?? new Uint8Array(this.entries.length);
    this.spare = undefined;
    this.view = new DataView(this.entries.buffer);
    this.begin();
    return run;
  }

  /**
   * Of a run that was taken and that nobody reads any more: its room is used again. A new one each
   * time grew old before it was left, and whoever collects garbage had to look through everything
   * for it every few seconds (measured: bench http, half load).
   */
  giveBack({ entries: { buffer } }: TallyRun): void {
    if (!(buffer instanceof ArrayBuffer) || buffer.byteLength < this.entries.length) return;
    this.spare = new Uint8Array(buffer);
  }

  private begin(): void {
    begun = (begun + 1) >>> 0 || 1;
    this.number = begun;
    this.names = [];
    this.size = 0;
  }

  private nameOf(kind: CountedKind): number {
    if (kind.nameOf !== this.number) {
      kind.nameOf = this.number;
      kind.name = this.names.push([kind.touchpoint, kind.outcome]) - 1;
    }
    return kind.name;
  }

  private makeRoom(): void {
    const room = new Uint8Array(this.entries.length * 2);
    room.set(this.entries);
    this.entries = room;
    this.view = new DataView(room.buffer);
  }
}
