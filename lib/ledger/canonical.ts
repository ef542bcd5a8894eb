/**
 * RFC 8785 text of values that may be hashed (LEDGER "Entry"): strings, booleans, arrays,
 * plain objects and safe integers. A canonicaliser drops `undefined` silently and writes a
 * `Date` as a string, so everything else is refused before it is asked.
 */
import canonicalize from 'canonicalize';

/** What was to be hashed, or what was read, is not in the ledger's exact format. */
export class LedgerFormatError extends Error {
  override readonly name = 'LedgerFormatError';
}

/** Deeper than anything the ledger writes; also stops cycles. */
const MAX_DEPTH = 32;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** The JCS text of `value`; throws LedgerFormatError, naming the place, for what must not be hashed. */
export function canonicalJson(value: unknown): string {
  check(value, '', 0);
  const text = canonicalize(value);
  if (text === undefined) throw new LedgerFormatError('nothing to write');
  return text;
}

function check(value: unknown, path: string, depth: number): void {
  if (depth > MAX_DEPTH) throw refusal(path, `nests deeper than ${MAX_DEPTH}`);
  switch (typeof value) {
    case 'boolean':
      return;
    case 'string':
      if (LONE_SURROGATE.test(value)) throw refusal(path, 'is not well-formed Unicode');
      return;
    case 'number':
      if (!Number.isSafeInteger(value)) throw refusal(path, 'is not a safe integer');
      return;
    case 'object':
      if (value === null) throw refusal(path, 'is null');
      if (Array.isArray(value)) checkArray(value, path, depth);
      else checkObject(value, path, depth);
      return;
    default:
      throw refusal(path, `is ${typeof value}`);
  }
}

function checkArray(list: readonly unknown[], path: string, depth: number): void {
  // By index, not forEach: a hole reads as undefined and is refused.
  for (let i = 0; i < list.length; i += 1) check(list[i], `${path}/${i}`, depth + 1);
}

function checkObject(value: object, path: string, depth: number): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw refusal(path, 'is not a plain object');
  }
  if (Object.getOwnPropertySymbols(value).length > 0) throw refusal(path, 'has a symbol key');
  for (const [key, member] of Object.entries(value)) {
    if (LONE_SURROGATE.test(key)) throw refusal(path, 'has a key that is not well-formed Unicode');
    check(member, `${path}/${key}`, depth + 1);
  }
}

function refusal(path: string, problem: string): LedgerFormatError {
  return new LedgerFormatError(`${path === '' ? 'the value' : path} ${problem}`);
}
