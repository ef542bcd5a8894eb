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
import { wayOf, withId, type ReadOne } from './read-like';

const OPENING = /^\{ ?"evaluations": ?\[ ?/;
const BEFORE_ID = /"id": ?"/;
const RESTS: ReadonlyMap<string, boolean> = new Map(
  ['', ' '].flatMap((space) => [
    [']}', false],
    [`],${space}"answer":${space}"full"}`, false],
    [`],${space}"answer":${space}"brief"}`, true],
  ]),
);

export interface AlikeBatch {
  readonly askings: readonly Asking[];
  readonly brief: boolean;
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

/** Undefined when the text is not plainly of this form, or holds more than `most` items. */
export function readAlike(text: string, most: number, readOne: ReadOne): AlikeBatch | undefined {
  const opening = OPENING.exec(text)?.[0];
  const beforeId = BEFORE_ID.exec(text);
  if (opening === undefined || beforeId === null) return undefined;
  const begin = text.slice(opening.length, beforeId.index + beforeId[0].length);
  const rest = restOf(text, opening.length);
  if (rest === undefined) return undefined;
  const ways = new Ways(begin, readOne);
  const askings: Asking[] = [];
  let way: Asking | undefined;
  /** From the quote after one id to the next id, as it was between the two before. */
  let link = '';
  let at = opening.length + begin.length;
  while (askings.length < most) {
    const idEnds = text.indexOf('"', at);
    const id = text.slice(at, idEnds);
    const again = link !== '' && text.startsWith(link, idEnds);
    const next = again ? idEnds + link.length - begin.length : text.indexOf(begin, idEnds);
    if (!again) {
      const ends = next < 0 ? rest.at : next;
      way = idEnds < 0 ? undefined : ways.find(withoutComma(text.slice(idEnds, ends), next < 0));
      link = next < 0 ? '' : text.slice(idEnds, next + begin.length);
    }
    const asking = way && withId(way, id);
    if (asking === undefined) return undefined;
    askings.push(asking);
    if (next < 0) return { askings, brief: rest.brief };
    at = next + begin.length;
  }
  return undefined;
}
