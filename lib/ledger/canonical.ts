/**
 * RFC 8785 text of values that may be hashed (LEDGER "Entry"): strings, booleans, arrays,
 * plain objects and safe integers. A canonicaliser drops `undefined` silently and writes a
 * `Date` as a string, so everything else is refused. Checked and written in one walk: each value
 * is read once, so what was checked is what is written, and nobody's `toJSON` is called. What is plain
 * all through is written by canonical-plain.ts; a walk that comes to anything else begins again here.
 */

import { plainCanonicalJson } from './canonical-plain';
import { isWellFormed } from './well-formed';

/** What was to be hashed, or what was read, is not in the ledger's exact format. */
export class LedgerFormatError extends Error {
  override readonly name = 'LedgerFormatError';
}

/** Deeper than anything the ledger writes; also stops cycles. */
const MAX_DEPTH = 32;
/** Stands in JSON as it is: nothing to escape, no surrogate. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** Where the walk is: keys and indexes from the value down. */
type Place = (string | number)[];

/** The JCS text of `value`; throws LedgerFormatError, naming the place, for what must not be hashed. */
export function canonicalJson(value: unknown): string {
  return plainCanonicalJson(value) ?? write(value, []);
}

function write(value: unknown, place: Place): string {
  if (place.length > MAX_DEPTH) throw refusal(place, `nests deeper than ${MAX_DEPTH}`);
  switch (typeof value) {
    case 'boolean':
      return value ? 'true' : 'false';
    case 'string':
      return writeText(value, place, 'is');
    case 'number':
      if (!Number.isSafeInteger(value)) throw refusal(place, 'is not a safe integer');
      // INVARIANT: safe integers have no exponent and no fraction, so this is ECMAScript's own text.
      return String(value);
    case 'object':
      if (value === null) throw refusal(place, 'is null');
      return Array.isArray(value) ? writeArray(value, place) : writeObject(value, place);
    default:
      throw refusal(place, `is ${typeof value}`);
  }
}

function writeText(text: string, place: Place, what: 'is' | 'has a key that is'): string {
  if (PLAIN.test(text)) return `"${text}"`;
  if (!isWellFormed(text)) throw refusal(place, `${what} not well-formed Unicode`);
  return JSON.stringify(text);
}

function writeArray(list: readonly unknown[], place: Place): string {
  let text = '[';
  // By index, not forEach: a hole reads as undefined and is refused.
  for (let i = 0; i < list.length; i += 1) {
    place.push(i);
    text += i === 0 ? write(list[i], place) : `,${write(list[i], place)}`;
    place.pop();
  }
  return `${text}]`;
}

function writeObject(value: object, place: Place): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw refusal(place, 'is not a plain object');
  }
  if (Object.getOwnPropertySymbols(value).length > 0) throw refusal(place, 'has a symbol key');
  let text = '{';
  for (const key of sortedKeys(value)) {
    const name = writeText(key, place, 'has a key that is');
    place.push(key);
    const member = write((value as Readonly<Record<string, unknown>>)[key], place);
    place.pop();
    text += text.length === 1 ? `${name}:${member}` : `,${name}:${member}`;
  }
  return `${text}}`;
}

/** By UTF-16 code units, as RFC 8785 wants it: what `<` and the default order of `sort` go by. */
function sortedKeys(value: object): readonly string[] {
  const keys = Object.keys(value);
  let before = '';
  for (const key of keys) {
    if (key < before) return keys.sort();
    before = key;
  }
  return keys;
}

function refusal(place: Place, problem: string): LedgerFormatError {
  const path = place.map((part) => `/${part}`).join('');
  return new LedgerFormatError(`${path === '' ? 'the value' : path} ${problem}`);
}
