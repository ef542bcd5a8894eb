/**
 * A batch as one serializer writes it: items that begin alike up to the person's id, and end in
 * one of a few ways. Each way is read once, the rest is comparing text; what is not plainly of
 * this form goes to the next reader.
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
const RESTS: ReadonlyMap<string, boolean> = new Map(
  ['', ' '].flatMap((space) => [
    [']}', false],
    [`],${space}"answer":${space}"full"}`, false],
    [`],${space}"answer":${space}"brief"}`, true],
  ]),
);

/** Questions as they stand in their text: most are answered without being taken out of it. */
export class AlikeBatch implements NamesInText {
  count = 0;
  brief = false;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** How each is asked, about anybody. */
  readonly ways: Asking[] = [];

  constructor(
    readonly text: string,
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
    return way && withId(way, this.text.slice(this.starts[index], this.ends[index]));
  }

  get askings(): readonly Asking[] {
    const all = this.ways.map((_, index) => this.askingAt(index));
    return all.filter((asking) => asking !== undefined);
  }
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

/** Where the last item ends, and whether brief answers are asked for. */
function restOf(text: string, from: number): { at: number; brief: boolean } | undefined {
  const at = text.lastIndexOf(']');
  const items = text.lastIndexOf('}', at);
  const brief = items < from ? undefined : RESTS.get(text.slice(items + 1));
  return brief === undefined ? undefined : { at: items + 1, brief };
}

/** The end of an item without what stands before the next one; '' (no end) when nothing does. */
function withoutComma(end: string, isLast: boolean): string {
  if (isLast) return end;
  if (end.endsWith(', ')) return end.slice(0, -2);
  return end.endsWith(',') ? end.slice(0, -1) : '';
}

/** Where the id that begins at `from` ends; -1 where it holds anything unusual, or nothing. */
function endOfId(text: string, from: number): number {
  const last = Math.min(text.length, from + LONGEST_ID + 1);
  for (let at = from; at < last; at += 1) {
    const code = text.charCodeAt(at);
    if (isIdCharacter(code)) continue;
    return code === QUOTE && at > from ? at : -1;
  }
  return -1;
}

/** Undefined when the text is not plainly of this form, or holds more than `most` items. */
export function readAlike(text: string, most: number, readOne: ReadOne): AlikeBatch | undefined {
  const opening = OPENING.exec(text)?.[0];
  const beforeId = BEFORE_ID.exec(text);
  if (opening === undefined || beforeId === null) return undefined;
  const begin = text.slice(opening.length, beforeId.index + beforeId[0].length);
  const rest = restOf(text, opening.length);
  if (rest === undefined) return undefined;
  const ways = new Ways(begin, readOne);
  const batch = new AlikeBatch(text, most);
  batch.brief = rest.brief;
  let way: Asking | undefined;
  /** From the quote after one id to the next id, as it was between the two before. */
  let link = '';
  let at = opening.length + begin.length;
  while (batch.count < most) {
    const idEnds = endOfId(text, at);
    if (idEnds < 0) return undefined;
    const again = link !== '' && text.startsWith(link, idEnds);
    const next = again ? idEnds + link.length - begin.length : text.indexOf(begin, idEnds);
    if (!again) {
      const ends = next < 0 ? rest.at : next;
      way = ways.find(withoutComma(text.slice(idEnds, ends), next < 0));
      link = next < 0 ? '' : text.slice(idEnds, next + begin.length);
    }
    if (way === undefined || !('system' in way.subject)) return undefined;
    batch.add(way, at, idEnds);
    if (next < 0) return batch;
    at = next + begin.length;
  }
  return undefined;
}
