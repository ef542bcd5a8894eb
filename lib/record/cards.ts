/**
 * What whoever asks has laid down about people, as bytes: a card under somebody's name and a way of
 * asking. Among a million people every object on the way to an answer is a wait for memory; here
 * there are two, and those of a thousand questions are waited for together (measured: bench batch).
 *
 *   card   32 words: hash · length of the name (0: free) and the way · 8 of the name · 21 of whoever
 *          lays it down
 *   index  2 words a place: hash and card + 1 (0: free), open addressing
 *
 * INVARIANT: a card stands only while its person is found under that name (subjects.ts).
 */
import type { Identifier } from '../identity/model';
import { CardIndex } from './card-index';
import { byteHash } from './name-hash';

export const CARD_WORDS = 32;
/** From here on a card is whose it is who lays it down. */
export const FIRST_OWN = 10;
const HASH = 0;
const LENGTH = 1;
const NAME = 2;
const LONGEST = 32;
const ASCII_MOST = 0x7f;
const LENGTH_BITS = 6;
/** As many as the word beside the length has room for. */
const MOST_WAYS = 2 ** 24;
/** Names in a chunk of 8 MB: large enough for large pages, where the system gives them. */
const CHUNK_BITS = 16;
const IN_CHUNK = (1 << CHUNK_BITS) - 1;
const WAYS_MOST = 64;
export const NO_CARD = -1;

/** Questions written alike: where in one text each name stands. */
export interface NamesInText {
  readonly count: number;
  /** The text: ASCII throughout. */
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

export class Cards {
  /** Cards in chunks, as words and as bytes. */
  readonly words: Uint32Array[] = [];
  readonly bytes: Buffer[] = [];
  /** How often one that was looked for was there. */
  hits = 0;
  private readonly index = new CardIndex();
  private readonly ways = new Map<string, Set<number>>();
  private readonly free: number[] = [];
  /** One name as bytes. */
  private readonly name = new Uint8Array(LONGEST);
  private used = 0;
  /** The next to make room, once there are as many as may be. */
  private oldest = 0;

  /** So many are held at most. */
  constructor(private readonly most: number) {}

  wordsOf(card: number): Uint32Array {
    return this.words[card >>> CHUNK_BITS] as Uint32Array;
  }
  bytesOf(card: number): Buffer {
    return this.bytes[card >>> CHUNK_BITS] as Buffer;
  }
  /** In words, within its chunk. */
  at(card: number): number {
    return (card & IN_CHUNK) * CARD_WORDS;
  }

  find(way: number, id: string): number {
    const card = this.seekName(way, id);
    if (card !== NO_CARD) this.hits += 1;
    return card;
  }

  /** All at once: first every hash, then every place, then every card, so that waits overlap. */
  findAll({ count, bytes, starts, ends }: NamesInText, ways: Int32Array, into: Int32Array): void {
    const { index } = this;
    const hashes = index.roomFor(count);
    for (let i = 0; i < count; i += 1) {
      hashes[i] = byteHash(bytes, starts[i] ?? 0, ends[i] ?? 0, ways[i] ?? 0);
    }
    index.likely(hashes, count, into);
    let met = 0;
    for (let i = 0; i < count; i += 1) {
      const card = into[i] ?? NO_CARD;
      if (card !== NO_CARD) met |= this.wordsOf(card)[this.at(card)] ?? 0;
    }
    index.met = met;
    for (let i = 0; i < count; i += 1) {
      const card = into[i] ?? NO_CARD;
      const [way, from, to] = [ways[i] ?? 0, starts[i] ?? 0, ends[i] ?? 0];
      if (card === NO_CARD || !this.isOf(card, way, bytes, from, to)) {
        into[i] = this.seek(hashes[i] ?? 0, way, bytes, from, to);
      }
      if (into[i] !== NO_CARD) this.hits += 1;
    }
  }

  /** A card of that name and way, empty or as it was; NO_CARD where such a name has no room. */
  put(way: number, { system, id }: Identifier): number {
    const { length } = id;
    if (length === 0 || way >= MOST_WAYS || !this.write(id)) return NO_CARD;
    const { name } = this;
    const hash = byteHash(name, 0, length, way);
    const known = this.seek(hash, way, name, 0, length);
    if (known !== NO_CARD) return known;
    this.noteWay(system, way);
    const card = this.take();
    const [words, at] = [this.wordsOf(card), this.at(card)];
    words[at + HASH] = hash;
    words[at + LENGTH] = length | (way << LENGTH_BITS);
    this.bytesOf(card).set(name.subarray(0, length), (at + NAME) * 4);
    this.index.add(hash, card);
    return card;
  }

  /** Whatever was laid down under this name. */
  forget(system: string, id: string): void {
    for (const way of this.ways.get(system) ?? []) {
      const card = this.seekName(way, id);
      if (card === NO_CARD) continue;
      this.remove(card);
      this.free.push(card);
    }
  }

  clear(): void {
    this.index.clear();
    this.ways.clear();
    this.words.length = 0;
    this.bytes.length = 0;
    this.free.length = 0;
    this.used = 0;
    this.oldest = 0;
  }

  /** False: no card is of such a name. */
  private write(id: string): boolean {
    const { length } = id;
    if (length > LONGEST) return false;
    let all = 0;
    for (let at = 0; at < length; at += 1) {
      const code = id.charCodeAt(at);
      all |= code;
      this.name[at] = code;
    }
    return all <= ASCII_MOST;
  }

  private seekName(way: number, id: string): number {
    if (!this.write(id)) return NO_CARD;
    const { name } = this;
    return this.seek(byteHash(name, 0, id.length, way), way, name, 0, id.length);
  }

  private seek(hash: number, way: number, text: Uint8Array, from: number, to: number): number {
    const { index } = this;
    for (let place = index.first(hash); ; place = index.next(place)) {
      const card = index.cardAt(place);
      if (card === NO_CARD) return NO_CARD;
      if (index.hashAt(place) === hash && this.isOf(card, way, text, from, to)) return card;
    }
  }

  private isOf(card: number, way: number, text: Uint8Array, from: number, to: number): boolean {
    const at = this.at(card);
    if (this.wordsOf(card)[at + LENGTH] !== ((to - from) | (way << LENGTH_BITS))) return false;
    const bytes = this.bytesOf(card);
    const name = (at + NAME) * 4 - from;
    for (let i = from; i < to; i += 1) if (bytes[name + i] !== text[i]) return false;
    return true;
  }

  private remove(card: number): void {
    const [words, at] = [this.wordsOf(card), this.at(card)];
    this.index.remove(words[at + HASH] ?? 0, card);
    words.fill(0, at, at + CARD_WORDS);
  }

  private take(): number {
    const free = this.free.pop();
    if (free !== undefined) return free;
    if (this.used < this.most) {
      const card = this.used++;
      if (card >>> CHUNK_BITS === this.words.length) this.addChunk();
      return card;
    }
    const card = this.oldest;
    this.oldest = (this.oldest + 1) % this.most;
    this.remove(card);
    return card;
  }

  private addChunk(): void {
    const words = new Uint32Array((IN_CHUNK + 1) * CARD_WORDS);
    this.words.push(words);
    this.bytes.push(Buffer.from(words.buffer));
  }

  private noteWay(system: string, way: number): void {
    const ways = this.ways.get(system);
    if (ways?.has(way) === true) return;
    // Whoever asks in ever new ways begins anew: of each way a name is looked for when it goes.
    if (ways !== undefined && ways.size >= WAYS_MOST) this.clear();
    const room = this.ways.get(system) ?? new Set<number>();
    this.ways.set(system, room.add(way));
  }
}
