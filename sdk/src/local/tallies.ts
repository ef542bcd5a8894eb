/**
 * What was answered here, counted per person, place and reason, and told to the server in batches:
 * people read how often they were asked about (API.md "tallies"). Bounded, and never in the way
 * of an answer: what no room is left for is counted as lost.
 */
import type { TalliesRequest, WireReason, WireSubject, WireTally } from '../contract';

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
  // Open addressing: a slot, its place and reason, how often; the subject beside them.
  private slots = new Uint32Array(FIRST_ENTRIES);
  private kinds = new Uint32Array(FIRST_ENTRIES);
  private counts = new Uint32Array(FIRST_ENTRIES);
  private subjects: (WireSubject | undefined)[] = [];
  private used = 0;
  private touchpoints: string[] = [];
  private readonly touchpointNumbers = new Map<string, number>();

  constructor(
    private readonly reasons: readonly WireReason[],
    private readonly send: Send,
    private readonly wallMs: () => number,
  ) {}

  numberOf(touchpoint: string): number {
    const known = this.touchpointNumbers.get(touchpoint);
    if (known !== undefined) return known;
    this.touchpointNumbers.set(touchpoint, this.touchpoints.length);
    return this.touchpoints.push(touchpoint) - 1;
  }

  /** `slot` names the person until `seal`; `reason` is a number in `reasons`. */
  count(slot: number, touchpoint: number, reason: number, subject: WireSubject): void {
    const kind = touchpoint * this.reasons.length + reason;
    const { slots, kinds, counts } = this;
    const mask = slots.length - 1;
    let at = (Math.imul(slot, 0x9e3779b1) ^ Math.imul(kind + 1, 0x85ebca6b)) & mask;
    while (counts[at] !== 0) {
      if (slots[at] === slot && kinds[at] === kind) {
        counts[at] = (counts[at] ?? 0) + 1;
        return;
      }
      at = (at + 1) & mask;
    }
    if (this.used * 2 >= slots.length) {
      if (slots.length >= MOST_ENTRIES) {
        this.lost += 1;
        return;
      }
      this.grow();
      this.count(slot, touchpoint, reason, subject);
      return;
    }
    slots[at] = slot;
    kinds[at] = kind;
    counts[at] = 1;
    this.subjects[at] = { ...subject };
    this.used += 1;
  }

  /** What was counted becomes batches, of today; slots may be numbered anew after this. */
  seal(): void {
    if (this.used === 0) return;
    const day = new Date(this.wallMs()).toISOString().slice(0, 10);
    let tallies: WireTally[] = [];
    const close = (): void => {
      if (tallies.length === 0) return;
      this.made += 1;
      this.batches.push({ batch: `${this.name}-${String(this.made)}`, tallies });
      tallies = [];
    };
    for (const [at, subject] of this.subjects.entries()) {
      if (subject === undefined) continue;
      const kind = this.kinds[at] ?? 0;
      const touchpoint = this.touchpoints[Math.floor(kind / this.reasons.length)] ?? '';
      const outcome = this.reasons[kind % this.reasons.length] ?? 'error';
      tallies.push({ subject, touchpoint, day, outcome, count: this.counts[at] ?? 0 });
      if (tallies.length === BATCH) close();
    }
    close();
    this.counts.fill(0);
    this.subjects = [];
    this.used = 0;
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
    const { slots, kinds, counts, subjects } = this;
    const length = slots.length * 4;
    this.slots = new Uint32Array(length);
    this.kinds = new Uint32Array(length);
    this.counts = new Uint32Array(length);
    this.subjects = [];
    const mask = length - 1;
    for (const [from, subject] of subjects.entries()) {
      if (subject === undefined) continue;
      const slot = slots[from] ?? 0;
      const kind = kinds[from] ?? 0;
      let at = (Math.imul(slot, 0x9e3779b1) ^ Math.imul(kind + 1, 0x85ebca6b)) & mask;
      while (this.counts[at] !== 0) at = (at + 1) & mask;
      this.slots[at] = slot;
      this.kinds[at] = kind;
      this.counts[at] = counts[from] ?? 0;
      this.subjects[at] = subject;
    }
  }
}
