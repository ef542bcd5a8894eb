/**
 * People in one typed array, found by open addressing on the first 16 bytes of their handle, and
 * by the identifier they were last named with: 91 to 123 bytes each, 8 to 16 more for each
 * identifier that is remembered, and 4 for every instant beyond two.
 *
 *   row  16 words: length of the identifier (8 bits, 0: none) and number of instants (24 bits) ·
 *        7 of the identifier · the profile · the two instants themselves, or where more of them
 *        begin · 1 unused · 4 of the key (all zero: free)
 *   ids  1 word a place: 8 bits of the identifier's hash and 24 of its slot + 1, 0: free
 *
 * What a decision reads lies within 48 bytes: a line of the processor's cache. Among a million
 * people each line costs more than all the arithmetic (measured: bench/sdk.ts). Instants are whole
 * seconds; room for more than two is used again.
 */
import type { Prefix } from './handles';
import { hashOf, isPacked, LONGEST_PACKED, newSeed, pack, type Packed } from './packed';

const FIRST_SLOTS = 1024;
const FULLEST = 0.7;
const ABSENT = -1;
const ROW = 16;
const LENGTHS = 0;
const ID = 1;
const PROFILE = 8;
const INSTANTS = 9;
const KEY = 12;
const IN_ROW = 2;
/** Slots that the word of an identifier has room for. */
const MOST_NAMED = 2 ** 24 - 1;

const packed: Packed = new Uint32Array(LONGEST_PACKED / 4);

export class People {
  private readonly seed = newSeed();
  private slots = FIRST_SLOTS;
  private rows = new Uint32Array(FIRST_SLOTS * ROW);
  private ids = new Uint32Array(FIRST_SLOTS);
  private more = new Uint32Array(1024);
  private used = 0;
  private readonly unused = new Map<number, number[]>();
  private count = 0;
  /** Identifiers that are remembered. */
  remembered = 0;
  /** Slots are numbered anew whenever this changes. */
  generation = 0;

  get size(): number {
    return this.count;
  }
  get bytes(): number {
    return (this.rows.length + this.ids.length + this.more.length) * 4;
  }

  /** The person's slot, -1 if there is none. */
  find(prefix: Prefix): number {
    const slot = this.seek(prefix[0] ?? 0, prefix[1] ?? 0, prefix[2] ?? 0, prefix[3] ?? 0);
    return this.isFree(slot) ? ABSENT : slot;
  }

