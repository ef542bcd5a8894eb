/**
 * What was answered here, counted per person, place and reason, and told to the server in batches:
 * people read how often they were asked about (API.md "tallies"). Bounded, and never in the way
 * of an answer: what no room is left for is counted as lost.
 */
import type { TalliesRequest, WireReason, WireSubject, WireTally } from '../contract';

/** Words of an entry: place and reason, how often, the person's next one + 1 (0: none). */
const ENTRY = 3;
const COUNT = 1;
const NEXT = 2;
/** A mark: above, the round in which it was made; below, the number of the person's first entry. */
const ENTRY_BITS = 17;
const ROUNDS = 2 ** (32 - ENTRY_BITS);
const NONE = -1;
const MOST_ENTRIES = 2 ** ENTRY_BITS;
const BATCH = 1000;
const MOST_BATCHES = 300;

/** What people can be marked with, wherever they lie. */
export interface Marked {
  markAt(slot: number): number;
  setMark(slot: number, mark: number): void;
  forgetMarks(): void;
}

/** True: taken, or never to be sent again. */
export type Send = (batch: TalliesRequest) => Promise<boolean>;

export class Tallies {
  /** Answers that were given but never told. */
  lost = 0;
  private readonly name = crypto.randomUUID().slice(0, 18);
  private batches: TalliesRequest[] = [];
  private made = 0;
  private sending: Promise<void> | undefined;
  private round = 1;
  private marked: Marked | undefined;
  // In the order in which they came; beside them who was meant: a handle, or an identifier and
  // whose it is. No object is kept of an answer.
  private entries = new Uint32Array(1024 * ENTRY);
  private names: string[] = [];
  private systems: (string | undefined)[] = [];
  private touchpoints: string[] = [];
  private lastTouchpoint: string | undefined;
  private lastNumber = 0;
  private readonly touchpointNumbers = new Map<string, number>();

  constructor(
    private readonly reasons: readonly WireReason[],
    private readonly send: Send,
    private readonly wallMs: () => number,
  ) {}

  numberOf(touchpoint: string): number {
    if (touchpoint === this.lastTouchpoint) return this.lastNumber;
    const number = this.number(touchpoint);
    this.lastTouchpoint = touchpoint;
    this.lastNumber = number;
    return number;
  }

  private number(touchpoint: string): number {
    const known = this.touchpointNumbers.get(touchpoint);
    if (known !== undefined) return known;
    const number = this.touchpoints.push(touchpoint) - 1;
    this.touchpointNumbers.set(touchpoint, number);
    return number;
  }

  /** `reason` is a number in `reasons`; who is at `slot` is marked with where they are counted. */
  count(
    people: Marked,
    slot: number,
    touchpoint: number,
    reason: number,
    subject: WireSubject,
  ): void {
    const { entries } = this;
    const kind = touchpoint * this.reasons.length + reason;
    const mark = people.markAt(slot);
    const first = mark >>> ENTRY_BITS === this.round ? mark & (MOST_ENTRIES - 1) : NONE;
    let last = NONE;
    for (let entry = first; entry !== NONE; entry = (entries[entry * ENTRY + NEXT] ?? 0) - 1) {
      if (entries[entry * ENTRY] === kind) {
        entries[entry * ENTRY + COUNT] = (entries[entry * ENTRY + COUNT] ?? 0) + 1;
        return;
      }
      last = entry;
    }
    const added = this.add(kind, subject);
    if (added === NONE) return;
    this.marked = people;
    if (last === NONE) people.setMark(slot, ((this.round << ENTRY_BITS) | added) >>> 0);
    else this.entries[last * ENTRY + NEXT] = added + 1;
  }

  private add(kind: number, subject: WireSubject): number {
    const { names, systems } = this;
    const added = names.length;
    if (added === MOST_ENTRIES) {
      this.lost += 1;
      return NONE;
    }
    if ((added + 1) * ENTRY > this.entries.length) {
      const more = new Uint32Array(this.entries.length * 2);
      more.set(this.entries);
      this.entries = more;
    }
    this.entries.set([kind, 1, 0], added * ENTRY);
    const byHandle = 'handle' in subject;
    names.push(byHandle ? subject.handle : subject.id);
    systems.push(byHandle ? undefined : subject.system);
    return added;
  }

  /** What was counted becomes batches, of today. */
  private seal(): void {
    const { entries, names, systems } = this;
    if (names.length === 0) return;
    const day = new Date(this.wallMs()).toISOString().slice(0, 10);
    let tallies: WireTally[] = [];
    const close = (): void => {
      if (tallies.length === 0) return;
      this.made += 1;
      this.batches.push({ batch: `${this.name}-${String(this.made)}`, tallies });
      tallies = [];
    };
    for (const [entry, name] of names.entries()) {
      const kind = entries[entry * ENTRY] ?? 0;
      const count = entries[entry * ENTRY + COUNT] ?? 0;
      const system = systems[entry];
      const subject = system === undefined ? { handle: name } : { system, id: name };
      const touchpoint = this.touchpoints[Math.floor(kind / this.reasons.length)] ?? '';
      const outcome = this.reasons[kind % this.reasons.length] ?? 'error';
      tallies.push({ subject, touchpoint, day, outcome, count });
      if (tallies.length === BATCH) close();
    }
    close();
    this.names = [];
    this.systems = [];
    this.nextRound();
    const over = this.batches.splice(0, Math.max(0, this.batches.length - MOST_BATCHES));
    for (const { tallies: untold } of over) {
      for (const { count } of untold) this.lost += count;
    }
  }

  /** Sends what there is; what is not taken is sent again the next time, under the same name. */
  flush(): Promise<void> {
    this.seal();
    this.sending ??= this.sendAll().finally(() => (this.sending = undefined));
    return this.sending;
  }

  private async sendAll(): Promise<void> {
    for (let batch = this.batches[0]; batch !== undefined; batch = this.batches[0]) {
      const done = await this.send(batch).catch(() => false);
      if (!done) return;
      // Others may have fallen off the beginning meanwhile.
      this.batches = this.batches.filter((one) => one !== batch);
    }
  }

  /** Marks of the round before say nothing any more; before their numbers come again, all are taken away. */
  private nextRound(): void {
    this.round += 1;
    if (this.round < ROUNDS) return;
    this.round = 1;
    this.marked?.forgetMarks();
  }
}
