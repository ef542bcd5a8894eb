/**
 * People in typed arrays, found by open addressing on the first 16 bytes of their handle: 34 to
 * 46 bytes each, beside 4 for every instant and 4 where there are any.
 *
 *   keys     4 words a slot, all zero: free
 *   profiles 1 word a slot
 *   places   1 word a slot: where the person's instants begin, 0: none
 *   instants a count, then so many words (seconds; room for them is used again)
 */
import type { Prefix } from './handles';

const FIRST_SLOTS = 1024;
const FULLEST = 0.7;
const ABSENT = -1;

export class People {
  private slots = FIRST_SLOTS;
  private keys = new Uint32Array(FIRST_SLOTS * 4);
  private profiles = new Uint32Array(FIRST_SLOTS);
  private places = new Uint32Array(FIRST_SLOTS);
  private instants = new Uint32Array(1024);
  private used = 1;
  private readonly unused = new Map<number, number[]>();
  private count = 0;
  /** Slots are numbered anew whenever this changes. */
  generation = 0;

  get size(): number {
    return this.count;
  }
  get bytes(): number {
    return (
      (this.keys.length + this.profiles.length + this.places.length + this.instants.length) * 4
    );
  }

  /** The person's slot, -1 if there is none. */
  find(prefix: Prefix): number {
    const slot = this.seek(prefix[0] ?? 0, prefix[1] ?? 0, prefix[2] ?? 0, prefix[3] ?? 0);
    return this.isFree(slot) ? ABSENT : slot;
  }

  profileAt(slot: number): number {
    return this.profiles[slot] ?? 0;
  }

  /** In milliseconds; the earlier end of a change is rounded down, the later one up. 0: there is none. */
  instantAt(slot: number, number: number): number {
    const place = this.places[slot] ?? 0;
    if (place === 0 || number >= (this.instants[place] ?? 0)) return 0;
    return (this.instants[place + 1 + number] ?? 0) * 1000;
  }

  /** Replaces what was known of the person. */
  set(prefix: Prefix, profile: number, instantsMs: readonly number[]): void {
    if (this.count + 1 > this.slots * FULLEST) this.grow();
    const slot = this.seek(prefix[0] ?? 0, prefix[1] ?? 0, prefix[2] ?? 0, prefix[3] ?? 0);
    if (this.isFree(slot)) {
      this.keys.set(prefix.subarray(0, 4), slot * 4);
      this.count += 1;
    }
    this.profiles[slot] = profile;
    this.keep(slot, instantsMs);
  }

  private keep(slot: number, instantsMs: readonly number[]): void {
    const before = this.places[slot] ?? 0;
    const wanted = instantsMs.length;
    let place = before;
    if (before === 0 || this.instants[before] !== wanted) {
      if (before !== 0) this.giveBack(before);
      place = wanted === 0 ? 0 : this.take(wanted);
      this.places[slot] = place;
    }
    if (place === 0) return;
    this.instants[place] = wanted;
    for (let i = 0; i < wanted; i += 1) {
      const seconds = (instantsMs[i] ?? 0) / 1000;
      this.instants[place + 1 + i] = i % 2 === 0 ? Math.floor(seconds) : Math.ceil(seconds);
    }
  }

  private take(words: number): number {
    const again = this.unused.get(words)?.pop();
    if (again !== undefined) return again;
    const place = this.used;
    this.used += words + 1;
    if (this.used > this.instants.length) {
      const more = new Uint32Array(Math.max(this.used, Math.ceil(this.instants.length * 1.3)));
      more.set(this.instants);
      this.instants = more;
    }
    return place;
  }
  private giveBack(place: number): void {
    const words = this.instants[place] ?? 0;
    const places = this.unused.get(words);
    if (places === undefined) this.unused.set(words, [place]);
    else places.push(place);
  }

  private isFree(slot: number): boolean {
    const { keys } = this;
    const at = slot * 4;
    return (
      ((keys[at] ?? 0) | (keys[at + 1] ?? 0) | (keys[at + 2] ?? 0) | (keys[at + 3] ?? 0)) === 0
    );
  }

  /** The slot of that key, else the free one where it belongs. */
  private seek(a: number, b: number, c: number, d: number): number {
    const { keys, slots } = this;
    // Any 32 bits of a handle are as good as random: no mixing is needed.
    let slot = a % slots;
    for (;;) {
      const at = slot * 4;
      const same = keys[at] === a && keys[at + 1] === b && keys[at + 2] === c && keys[at + 3] === d;
      if (same || this.isFree(slot)) return slot;
      slot = slot + 1 === slots ? 0 : slot + 1;
    }
  }

  private grow(): void {
    const { keys, profiles, places, slots } = this;
    // A third at a time: doubling would leave half of it empty.
    this.slots = Math.ceil(slots * 1.35);
    this.keys = new Uint32Array(this.slots * 4);
    this.profiles = new Uint32Array(this.slots);
    this.places = new Uint32Array(this.slots);
    this.generation += 1;
    for (let slot = 0; slot < slots; slot += 1) {
      const at = slot * 4;
      const key = keys.subarray(at, at + 4);
      const [a, b, c, d] = [keys[at] ?? 0, keys[at + 1] ?? 0, keys[at + 2] ?? 0, keys[at + 3] ?? 0];
      if ((a | b | c | d) === 0) continue;
      const to = this.seek(a, b, c, d);
      this.keys.set(key, to * 4);
      this.profiles[to] = profiles[slot] ?? 0;
      this.places[to] = places[slot] ?? 0;
    }
  }
}
