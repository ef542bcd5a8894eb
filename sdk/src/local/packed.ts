/**
 * Identifiers as words, four characters each: compared without the strings they came from. What
 * does not consist of Latin letters, digits and signs (U+0000–U+00FF), or is longer, has no room.
 */
export type Packed = Uint32Array;

export const LONGEST_PACKED = 28;
const LATIN = 0xff;

/** False where there is no room; else as many words of `into` as four characters each take. */
export function pack(id: string, into: Packed): boolean {
  const { length } = id;
  if (length === 0 || length > LONGEST_PACKED) return false;
  const whole = length & ~3;
  let seen = 0;
  for (let i = 0; i < whole; i += 4) {
    const a = id.charCodeAt(i);
    const b = id.charCodeAt(i + 1);
    const c = id.charCodeAt(i + 2);
    const d = id.charCodeAt(i + 3);
    seen |= a | b | c | d;
    into[i >>> 2] = (a << 24) | (b << 16) | (c << 8) | d;
  }
  if (whole !== length) {
    let word = 0;
    for (let i = whole; i < length; i += 1) {
      const code = id.charCodeAt(i);
      seen |= code;
      word = (word << 8) | code;
    }
    into[whole >>> 2] = word << (8 * (whole + 4 - length));
  }
  return seen <= LATIN;
}

/** Who chooses identifiers does not choose where they are looked for. */
export function newSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}

/** Of the words that so many characters take; unsigned. */
export function hashOf(words: Packed, length: number, seed: number): number {
  let hash = seed ^ length;
  for (let i = 0; i * 4 < length; i += 1) {
    hash = Math.imul(hash ^ (words[i] ?? 0), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** From the end: identifiers of one kind begin alike. */
export function isPacked(words: Packed, from: number, packed: Packed, length: number): boolean {
  for (let i = (length - 1) >>> 2; i >= 0; i -= 1) if (words[from + i] !== packed[i]) return false;
  return true;
}
