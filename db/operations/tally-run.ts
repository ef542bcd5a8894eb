/**
 * A run: what was counted at one time, as bytes, or the sum of several runs. A row for each count
 * costs ten times as much as the decision that is counted (docs/decisions/0019-tallies-in-runs.md).
 *
 *   u32 length of NAMES · NAMES · entries of 24 bytes: subject (16) · u32 name · u32 count
 *
 * NAMES is JSON, `[[touchpoint, outcome] …]`; numbers are little-endian; a subject is the 128 bits
 * of its id. An entry of all zeros (`BLANK`: somebody erased) is nobody's and goes with the next
 * sum. Runs together are the sum of their entries, in any order.
 */
import type { TallyRun, TallyWrite } from '../activity-port';

type Counted = Omit<TallyWrite, 'day'>;
type Name = readonly [touchpoint: string, outcome: string];

const PREFIX = 'sub_';
/** The last character holds two bits: base64url of 16 bytes and nothing else. */
const PLAIN_SUBJECT = /^sub_[\w-]{21}[AQgw]$/;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const SUBJECT_BYTES = 16;
const SUBJECT_LENGTH = 26;
/** Four characters are three bytes; two are left over. */
const LAST_FULL = 20;
const ENTRY_BYTES = 24;
const NAME_AT = 16;
const COUNT_AT = 20;
const MOST = 0xffff_ffff;
const FIRST_ENTRIES = 32;
export const BLANK = Buffer.alloc(SUBJECT_BYTES);

/** Undefined: of another form, which no run holds. */
export function subjectBytes(subject: string): Buffer | undefined {
  if (!PLAIN_SUBJECT.test(subject)) return undefined;
  return Buffer.from(subject.slice(PREFIX.length), 'base64url');
}

/** Of base64url's characters, by their code; every other has a bit that none of them has. */
const BITS = new Uint8Array(128).fill(64);
for (const [bits, character] of [...ALPHABET].entries()) BITS[character.charCodeAt(0)] = bits;

function bitsAt(subject: string, at: number): number {
  return BITS[subject.charCodeAt(PREFIX.length + at)] ?? 64;
}

/** Decoded by hand: asking Node to takes twice as long for so few bytes. False: of another form. */
function writeSubject(to: Buffer, at: number, subject: string): boolean {
  if (subject.length !== SUBJECT_LENGTH || !subject.startsWith(PREFIX)) return false;
  let byte = at;
  let all = 0;
  for (let from = 0; from < LAST_FULL; from += 4) {
    const a = bitsAt(subject, from);
    const b = bitsAt(subject, from + 1);
    const c = bitsAt(subject, from + 2);
    const d = bitsAt(subject, from + 3);
    all |= a | b | c | d;
    to[byte] = (a << 2) | (b >> 4);
    to[byte + 1] = (b << 4) | (c >> 2);
    to[byte + 2] = (c << 6) | d;
    byte += 3;
  }
  const a = bitsAt(subject, LAST_FULL);
  const b = bitsAt(subject, LAST_FULL + 1);
  to[byte] = (a << 2) | (b >> 4);
  // The last character holds two bits more: an id has none there.
  return (all | a | b) < 64 && (b & 15) === 0;
}

/** Subjects by the first byte of their ids. */
export const BUCKETS = 256;
export function bucketOf(subject: string): number {
  return (bitsAt(subject, 0) << 2) | (bitsAt(subject, 1) >> 4);
}

/** A run being made: either by appending, or by adding runs, whose entries are summed by subject and name. */
export class TallySum {
  size = 0;
  private readonly names: Name[] = [];
  private readonly nameOf = new Map<string, Map<string, number>>();
  private entries: Buffer;
  private view: DataView;
  /** Open addressing: each entry's place, from one on. */
  private places: Uint32Array;

  /** `about`: how many entries are expected. */
  constructor(about = 0) {
    let room = FIRST_ENTRIES;
    while (room < about) room *= 2;
    this.entries = Buffer.alloc(room * ENTRY_BYTES);
    this.view = viewOf(this.entries);
    this.places = new Uint32Array(room * 2);
  }

