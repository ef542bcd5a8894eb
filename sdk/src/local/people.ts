/**
 * People in one typed array, each in a line of the processor's cache: 99 to 133 bytes a person,
 * and 4 more for every instant beyond two. Whoever was named by an identifier lies where its hash
 * says (open addressing), so that a decision reads one line: among a million people each costs
 * more than all the arithmetic (measured: bench/sdk.ts). Others lie anywhere and make room; by
 * their handle all are found through an index.
 *
 *   tags   1 byte a slot: 0, or 8 bits of the hash of the identifier whoever lies there is named by
 *   row    16 words: length of the identifier (8 bits, 0: none) and number of instants (24 bits) ·
 *          7 of the identifier · the profile · the two instants themselves, or where more of them
 *          begin · 1 of whoever counts answers · 4 of the key (all zero: free)
 *   index  1 word a place: the row's slot + 1 (0: free), and above it bits of the key
 *
 * INVARIANT: between the place an identifier's hash names and where it lies, every row is named.
 * Instants are whole seconds; room for more than two is used again.
 */
import type { Prefix } from './handles';
import { hashOf, isPacked, LONGEST_PACKED, newSeed, pack, type Packed } from './packed';
import { Rooms } from './rooms';

const FIRST_SLOTS = 1024;
const FULLEST = 0.7;
const ABSENT = -1;
const ROW = 16;
const LENGTHS = 0;
const LENGTH = 0xff;
/** Named by an identifier there is no room for: stays where it is. */
const STAYS = LENGTH;
const ID = 1;
const PROFILE = 8;
const INSTANTS = 9;
const MARK = 11;
const TAG = 0xff;
const KEY = 12;
const IN_ROW = 2;
const WORDS = 2 ** 32;

const packed: Packed = new Uint32Array(LONGEST_PACKED / 4);
const aside = new Uint32Array(ROW);

export class People {
  private readonly seed = newSeed();
  private slots = FIRST_SLOTS;
  private rows = new Uint32Array(FIRST_SLOTS * ROW);
  private index = new Uint32Array(FIRST_SLOTS);
  /** Small enough to stay in the cache: which row it is, is known before any row is read. */
  private tags = new Uint8Array(FIRST_SLOTS);
  /** Of a word of the index. */
  private slotBits = bitsOf(FIRST_SLOTS);
  private perHash = FIRST_SLOTS / WORDS;
  private readonly rooms = new Rooms();
  private count = 0;
  /** No row before it was free when it was last looked for. */
  private next = 0;
  /** Identifiers that are remembered. */
  remembered = 0;
  /** Slots are numbered anew whenever this changes. */
  generation = 0;

  get size(): number {
    return this.count;
  }
  get bytes(): number {
    return (this.rows.length + this.index.length + this.rooms.words.length) * 4 + this.slots;
  }

  /** The person's slot, -1 if there is none. It may change when anybody is remembered. */
  find(prefix: Prefix): number {
    const { index } = this;
    const word = index[this.place(prefix)] ?? 0;
    return (word & this.slotBits) - 1;
  }

  /** The slot of whoever was remembered under it, -1 if nobody was. */
  named(id: string): number {
    const { length } = id;
    if (!pack(id, packed)) return ABSENT;
    const { rows, tags, slots } = this;
    const hash = hashOf(packed, length, this.seed);
    const tag = tagOf(hash);
    let slot = Math.floor(hash * this.perHash);
    for (;;) {
      const known = tags[slot] ?? 0;
      if (known === 0) return ABSENT;
      if (known === tag) {
        const row = slot * ROW;
        const alike = ((rows[row] ?? 0) & LENGTH) === length;
        if (alike && isPacked(rows, row + ID, packed, length)) return slot;
      }
      slot = slot + 1 === slots ? 0 : slot + 1;
    }
  }

  /** Gives the slot the person has from here on; whoever lay there has theirs. */
  remember(id: string, slot: number): number {
    const { rows, tags, slots } = this;
    if (tags[slot] !== 0) return slot;
    const lengths = (rows[slot * ROW] ?? 0) & ~LENGTH;
    if (!pack(id, packed)) {
      rows[slot * ROW] = lengths | STAYS;
      tags[slot] = TAG;
      return slot;
    }
    const hash = hashOf(packed, id.length, this.seed);
    let at = Math.floor(hash * this.perHash);
    while (tags[at] !== 0) at = at + 1 === slots ? 0 : at + 1;
    if (at !== slot) this.swap(at, slot);
    rows.set(packed, at * ROW + ID);
    rows[at * ROW] = lengths | id.length;
    tags[at] = tagOf(hash);
    this.remembered += 1;
    return at;
  }

  forgetIds(): void {
    this.remembered = 0;
    this.tags.fill(0);
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
    return (this.rooms.words[(rows[row + INSTANTS] ?? 0) + number] ?? 0) * 1000;
  }

  /** What `setMark` said last of the person, wherever they lie by now; 0: nothing. */
  markAt(slot: number): number {
    return this.rows[slot * ROW + MARK] ?? 0;
  }
  setMark(slot: number, mark: number): void {
    this.rows[slot * ROW + MARK] = mark;
  }

