/**
 * A batch as one serializer writes it: items that begin alike up to the person's id, and end in
 * one of a few ways. Each way is read once, the rest is comparing bytes, without making a text of
 * them (measured: bench batch); what is not plainly of this form goes to the next reader.
 *
 *   {"evaluations":[ BEGIN id END , BEGIN id END … ] REST
 *
 * INVARIANT: every BEGIN id END is a question by itself, without escapes and with no name twice.
 * An id holds neither quotes nor backslashes, so that it can be put for another without changing
 * anything else of the meaning; pieces that are objects each are the list's items.
 */
import type { Asking } from '../../asking/model';
import type { NamesInText } from '../../record/cards';
import { isIdCharacter, LONGEST_ID, wayOf, withId, type ReadOne } from './read-like';

const OPENING = /^\{ ?"evaluations": ?\[ ?/;
const QUOTE = 34;
const BEFORE_ID = /"id": ?"/;
/** The first id is looked for in so much of the text, and what follows the last item. */
const EDGE = 2000;
const RESTS: ReadonlyMap<string, boolean> = new Map(
  ['', ' '].flatMap((space) => [
    [']}', false],
    [`],${space}"answer":${space}"full"}`, false],
    [`],${space}"answer":${space}"brief"}`, true],
  ]),
);
/** 1: may stand in an id. */
const OF_AN_ID = Uint8Array.from({ length: 256 }, (_, code) => (isIdCharacter(code) ? 1 : 0));

/** Questions as they stand in their text: most are answered without being taken out of it. */
export class AlikeBatch implements NamesInText {
  count = 0;
  brief = false;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** How each is asked, about anybody. */
  readonly ways: Asking[] = [];

  constructor(
    readonly bytes: Buffer,
    most: number,
  ) {
    this.starts = new Int32Array(most);
    this.ends = new Int32Array(most);
  }

  add(way: Asking, start: number, end: number): void {
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.ways.push(way);
    this.count += 1;
  }

  askingAt(index: number): Asking | undefined {
    const way = this.ways[index];
    return way && withId(way, textOf(this.bytes, this.starts[index] ?? 0, this.ends[index]));
  }

  get askings(): readonly Asking[] {
    const all = this.ways.map((_, index) => this.askingAt(index));
    return all.filter((asking) => asking !== undefined);
  }
}

function textOf(bytes: Buffer, from: number, to?: number): string {
  return bytes.toString('latin1', from, to);
}

/** The questions met so far in one batch, by how they end; about anybody. */
class Ways {
  private readonly byEnd = new Map<string, Asking>();

  constructor(
    private readonly begin: string,
    private readonly readOne: ReadOne,
  ) {}

  find(end: string): Asking | undefined {
    const known = this.byEnd.get(end);
    if (known !== undefined) return known;
    const way = wayOf(this.begin, end, this.readOne);
    if (way === undefined) return undefined;
    this.byEnd.set(end, way);
    return way;
  }
}

/** Bytes that are compared four at a time. */
function inFours(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function standsAt(text: DataView, at: number, part: DataView): boolean {
  const length = part.byteLength;
  if (at + length > text.byteLength) return false;
  let i = 0;
  for (; i + 4 <= length; i += 4) if (text.getInt32(at + i) !== part.getInt32(i)) return false;
  for (; i < length; i += 1) if (text.getInt8(at + i) !== part.getInt8(i)) return false;
  return true;
}

/** Where the last item ends, and whether brief answers are asked for. */
function restOf(bytes: Buffer, from: number): { at: number; brief: boolean } | undefined {
  const edge = Math.max(from, bytes.length - EDGE);
  const text = textOf(bytes, edge);
  const items = text.lastIndexOf('}', text.lastIndexOf(']'));
  const brief = items < 0 ? undefined : RESTS.get(text.slice(items + 1));
  return brief === undefined ? undefined : { at: edge + items + 1, brief };
}

/** The end of an item without what stands before the next one; '' (no end) when nothing does. */
function withoutComma(end: string, isLast: boolean): string {
  if (isLast) return end;
  if (end.endsWith(', ')) return end.slice(0, -2);
  return end.endsWith(',') ? end.slice(0, -1) : '';
}

/** Where the id that begins at `from` ends; -1 where it holds anything unusual, or nothing. */
function endOfId(bytes: Buffer, from: number): number {
  let at = from;
  while (OF_AN_ID[bytes[at] ?? 0] === 1) at += 1;
  return bytes[at] === QUOTE && at > from && at - from <= LONGEST_ID ? at : -1;
}

/** `bytes`: ASCII throughout. Undefined when they are not plainly of this form, or hold more than `most` items. */
export function readAlike(bytes: Buffer, most: number, readOne: ReadOne): AlikeBatch | undefined {
  const first = textOf(bytes, 0, EDGE);
  const opening = OPENING.exec(first)?.[0];
  const beforeId = BEFORE_ID.exec(first);
  if (opening === undefined || beforeId === null) return undefined;
  const begin = first.slice(opening.length, beforeId.index + beforeId[0].length);
  const rest = restOf(bytes, opening.length);
  if (rest === undefined) return undefined;
  const ways = new Ways(begin, readOne);
  const batch = new AlikeBatch(bytes, most);
  batch.brief = rest.brief;
  const text = inFours(bytes);
  let way: Asking | undefined;
  /** From the quote after one id to the next id, as it was between the two before. */
  let link: DataView | undefined;
  let at = opening.length + begin.length;
  while (batch.count < most) {
    const idEnds = endOfId(bytes, at);
    if (idEnds < 0) return undefined;
    if (link === undefined || !standsAt(text, idEnds, link)) {
      const next = bytes.indexOf(begin, idEnds, 'latin1');
      const isLast = next < 0;
      way = ways.find(withoutComma(textOf(bytes, idEnds, isLast ? rest.at : next), isLast));
      link = isLast ? undefined : inFours(bytes.subarray(idEnds, next + begin.length));
    }
    if (way === undefined || !('system' in way.subject)) return undefined;
    batch.add(way, at, idEnds);
    if (link === undefined) return batch;
    at = idEnds + link.byteLength;
  }
  return undefined;
}