  /**
   * Behind the others, whether or not there is one like it: those that come together seldom are
   * alike. False, and nothing, where a run cannot hold it.
   */
  append({ subject, touchpoint, outcome, count }: Counted): boolean {
    this.makeRoom();
    const at = this.size * ENTRY_BYTES;
    if (count > MOST || !writeSubject(this.entries, at, subject)) return false;
    this.view.setUint32(at + NAME_AT, this.name(touchpoint, outcome), true);
    this.view.setUint32(at + COUNT_AT, count, true);
    this.size += 1;
    return true;
  }

  addRun(run: Uint8Array): void {
    for (const [view, at, name] of entriesOf(run)) this.addEntry(view, at, name);
  }

  addEntry(view: DataView, from: number, [touchpoint, outcome]: Name): void {
    this.makeRoom();
    const at = this.size * ENTRY_BYTES;
    for (let word = 0; word < SUBJECT_BYTES; word += 4) {
      this.view.setUint32(at + word, view.getUint32(from + word, true), true);
    }
    this.view.setUint32(at + NAME_AT, this.name(touchpoint, outcome), true);
    this.count(at, view.getUint32(from + COUNT_AT, true));
  }

  bytes(): Uint8Array {
    return runBytes(this.names, this.entries.subarray(0, this.size * ENTRY_BYTES));
  }

  private name(touchpoint: string, outcome: string): number {
    const outcomes = this.nameOf.get(touchpoint) ?? new Map<string, number>();
    const known = outcomes.get(outcome);
    if (known !== undefined) return known;
    this.nameOf.set(touchpoint, outcomes.set(outcome, this.names.length));
    return this.names.push([touchpoint, outcome]) - 1;
  }

  /** The entry that was written at `at`, behind the others, becomes one of them or a part of one. */
  private count(at: number, count: number): void {
    const { view, places } = this;
    const last = places.length - 1;
    let place = hashAt(view, at) & last;
    for (; places[place] !== 0; place = (place + 1) & last) {
      const other = ((places[place] ?? 0) - 1) * ENTRY_BYTES;
      if (!isSame(view, at, other)) continue;
      const sum = view.getUint32(other + COUNT_AT, true) + count;
      // A sum that has no room is told in two entries.
      if (sum > MOST) continue;
      view.setUint32(other + COUNT_AT, sum, true);
      return;
    }
    view.setUint32(at + COUNT_AT, count, true);
    this.size += 1;
    places[place] = this.size;
  }

  /** INVARIANT: at most half of the places are taken. */
  private makeRoom(): void {
    const room = this.places.length / 2;
    if (this.size < room) return;
    this.entries = Buffer.concat([this.entries], room * 2 * ENTRY_BYTES);
    this.view = viewOf(this.entries);
    this.places = new Uint32Array(room * 4);
    const last = this.places.length - 1;
    for (let entry = 0; entry < this.size; entry += 1) {
      let place = hashAt(this.view, entry * ENTRY_BYTES) & last;
      while (this.places[place] !== 0) place = (place + 1) & last;
      this.places[place] = entry + 1;
    }
  }
}

export function runBytes(names: readonly Name[], entries: Uint8Array): Uint8Array {
  const text = Buffer.from(JSON.stringify(names));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  return Buffer.concat([length, text, entries]);
}

export function sizeOfRun({ entries }: TallyRun): number {
  return entries.length / ENTRY_BYTES;
}