  forgetMarks(): void {
    for (let row = 0; row < this.rows.length; row += ROW) this.rows[row + MARK] = 0;
  }

  /** Replaces what was known of the person. */
  set(prefix: Prefix, profile: number, instantsMs: readonly number[]): void {
    if (this.count + 1 > this.slots * FULLEST) this.grow();
    const at = this.place(prefix);
    const word = this.index[at] ?? 0;
    const row = (word === 0 ? this.add(prefix, at) : (word & this.slotBits) - 1) * ROW;
    this.rows[row + PROFILE] = profile;
    this.keep(row, instantsMs);
  }

  private add(prefix: Prefix, at: number): number {
    while (!this.isFree(this.next)) this.next = this.next + 1 === this.slots ? 0 : this.next + 1;
    this.rows.set(prefix.subarray(0, 4), this.next * ROW + KEY);
    this.index[at] = this.wordOf(prefix[0] ?? 0, this.next);
    this.count += 1;
    return this.next;
  }

  private keep(row: number, instantsMs: readonly number[]): void {
    const { rows, rooms } = this;
    const lengths = rows[row + LENGTHS] ?? 0;
    const before = lengths >>> 8;
    const wanted = instantsMs.length;
    if (before > IN_ROW && before !== wanted) rooms.giveBack(before, rows[row + INSTANTS] ?? 0);
    if (wanted > IN_ROW && before !== wanted) rows[row + INSTANTS] = rooms.take(wanted);
    rows[row + LENGTHS] = (lengths & LENGTH) | (wanted << 8);
    const [into, from] =
      wanted > IN_ROW ? [rooms.words, rows[row + INSTANTS] ?? 0] : [rows, row + INSTANTS];
    for (let i = 0; i < wanted; i += 1) {
      const seconds = (instantsMs[i] ?? 0) / 1000;
      into[from + i] = i % 2 === 0 ? Math.floor(seconds) : Math.ceil(seconds);
    }
  }

  private isFree(slot: number): boolean {
    const { rows } = this;
    const at = slot * ROW + KEY;
    return (
      ((rows[at] ?? 0) | (rows[at + 1] ?? 0) | (rows[at + 2] ?? 0) | (rows[at + 3] ?? 0)) === 0
    );
  }

  private wordOf(a: number, slot: number): number {
    return (a & ~this.slotBits) | (slot + 1);
  }

  /** Where the index names whoever has that key, else the free place where it belongs. */
  private place(key: Uint32Array, from = 0): number {
    const { index, rows, slots, slotBits } = this;
    const [a, b] = [key[from] ?? 0, key[from + 1] ?? 0];
    // Any 32 bits of a handle are as good as random: no mixing is needed.
    let at = b % slots;
    for (;;) {
      const word = index[at] ?? 0;
      if (word === 0) return at;
      if (((word ^ a) & ~slotBits) === 0) {
        const row = ((word & slotBits) - 1) * ROW + KEY;
        const same = rows[row] === a && rows[row + 1] === b;
        if (same && rows[row + 2] === key[from + 2] && rows[row + 3] === key[from + 3]) return at;
      }
      at = at + 1 === slots ? 0 : at + 1;
    }
  }

  /** `from` is somebody's; `to` may be free. */
  private swap(to: number, from: number): void {
    const { rows, index } = this;
    const [a, b] = [to * ROW, from * ROW];
    const mine = this.place(rows, b + KEY);
    const theirs = this.isFree(to) ? ABSENT : this.place(rows, a + KEY);
    index[mine] = this.wordOf(rows[b + KEY] ?? 0, to);
    if (theirs !== ABSENT) index[theirs] = this.wordOf(rows[a + KEY] ?? 0, from);
    aside.set(rows.subarray(a, a + ROW));
    rows.copyWithin(a, b, b + ROW);
    rows.set(aside, b);
  }

  /** Identifiers are few while this grows: a snapshot has none, and what comes later is little. */
  private grow(): void {
    const { rows, slots } = this;
    // A third at a time: doubling would leave half of it empty.
    this.slots = Math.ceil(slots * 1.35);
    this.perHash = this.slots / WORDS;
    this.slotBits = bitsOf(this.slots);
    this.rows = new Uint32Array(this.slots * ROW);
    this.index = new Uint32Array(this.slots);
    this.tags = new Uint8Array(this.slots);
    this.generation += 1;
    this.remembered = 0;
    this.next = 0;
    for (let slot = 0; slot < slots; slot += 1) {
      const row = rows.subarray(slot * ROW, (slot + 1) * ROW);
      const [a = 0, b = 0, c = 0, d = 0] = row.subarray(KEY);
      if ((a | b | c | d) === 0) continue;
      this.rows.set(row, this.next * ROW);
      this.index[this.place(row, KEY)] = this.wordOf(a, this.next);
      this.next += 1;
    }
  }
}

function tagOf(hash: number): number {
  return hash & TAG || TAG;
}

/** The lowest bits, as many as a slot + 1 takes. */
function bitsOf(slots: number): number {
  return 2 ** (32 - Math.clz32(slots)) - 1;
}
