import { randomBytes } from 'node:crypto';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** The highest multiple of 62 that fits a byte: what lies above would favour the first digits. */
const FAIR_BELOW = 248;

/** `length` digits, each of the 62 equally likely. */
export function randomBase62(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < FAIR_BELOW && text.length < length) text += DIGITS.charAt(byte % 62);
    }
  }
  return text;
}

/** A whole number as exactly `length` digits, zeros in front. */
export function toBase62(value: number, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest = Math.floor(rest / 62)) {
    text = DIGITS.charAt(rest % 62) + text;
  }
  return text;
}
