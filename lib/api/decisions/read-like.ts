/**
 * One question written as an earlier one of the same system: alike but for the person's id. Its
 * form was read once; the rest is comparing text. Whatever else goes to the next reader.
 *
 * INVARIANT: BEGIN x END was read as a question without escapes and with no name twice, whose id
 * is x. An id holds neither quotes nor backslashes, so that it can be put for x without changing
 * anything else of the meaning (as in read-alike.ts).
 */
import type { Asking } from '../../asking/model';
import { ownText } from '../../own-text';

const BEFORE_ID = /"id": ?"/;
export const PLAIN_ID = /^[\x20\x21\x23-\x5b\x5d-\x7e]{1,256}$/;
export const LONGEST_ID = 256;
/** As in PLAIN_ID: printable ASCII but for quotes and backslashes. */
export function isIdCharacter(code: number): boolean {
  return code >= 0x20 && code <= 0x7e && code !== 0x22 && code !== 0x5c;
}
/** Stands for any id while a way of asking is read. */
export const ANY_ID = 'x';
const WAYS_KEPT = 16;
const SYSTEMS_KEPT = 1000;
const LONGEST = 2000;

/** Of nobody: what a system asks, without about whom. */
interface Way {
  readonly begin: string;
  readonly end: string;
  readonly asking: Asking;
}
/** Reads the text of one question; undefined when it is not of the usual form. */
export type ReadOne = (text: string) => Asking | undefined;

const waysOf = new Map<string, Way[]>();

/** Undefined where no id can stand for `x`. */
export function withId(way: Asking, id: string): Asking | undefined {
  if (!PLAIN_ID.test(id) || !('system' in way.subject)) return undefined;
  const { at, data, reserve, gpc } = way;
  return { subject: { system: way.subject.system, id }, at, data, reserve, gpc };
}

/** The question about anybody; undefined where the id is not where it seems to be. */
export function wayOf(begin: string, end: string, readOne: ReadOne): Asking | undefined {
  const way = readOne(begin + ANY_ID + end);
  return way !== undefined && 'id' in way.subject && way.subject.id === ANY_ID ? way : undefined;
}

function newWay(text: string, readOne: ReadOne): Way | undefined {
  const beforeId = BEFORE_ID.exec(text);
  if (beforeId === null || text.length > LONGEST) return undefined;
  const begins = beforeId.index + beforeId[0].length;
  const ends = text.indexOf('"', begins);
  const begin = ownText(text.slice(0, begins));
  const end = ownText(text.slice(ends));
  const asking = ends < 0 ? undefined : wayOf(begin, end, readOne);
  return asking && { begin, end, asking };
}

function fits({ begin, end }: Way, text: string): boolean {
  return text.length > begin.length + end.length && text.startsWith(begin) && text.endsWith(end);
}

/** `readOne` must depend on the system alone. ASCII and without escapes: whatever it accepts. */
export function readLike(system: string, text: string, readOne: ReadOne): Asking | undefined {
  let ways = waysOf.get(system);
  if (ways !== undefined) {
    for (const way of ways) {
      if (!fits(way, text)) continue;
      return withId(way.asking, text.slice(way.begin.length, text.length - way.end.length));
    }
  }
  const made = newWay(text, readOne);
  if (made === undefined) return undefined;
  if (ways === undefined) {
    if (waysOf.size >= SYSTEMS_KEPT) waysOf.clear();
    ways = [];
    waysOf.set(system, ways);
  }
  if (ways.length >= WAYS_KEPT) ways.length = 0;
  ways.push(made);
  return withId(made.asking, text.slice(made.begin.length, text.length - made.end.length));
}
