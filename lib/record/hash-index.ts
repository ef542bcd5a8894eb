/**
 * Where something is found by a hash, outside the collected heap: pairs of hash and number, open
 * addressing, no gaps left behind. One hash may lead to many numbers.
 */
const FIRST_PLACES = 1024;
const NONE = -1;

export class HashIndex {
  /** Of the latest look at many: what was read ahead must be seen to be used. */
  met = 0;
  private pairs = new Uint32Array(FIRST_PLACES * 2);
  private last = FIRST_PLACES - 1;
  private size = 0;
  private hashes = new Uint32Array(1024);

  first(hash: number): number {
    return hash & this.last;
  }
  next(place: number): number {
    return (place + 1) & this.last;
  }
  hashAt(place: number): number {
    return this.pairs[place * 2] ?? 0;
  }
  /** -1: none. */
  numberAt(place: number): number {
    return (this.pairs[place * 2 + 1] ?? 0) - 1;
  }

  /** For the hashes of so many names; overwritten the next time. */
  roomFor(count: number): Uint32Array {
    if (this.hashes.length < count) this.hashes = new Uint32Array(count);
    return this.hashes;
  }

  /** The number in the first place of each hash, where it has that hash; else -1. */
  likely(hashes: Uint32Array, count: number, into: Int32Array): void {
    const { pairs, last } = this;
    for (let i = 0; i < count; i += 1) {
      const hash = hashes[i] ?? 0;
      const place = (hash & last) * 2;
      into[i] = pairs[place] === hash ? (pairs[place + 1] ?? 0) - 1 : NONE;
    }
  }

  add(hash: number, number: number): void {
    if (this.size * 2 > this.last) this.grow();
    this.place(hash, number + 1);
    this.size += 1;
  }

  /** What stands behind it moves up, so that whoever looks meets no gap before their place. */
  remove(hash: number, number: number): void {
    const { pairs, last } = this;
    let gap = hash & last;
    while (pairs[gap * 2 + 1] !== number + 1) {
      if (pairs[gap * 2 + 1] === 0) return;
      gap = (gap + 1) & last;
    }
    this.size -= 1;
    for (let place = (gap + 1) & last; pairs[place * 2 + 1] !== 0; place = (place + 1) & last) {
      const home = (pairs[place * 2] ?? 0) & last;
      if (((place - home) & last) < ((place - gap) & last)) continue;
      pairs.copyWithin(gap * 2, place * 2, place * 2 + 2);
      gap = place;
    }
    pairs.fill(0, gap * 2, gap * 2 + 2);
  }

  clear(): void {
    this.pairs = new Uint32Array(FIRST_PLACES * 2);
    this.last = FIRST_PLACES - 1;
    this.size = 0;
  }

  private place(hash: number, word: number): void {
    const { pairs, last } = this;
    let place = hash & last;
    while (pairs[place * 2 + 1] !== 0) place = (place + 1) & last;
    pairs[place * 2] = hash;
    pairs[place * 2 + 1] = word;
  }

  private grow(): void {
    const before = this.pairs;
    this.pairs = new Uint32Array(before.length * 2);
    this.last = before.length - 1;
    for (let at = 0; at < before.length; at += 2) {
      const word = before[at + 1] ?? 0;
      if (word !== 0) this.place(before[at] ?? 0, word);
    }
  }
}
