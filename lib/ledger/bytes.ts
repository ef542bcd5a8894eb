/**
 * Bytes as text and back, one spelling each (LEDGER "Checkpoint", "Entry"): standard base64 with
 * padding in notes and proofs, base64url without in entries and openings, lower-case hex in key
 * ids. Readers refuse spaces, other alphabets, missing padding and spare bits that are not zero.
 */
import { LedgerFormatError } from './canonical';
import { isWellFormed } from './well-formed';

const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const URL_SAFE = `${STANDARD.slice(0, 62)}-_`;
const HEX = '0123456789abcdef';
const SECOND_SPELLING = 'not base64: a second spelling of the same bytes';
/** Made once: making one costs more than a short text. */
const ENCODER = new TextEncoder();
const DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function toBase64(bytes: Uint8Array): string {
  const text = write(bytes, STANDARD);
  return text + '='.repeat(-text.length & 3);
}

/** Throws LedgerFormatError unless `text` is what `toBase64` writes. */
export function fromBase64(text: string): Uint8Array {
  const bytes = fromLooseBase64(text);
  if (toBase64(bytes) !== text) throw new LedgerFormatError(SECOND_SPELLING);
  return bytes;
}

/** As `fromBase64`, but the spare bits of the last digit may say anything. */
export function fromLooseBase64(text: string): Uint8Array {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  if (text.length % 4 !== 0) throw new LedgerFormatError('not base64 with padding');
  return read(text.slice(0, text.length - padding), STANDARD_VALUES, padding);
}

export function toBase64Url(bytes: Uint8Array): string {
  return write(bytes, URL_SAFE);
}

/** Throws LedgerFormatError unless `text` is what `toBase64Url` writes. */
export function fromBase64Url(text: string): Uint8Array {
  const bytes = read(text, URL_SAFE_VALUES, -text.length & 3);
  if (toBase64Url(bytes) !== text) throw new LedgerFormatError(SECOND_SPELLING);
  return bytes;
}

/** Lower case. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX.charAt(byte >> 4) + HEX.charAt(byte & 15);
  return text;
}

/** Throws LedgerFormatError unless `text` is what `toHex` writes. */
export function fromHex(text: string): Uint8Array {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) throw new LedgerFormatError('not lower-case hex');
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i += 1) {
    bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  }
  return bytes;
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** For hashes and other public bytes: it takes longer the more of them agree. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}

/** UTF-8; throws LedgerFormatError for a lone surrogate, which would become another character. */
export function utf8(text: string): Uint8Array {
  if (!isWellFormed(text)) throw new LedgerFormatError('not well-formed Unicode');
  return ENCODER.encode(text);
}

/** Throws LedgerFormatError on anything but UTF-8; a byte-order mark stays in the text. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return DECODER.decode(bytes);
  } catch (cause) {
    throw new LedgerFormatError('not UTF-8', { cause });
  }
}

function valuesOf(alphabet: string): Uint8Array {
  const values = new Uint8Array(128).fill(255);
  for (let i = 0; i < 64; i += 1) values[alphabet.charCodeAt(i)] = i;
  return values;
}
const STANDARD_VALUES = valuesOf(STANDARD);
const URL_SAFE_VALUES = valuesOf(URL_SAFE);

/** Whole groups of three bytes, few enough to be the arguments of one call. */
const WRITTEN_AT_ONCE = 3 * 4_096;

function write(bytes: Uint8Array, alphabet: string): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += WRITTEN_AT_ONCE) {
    text += writeSome(bytes.subarray(at, at + WRITTEN_AT_ONCE), alphabet);
  }
  return text;
}

/** One string made of all digits at once: joining them one by one takes over twice as long. */
function writeSome(bytes: Uint8Array, alphabet: string): string {
  const digits = new Array<number>(Math.ceil((bytes.length * 4) / 3));
  let at = 0;
  let bits = 0;
  let held = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    held = (held << 8) | (bytes[i] ?? 0);
    for (bits += 8; bits >= 6; bits -= 6) {
      digits[at] = alphabet.charCodeAt((held >> (bits - 6)) & 63);
      at += 1;
    }
    held &= (1 << bits) - 1;
  }
  if (bits > 0) digits[at] = alphabet.charCodeAt((held << (6 - bits)) & 63);
  return String.fromCharCode(...digits);
}

/** `padding` digits are missing from the last group of four. */
function read(digits: string, values: Uint8Array, padding: number): Uint8Array {
  if (padding === 3) throw new LedgerFormatError('not base64: one digit stands alone');
  const bytes = new Uint8Array(((digits.length + padding) / 4) * 3 - padding);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const value = values[digits.charCodeAt(i)] ?? 255;
    if (value === 255) throw new LedgerFormatError('not base64: an unknown character');
    held = (held << 6) | value;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = held >> bits;
    at += 1;
    held &= (1 << bits) - 1;
  }
  return bytes;
}
