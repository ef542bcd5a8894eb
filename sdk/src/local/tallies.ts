/**
 * What was answered here, counted per person, place and reason, and told to the server in batches:
 * people read how often they were asked about (API.md "tallies"). Bounded, and never in the way
 * of an answer: what no room is left for is counted as lost.
 */
import type { TalliesRequest, WireReason, WireSubject, WireTally } from '../contract';

/** Words of an entry: slot, place and reason, how often (0: free), number of the name. */
const ENTRY = 4;
const KIND = 1;
const COUNT = 2;
const NAME = 3;
const FIRST_ENTRIES = 1024;
const MOST_ENTRIES = 262_144;
const BATCH = 1000;
const MOST_BATCHES = 300;

/** True: taken, or never to be sent again. */
export type Send = (batch: TalliesRequest) => Promise<boolean>;

export class Tallies {
  /** Answers that were given but never told. */
  lost = 0;
  private readonly name = crypto.randomUUID().slice(0, 18);
  private batches: TalliesRequest[] = [];
  private made = 0;
  private sending: Promise<void> | undefined;
  // Open addressing; beside it, in the order in which they came, who was meant: a handle, or an
  // identifier and whose it is. No object is kept of an answer.
  private entries = new Uint32Array(FIRST_ENTRIES * ENTRY);
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

  /** `slot` names the person until `seal`; `reason` is a number in `reasons`. */
  count(slot: number, touchpoint: number, reason: number, subject: WireSubject): void {
    const { entries } = this;
    const kind = touchpoint * this.reasons.length + reason;
    const at = place(entries, slot, kind);
    const count = entries[at + COUNT] ?? 0;
    if (count > 0) entries[at + COUNT] = count + 1;
    else this.add(at, slot, kind, subject);
  }

  private add(at: number, slot: number, kind: number, subject: WireSubject): void {
    const { entries, names, systems } = this;
    if (names.length * 2 * ENTRY >= entries.length) {
      if (entries.length >= MOST_ENTRIES * ENTRY) {
        this.lost += 1;
        return;
      }
      this.grow();
      this.add(place(this.entries, slot, kind), slot, kind, subject);
      return;
    }
    write(entries, at, slot, kind, 1, names.length);
    const byHandle = 'handle' in subject;
    names.push(byHandle ? subject.handle : subject.id);
    systems.push(byHandle ? undefined : subject.system);
  }

  /** What was counted becomes batches, of today; slots may be numbered anew after this. */
  seal(): void {
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
    for (let at = 0; at < entries.length; at += ENTRY) {
      const count = entries[at + COUNT] ?? 0;
      if (count === 0) continue;
      const kind = entries[at + KIND] ?? 0;
      const name = names[entries[at + NAME] ?? 0] ?? '';
      const system = systems[entries[at + NAME] ?? 0];
      const subject = system === undefined ? { handle: name } : { system, id: name };
      const touchpoint = this.touchpoints[Math.floor(kind / this.reasons.length)] ?? '';
      const outcome = this.reasons[kind % this.reasons.length] ?? 'error';
      tallies.push({ subject, touchpoint, day, outcome, count });
      if (tallies.length === BATCH) close();
    }
    close();
    entries.fill(0);
    this.names = [];
    this.systems = [];
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

  private grow(): void {
    const { entries } = this;
    const more = new Uint32Array(entries.length * 4);
    for (let from = 0; from < entries.length; from += ENTRY) {
      const count = entries[from + COUNT] ?? 0;
      if (count === 0) continue;
      const slot = entries[from] ?? 0;
      const kind = entries[from + KIND] ?? 0;
      write(more, place(more, slot, kind), slot, kind, count, entries[from + NAME] ?? 0);
    }
    this.entries = more;
  }
}

/** Where the entry is, else the free one where it belongs. */
function place(entries: Uint32Array, slot: number, kind: number): number {
  const mask = entries.length / ENTRY - 1;
  let entry = (Math.imul(slot, 0x9e3779b1) ^ Math.imul(kind + 1, 0x85ebca6b)) & mask;
  for (;;) {
    const at = entry * ENTRY;
    const same = entries[at] === slot && entries[at + KIND] === kind;
    if (same || entries[at + COUNT] === 0) return at;
    entry = (entry + 1) & mask;
  }
}

function write(
  entries: Uint32Array,
  at: number,
  slot: number,
  kind: number,
  count: number,
  name: number,
): void {
  entries[at] = slot;
  entries[at + KIND] = kind;
  entries[at + COUNT] = count;
  entries[at + NAME] = name;
}
