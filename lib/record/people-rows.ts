/**
 * People's rows as bytes outside the collected heap, so that of a million who are held nobody costs
 * whoever collects garbage anything (docs/decisions/0041). Laid one behind the other; where there is
 * no more room, those who were laid down longest ago make it, a chunk at a time.
 *
 *   row  6 words: units of 16 bytes it takes (0: none follows) · hash of the handle (0: taken away) ·
 *        hash of the subject · n · lengths of handle, subject, leader (0: the subject itself) and
 *        head, 8 bits each · length of the state
 *        bytes: handle · subject · leader · head · state
 */
import { HashIndex } from './hash-index';
import { nameHash } from './name-hash';

export interface PersonRow {
  readonly subject: string;
  readonly leader: string;
  readonly n: number;
  readonly head: string;
  readonly state: Uint8Array;
}

const UNIT = 16;
const UNIT_WORDS = UNIT / 4;
/** Chunks of 2 MB. */
const CHUNK_BITS = 17;
const CHUNK_UNITS = 1 << CHUNK_BITS;
const HANDLE_HASH = 1;
const SUBJECT_HASH = 2;
const N = 3;
const LENGTHS = 4;
const STATE_LENGTH = 5;
const HEADER_BYTES = 24;
const LONGEST = 255;
/** Whoever takes more than an eighth of a chunk is not held here. */
const MOST_UNITS = CHUNK_UNITS / 8;
const MOST_N = 0xffff_ffff;
const NONE = -1;

interface Chunk {
  readonly words: Uint32Array;
  readonly bytes: Buffer;
}

/** Where the parts of a row begin, in bytes of its chunk. */
interface Parts {
  readonly handle: number;
  readonly subject: number;
  readonly leader: number;
  readonly head: number;
  readonly state: number;
  readonly end: number;
}

function latin1(bytes: Buffer, from: number, to: number): string {
  return bytes.toString('latin1', from, to);
}

const isShort = (text: string): boolean => text.length <= LONGEST;

export class PeopleRows {
  private readonly chunks: Chunk[] = [];
  private readonly byHandle = new HashIndex();
  private readonly bySubject = new HashIndex();
  private readonly chunksMost: number;
  /** The chunk that is being filled, and how far. */
  private current = -1;
  private filled = CHUNK_UNITS;
  private count = 0;

  /** So many bytes are held at most, at least one chunk. */
  constructor(bytesMost: number) {
    this.chunksMost = Math.max(1, Math.floor(bytesMost / (CHUNK_UNITS * UNIT)));
  }

  get size(): number {
    return this.count;
  }

  get(handle: string): PersonRow | undefined {
    const row = this.find(handle);
    return row === NONE ? undefined : this.read(row);
  }

  /** In the place of what was held under this handle. What is too large, or not ASCII, is not held. */
  put(handle: string, row: PersonRow): void {
    this.delete(handle);
    const { subject, n, head, state } = row;
    const leader = row.leader === subject ? '' : row.leader;
    const texts = [handle, subject, leader, head] as const;
    const text = texts.join('');
    const units = Math.ceil((HEADER_BYTES + text.length + state.length) / UNIT);
    if (!texts.every(isShort) || n > MOST_N || units > MOST_UNITS) return;
    if (Buffer.byteLength(text) !== text.length) return;
    const number = this.take(units);
    const { words, bytes } = this.chunkOf(number);
    const at = (number & (CHUNK_UNITS - 1)) * UNIT_WORDS;
    const hashes = [nameHash(handle), nameHash(subject)] as const;
    const lengths =
      handle.length | (subject.length << 8) | (leader.length << 16) | (head.length << 24);
    words.set([units, ...hashes, n, lengths >>> 0, state.length], at);
    const from = at * 4 + HEADER_BYTES;
    bytes.write(text, from, 'latin1');
    bytes.set(state, from + text.length);
    this.byHandle.add(hashes[0], number);
    this.bySubject.add(hashes[1], number);
    this.count += 1;
  }

  delete(handle: string): void {
    const row = this.find(handle);
    if (row !== NONE) this.remove(row);
  }

