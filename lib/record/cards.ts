/**
 * What whoever asks has laid down about people, as bytes: a card under somebody's name and a way of
 * asking. Among a million people every object on the way to an answer is a wait for memory; here
 * there are two, and those of a thousand questions are waited for together (measured: bench batch).
 *
 *   card  32 words: hash · length of the name (0: free) and the way · 8 of the name · 4 of the
 *         subject's bits · 18 of whoever lays it down
 *
 * INVARIANT: a card goes with the next change of its subject (held-people.ts).
 */
import type { Identifier } from '../identity/model';
import { HashIndex } from './hash-index';
import { byteHash } from './name-hash';

export const CARD_WORDS = 32;
/** Where the subject's bits stand. */
export const CARD_SUBJECT = 10;
/** From here on a card is whose it is who lays it down. */
export const FIRST_OWN = 14;
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
const SUBJECT_BYTES = 16;
export const NO_CARD = -1;

/** Questions written alike: where in one text each name stands. */
export interface NamesInText {
  readonly count: number;
  /** The text: ASCII throughout. */
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

function subjectHash(bytes: Uint8Array, at: number): number {
  return byteHash(bytes, at, at + SUBJECT_BYTES, 0);
}

export class Cards {
  /** Cards in chunks, as words and as bytes. */
  readonly words: Uint32Array[] = [];
  readonly bytes: Buffer[] = [];
  /** How often one that was looked for was there. */
  hits = 0;
  private readonly index = new HashIndex();
  private readonly bySubject = new HashIndex();
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

  /** A card of that name and way about that subject, empty or as it was; NO_CARD where such a name has no room. */
  put(way: number, { id }: Identifier, subject: Uint8Array): number {
    const { length } = id;
    if (length === 0 || way >= MOST_WAYS || !this.write(id)) return NO_CARD;
    const { name } = this;
    const hash = byteHash(name, 0, length, way);
    const known = this.seek(hash, way, name, 0, length);
    if (known !== NO_CARD && this.isAbout(known, subject)) return known;
    if (known !== NO_CARD) this.release(known);
    const card = this.take();
    const [words, at, bytes] = [this.wordsOf(card), this.at(card), this.bytesOf(card)];
    words[at + HASH] = hash;
    words[at + LENGTH] = length | (way << LENGTH_BITS);
    bytes.set(name.subarray(0, length), (at + NAME) * 4);
    bytes.set(subject, (at + CARD_SUBJECT) * 4);
    this.index.add(hash, card);
    this.bySubject.add(subjectHash(subject, 0), card);
    return card;
  }

  /** Whatever was laid down about this subject, under all its names. */
  forget(subject: Uint8Array): void {
    const { bySubject } = this;
    const hash = subjectHash(subject, 0);
    const about: number[] = [];
    for (let place = bySubject.first(hash); ; place = bySubject.next(place)) {
      const card = bySubject.numberAt(place);
      if (card === NO_CARD) break;
      if (bySubject.hashAt(place) === hash && this.isAbout(card, subject)) about.push(card);
    }
    for (const card of about) this.release(card);
  }

  clear(): void {
    this.index.clear();
    this.bySubject.clear();
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
      const card = index.numberAt(place);
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

  private isAbout(card: number, subject: Uint8Array): boolean {
    const at = (this.at(card) + CARD_SUBJECT) * 4;
    const bytes = this.bytesOf(card);
    for (let i = 0; i < SUBJECT_BYTES; i += 1) if (bytes[at + i] !== subject[i]) return false;
    return true;
  }

  private release(card: number): void {
    this.remove(card);
    this.free.push(card);
  }

  private remove(card: number): void {
    const [words, at] = [this.wordsOf(card), this.at(card)];
    this.index.remove(words[at + HASH] ?? 0, card);
    this.bySubject.remove(subjectHash(this.bytesOf(card), (at + CARD_SUBJECT) * 4), card);
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
}
