import { randomText } from './random';

/** 128 random bits, base64url, with a prefix that says what it names: `evt_`, `sub_`, `dec_`, `exp_`, `off_`. */
export function newId(prefix: string): string {
  return `${prefix}_${randomText(16)}`;
}

/** Their entries in an index of ids fill three or four of its pages. */
const BEGIN_ALIKE = 256;
let beginning = '';
let left = 0;

/**
 * `evt_` and 128 random bits, of which the first 24 are drawn once for a few hundred: whose ids
 * begin alike are found side by side, and a group of commits writes a page of the index of ids
 * where each of its events took one for itself (measured: bench commit).
 */
export function newEventId(): string {
  if (left === 0) {
    beginning = randomText(3);
    left = BEGIN_ALIKE;
  }
  left -= 1;
  // INVARIANT: whole groups of three bytes first, so that this is the one spelling of all sixteen.
  return `evt_${beginning}${randomText(13)}`;
}