/** Its entries by bucket, each as it was. */
export function partsOf({ entries }: TallyRun): readonly (readonly [number, Uint8Array])[] {
  const ends = new Uint32Array(BUCKETS + 1);
  for (let at = 0; at < entries.length; at += ENTRY_BYTES) {
    const after = (entries[at] ?? 0) + 1;
    ends[after] = (ends[after] ?? 0) + ENTRY_BYTES;
  }
  for (let at = 1; at <= BUCKETS; at += 1) ends[at] = (ends[at] ?? 0) + (ends[at - 1] ?? 0);
  const starts = ends.slice();
  const sorted = new Uint8Array(entries.length);
  for (let at = 0; at < entries.length; at += ENTRY_BYTES) {
    const bucket = entries[at] ?? 0;
    const to = ends[bucket] ?? 0;
    for (let byte = 0; byte < ENTRY_BYTES; byte += 1) sorted[to + byte] = entries[at + byte] ?? 0;
    ends[bucket] = to + ENTRY_BYTES;
  }
  const parts: (readonly [number, Uint8Array])[] = [];
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    const part = sorted.subarray(starts[bucket], starts[bucket + 1]);
    if (part.length > 0) parts.push([bucket, part]);
  }
  return parts;
}

/** How often each place was asked about. */
export function placeCounts({ day, names, entries }: TallyRun) {
  const sums = new Float64Array(names.length);
  const view = viewOf(Buffer.from(entries.buffer, entries.byteOffset, entries.byteLength));
  for (let at = 0; at < entries.length; at += ENTRY_BYTES) {
    const name = view.getUint32(at + NAME_AT, true);
    sums[name] = (sums[name] ?? 0) + view.getUint32(at + COUNT_AT, true);
  }
  return names.map(([touchpoint], name) => ({ touchpoint, day, count: sums[name] ?? 0 }));
}

/** What a run says of these people. */
export function countsIn(run: Uint8Array, subjects: ReadonlyMap<string, Buffer>): Counted[] {
  const { names, entries } = opened(run);
  const found: Counted[] = [];
  for (const [subject, bytes] of subjects) {
    for (let at = entries.indexOf(bytes); at >= 0; at = entries.indexOf(bytes, at + 1)) {
      if (at % ENTRY_BYTES !== 0) continue;
      const [touchpoint, outcome] = names[entries.readUInt32LE(at + NAME_AT)] ?? ['', ''];
      found.push({ subject, touchpoint, outcome, count: entries.readUInt32LE(at + COUNT_AT) });
    }
  }
  return found;
}

/** Among those of its bucket. */
export function addByBucket(sums: TallySum[], ...[view, at, name]: TallyEntry): void {
  (sums[view.getUint8(at)] ??= new TallySum()).addEntry(view, at, name);
}

/** Where it stands, and its name. */
export type TallyEntry = readonly [view: DataView, at: number, name: Name];

/** Those of somebody. */
export function* entriesOf(run: Uint8Array): Generator<TallyEntry> {
  const { names, entries } = opened(run);
  const view = viewOf(entries);
  for (let at = 0; at < entries.length; at += ENTRY_BYTES) {
    if (isBlank(view, at)) continue;
    const name = names[view.getUint32(at + NAME_AT, true)];
    if (name === undefined) throw new Error('a run of tallies holds a name it does not tell');
    yield [view, at, name];
  }
}

function opened(run: Uint8Array): { readonly names: readonly Name[]; readonly entries: Buffer } {
  const bytes = Buffer.from(run.buffer, run.byteOffset, run.byteLength);
  const from = 4 + bytes.readUInt32LE(0);
  const names = JSON.parse(bytes.toString('utf8', 4, from)) as readonly Name[];
  return { names, entries: bytes.subarray(from) };
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Ids are random: any of their bits will do. */
function hashAt(view: DataView, at: number): number {
  return view.getUint32(at + 4, true) ^ Math.imul(view.getUint32(at + NAME_AT, true), 0x9e3779b1);
}

function isSame(view: DataView, one: number, other: number): boolean {
  for (let word = 0; word < COUNT_AT; word += 4) {
    if (view.getUint32(one + word, true) !== view.getUint32(other + word, true)) return false;
  }
  return true;
}

function isBlank(view: DataView, at: number): boolean {
  for (let word = 0; word < SUBJECT_BYTES; word += 4) {
    if (view.getUint32(at + word, true) !== 0) return false;
  }
  return true;
}