  /** Under all their handles. */
  deleteSubject(subject: string): void {
    const { bySubject } = this;
    const hash = nameHash(subject);
    const theirs: number[] = [];
    for (let place = bySubject.first(hash); ; place = bySubject.next(place)) {
      const row = bySubject.numberAt(place);
      if (row === NONE) break;
      if (bySubject.hashAt(place) !== hash) continue;
      const parts = this.partsOf(row);
      if (this.reads(row, parts.subject, parts.leader, subject)) theirs.push(row);
    }
    for (const row of theirs) this.remove(row);
  }

  clear(): void {
    this.chunks.length = 0;
    this.byHandle.clear();
    this.bySubject.clear();
    this.current = -1;
    this.filled = CHUNK_UNITS;
    this.count = 0;
  }

  private find(handle: string): number {
    const { byHandle } = this;
    const hash = nameHash(handle);
    for (let place = byHandle.first(hash); ; place = byHandle.next(place)) {
      const row = byHandle.numberAt(place);
      if (row === NONE) return NONE;
      if (byHandle.hashAt(place) !== hash) continue;
      const parts = this.partsOf(row);
      if (this.reads(row, parts.handle, parts.subject, handle)) return row;
    }
  }

  private chunkOf(row: number): Chunk {
    return this.chunks[row >>> CHUNK_BITS] as Chunk;
  }

  private wordOf(row: number, word: number): number {
    return this.chunkOf(row).words[(row & (CHUNK_UNITS - 1)) * UNIT_WORDS + word] ?? 0;
  }

  private partsOf(row: number): Parts {
    const lengths = this.wordOf(row, LENGTHS);
    const handle = (row & (CHUNK_UNITS - 1)) * UNIT + HEADER_BYTES;
    const subject = handle + (lengths & 0xff);
    const leader = subject + ((lengths >>> 8) & 0xff);
    const head = leader + ((lengths >>> 16) & 0xff);
    const state = head + (lengths >>> 24);
    return { handle, subject, leader, head, state, end: state + this.wordOf(row, STATE_LENGTH) };
  }

  private reads(row: number, from: number, to: number, text: string): boolean {
    const { bytes } = this.chunkOf(row);
    if (to - from !== text.length) return false;
    for (let i = 0; i < text.length; i += 1) {
      if (bytes[from + i] !== text.charCodeAt(i)) return false;
    }
    return true;
  }

  private read(row: number): PersonRow {
    const { bytes } = this.chunkOf(row);
    const parts = this.partsOf(row);
    const subject = latin1(bytes, parts.subject, parts.leader);
    return {
      subject,
      leader: parts.leader === parts.head ? subject : latin1(bytes, parts.leader, parts.head),
      n: this.wordOf(row, N),
      head: latin1(bytes, parts.head, parts.state),
      state: bytes.subarray(parts.state, parts.end),
    };
  }

  /** What was read stays nowhere: only how far it is to the next one. */
  private remove(row: number): void {
    const { words } = this.chunkOf(row);
    const at = (row & (CHUNK_UNITS - 1)) * UNIT_WORDS;
    this.byHandle.remove(words[at + HANDLE_HASH] ?? 0, row);
    this.bySubject.remove(words[at + SUBJECT_HASH] ?? 0, row);
    words.fill(0, at + HANDLE_HASH, at + (words[at] ?? 0) * UNIT_WORDS);
    this.count -= 1;
  }

  private take(units: number): number {
    if (this.filled + units > CHUNK_UNITS) this.nextChunk();
    const row = this.current * CHUNK_UNITS + this.filled;
    this.filled += units;
    return row;
  }

  private nextChunk(): void {
    this.current = (this.current + 1) % this.chunksMost;
    this.filled = 0;
    if (this.current < this.chunks.length) {
      this.empty(this.current);
      return;
    }
    const words = new Uint32Array(CHUNK_UNITS * UNIT_WORDS);
    this.chunks.push({ words, bytes: Buffer.from(words.buffer) });
  }

  private empty(chunk: number): void {
    const { words } = this.chunks[chunk] as Chunk;
    for (let at = 0; at < CHUNK_UNITS;) {
      const units = words[at * UNIT_WORDS] ?? 0;
      if (units === 0) break;
      if (words[at * UNIT_WORDS + HANDLE_HASH] !== 0) this.remove(chunk * CHUNK_UNITS + at);
      words[at * UNIT_WORDS] = 0;
      at += units;
    }
  }
}