  /** The slot of whoever was remembered under it, -1 if nobody was. */
  named(id: string): number {
    const { length } = id;
    if (!pack(id, packed)) return ABSENT;
    const { ids, rows } = this;
    const hash = hashOf(packed, 0, length, this.seed);
    const mask = ids.length - 1;
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const word = ids[at] ?? 0;
      if (word === 0) return ABSENT;
      const row = ((word & MOST_NAMED) - 1) * ROW;
      const alike = word >>> 24 === hash >>> 24 && ((rows[row] ?? 0) & 0xff) === length;
      if (alike && isPacked(rows, row + ID, packed, length)) return (word & MOST_NAMED) - 1;
    }
  }

  /** False for an identifier there is no room for. */
  remember(id: string, slot: number): boolean {
    const row = slot * ROW;
    const lengths = this.rows[row] ?? 0;
    if (!pack(id, packed) || slot >= MOST_NAMED || (lengths & 0xff) !== 0) return false;
    if ((this.remembered + 1) * 2 > this.ids.length) this.growIds();
    this.rows.set(packed, row + ID);
    this.rows[row] = lengths | id.length;
    this.remembered += 1;
    this.place(slot);
    return true;
  }

  forgetIds(): void {
    this.ids.fill(0);
    this.remembered = 0;
    for (let row = 0; row < this.rows.length; row += ROW) {
      this.rows[row] = (this.rows[row] ?? 0) & ~0xff;
    }
  }

  profileAt(slot: number): number {
    return this.rows[slot * ROW + PROFILE] ?? 0;
  }

  /** In milliseconds; the earlier end of a change is rounded down, the later one up. 0: there is none. */
  instantAt(slot: number, number: number): number {
    const { rows } = this;
    const row = slot * ROW;
    const count = (rows[row] ?? 0) >>> 8;
    if (!(number < count)) return 0;
    if (count <= IN_ROW) return (rows[row + INSTANTS + number] ?? 0) * 1000;
    return (this.more[(rows[row + INSTANTS] ?? 0) + number] ?? 0) * 1000;
  }

  /** Replaces what was known of the person. */
  set(prefix: Prefix, profile: number, instantsMs: readonly number[]): void {
    if (this.count + 1 > this.slots * FULLEST) this.grow();
    const slot = this.seek(prefix[0] ?? 0, prefix[1] ?? 0, prefix[2] ?? 0, prefix[3] ?? 0);
    const row = slot * ROW;
    if (this.isFree(slot)) {
      this.rows.set(prefix.subarray(0, 4), row + KEY);
      this.count += 1;
    }
    this.rows[row + PROFILE] = profile;
    this.keep(row, instantsMs);
  }

  private keep(row: number, instantsMs: readonly number[]): void {
    const { rows } = this;
    const lengths = rows[row + LENGTHS] ?? 0;
    const before = lengths >>> 8;
    const wanted = instantsMs.length;
    if (before > IN_ROW && before !== wanted) this.giveBack(before, rows[row + INSTANTS] ?? 0);
    if (wanted > IN_ROW && before !== wanted) rows[row + INSTANTS] = this.take(wanted);
    rows[row + LENGTHS] = (lengths & 0xff) | (wanted << 8);
    const [into, from] =
      wanted > IN_ROW ? [this.more, rows[row + INSTANTS] ?? 0] : [rows, row + INSTANTS];
    for (let i = 0; i < wanted; i += 1) {
      const seconds = (instantsMs[i] ?? 0) / 1000;
      into[from + i] = i % 2 === 0 ? Math.floor(seconds) : Math.ceil(seconds);
    }
  }

  private take(words: number): number {
    const again = this.unused.get(words)?.pop();
    if (again !== undefined) return again;
    const place = this.used;
    this.used += words;
    if (this.used > this.more.length) {
      const more = new Uint32Array(Math.max(this.used, Math.ceil(this.more.length * 1.3)));
      more.set(this.more);
      this.more = more;
    }
    return place;
  }
  private giveBack(words: number, place: number): void {
    const places = this.unused.get(words);
    if (places === undefined) this.unused.set(words, [place]);
    else places.push(place);
  }

  private isFree(slot: number): boolean {
    const { rows } = this;
    const at = slot * ROW + KEY;
    return (
      ((rows[at] ?? 0) | (rows[at + 1] ?? 0) | (rows[at + 2] ?? 0) | (rows[at + 3] ?? 0)) === 0
    );
  }

  /** The slot of that key, else the free one where it belongs. */
  private seek(a: number, b: number, c: number, d: number): number {
    const { rows, slots } = this;
    // Any 32 bits of a handle are as good as random: no mixing is needed.
    let slot = a % slots;
    for (;;) {
      const at = slot * ROW + KEY;
      const same = rows[at] === a && rows[at + 1] === b && rows[at + 2] === c && rows[at + 3] === d;
      if (same || this.isFree(slot)) return slot;
      slot = slot + 1 === slots ? 0 : slot + 1;
    }
  }

  private grow(): void {
    const { rows, slots } = this;
    // Identifiers are few while this grows: a snapshot has none, and what comes later is little.
    this.forgetIds();
    // A third at a time: doubling would leave half of it empty.
    this.slots = Math.ceil(slots * 1.35);
    this.rows = new Uint32Array(this.slots * ROW);
    this.generation += 1;
    for (let slot = 0; slot < slots; slot += 1) {
      const key = slot * ROW + KEY;
      const [a, b] = [rows[key] ?? 0, rows[key + 1] ?? 0];
      const [c, d] = [rows[key + 2] ?? 0, rows[key + 3] ?? 0];
      if ((a | b | c | d) === 0) continue;
      const row = rows.subarray(slot * ROW, (slot + 1) * ROW);
      this.rows.set(row, this.seek(a, b, c, d) * ROW);
    }
  }

  private place(slot: number): void {
    const { ids, rows } = this;
    const row = slot * ROW;
    const hash = hashOf(rows, row + ID, (rows[row] ?? 0) & 0xff, this.seed);
    const mask = ids.length - 1;
    let at = hash & mask;
    while (ids[at] !== 0) at = (at + 1) & mask;
    ids[at] = (hash & ~MOST_NAMED) | (slot + 1);
  }

  private growIds(): void {
    const before = this.ids;
    this.ids = new Uint32Array(before.length * 2);
    for (const word of before) if (word !== 0) this.place((word & MOST_NAMED) - 1);
  }
}
