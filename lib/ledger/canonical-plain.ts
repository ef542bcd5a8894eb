/**
 * The canonical text of what nearly every body and personal part is: plain objects, arrays,
 * printable ASCII without anything to escape, booleans and safe integers. Laid down as bytes and
 * made into one text: pieces of text joined one by one take longer and leave kilobytes behind
 * (measured: bench commit).
 *
 * INVARIANT: each value is read once in a walk, so that what was looked at is what is written. Of
 * anything else it says undefined, and lib/ledger/canonical.ts walks anew – it also says what is
 * wrong.
 */
const ROOM_BYTES = 8_192;
const MAX_DEPTH = 16;
const FEW = 32;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Shared by every call; a walk inside a walk (a getter that canonicalises) finds it taken. */
const room = typeof Buffer === 'undefined' ? undefined : Buffer.alloc(ROOM_BYTES);
let taken = false;
let at = 0;

/** The JCS text of `value`, or undefined: ask the other. Throws only what a getter throws. */
export function plainCanonicalJson(value: unknown): string | undefined {
  if (room === undefined || taken) return undefined;
  taken = true;
  at = 0;
  try {
    return put(room, value, 0) ? room.toString('latin1', 0, at) : undefined;
  } finally {
    taken = false;
  }
}

function put(to: Buffer, value: unknown, depth: number): boolean {
  switch (typeof value) {
    case 'string':
      return putText(to, value);
    case 'number':
      return Number.isSafeInteger(value) && putBare(to, String(value));
    case 'boolean':
      return putBare(to, value ? 'true' : 'false');
    case 'object':
      if (value === null || depth > MAX_DEPTH) return false;
      return Array.isArray(value) ? putArray(to, value, depth) : putObject(to, value, depth);
    default:
      return false;
  }
}

function putByte(to: Buffer, byte: number): boolean {
  if (at >= ROOM_BYTES) return false;
  to[at] = byte;
  at += 1;
  return true;
}

function putBare(to: Buffer, text: string): boolean {
  if (at + text.length > ROOM_BYTES) return false;
  for (let i = 0; i < text.length; i += 1) to[at + i] = text.charCodeAt(i);
  at += text.length;
  return true;
}

function putText(to: Buffer, text: string): boolean {
  const { length } = text;
  const begin = at + 1;
  if (begin + length >= ROOM_BYTES) return false;
  for (let i = 0; i < length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code > 0x7e || code === QUOTE || code === BACKSLASH) return false;
    to[begin + i] = code;
  }
  to[at] = QUOTE;
  to[begin + length] = QUOTE;
  at = begin + length + 1;
  return true;
}

function putArray(to: Buffer, list: readonly unknown[], depth: number): boolean {
  if (list.length === 0) return putBare(to, '[]');
  for (let i = 0; i < list.length; i += 1) {
    if (!putByte(to, i === 0 ? 0x5b : 0x2c) || !put(to, list[i], depth + 1)) return false;
  }
  return putByte(to, 0x5d);
}

function putObject(to: Buffer, value: object, depth: number): boolean {
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  if (Object.getOwnPropertySymbols(value).length > 0) return false;
  const keys = sorted(Object.keys(value));
  if (keys.length === 0) return putBare(to, '{}');
  for (let i = 0; i < keys.length; i += 1) {
    const key = keys[i] ?? '';
    const member = (value as Readonly<Record<string, unknown>>)[key];
    if (!putByte(to, i === 0 ? 0x7b : 0x2c) || !putText(to, key) || !putByte(to, 0x3a))
      return false;
    if (!put(to, member, depth + 1)) return false;
  }
  return putByte(to, 0x7d);
}

/** In place, by UTF-16 code units: some ten keys of which most stand in order; `sort` makes copies. */
function sorted(keys: string[]): readonly string[] {
  if (keys.length > FEW) return keys.sort();
  for (let i = 1; i < keys.length; i += 1) {
    const key = keys[i] ?? '';
    let at = i;
    for (let before = keys[at - 1]; before !== undefined && before > key;) {
      keys[at] = before;
      at -= 1;
      before = keys[at - 1];
    }
    keys[at] = key;
  }
  return keys;
}
