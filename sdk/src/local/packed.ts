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
  let word = 0;
  for (let i = 0; i < length; i += 1) {
    const code = id.charCodeAt(i);
    if (code > LATIN) return false;
    word = (word << 8) | code;
    if ((i & 3) === 3) into[i >>> 2] = word;
  }
  if ((length & 3) !== 0) into[length >>> 2] = word << (8 * (4 - (length & 3)));
  return true;
}

/** Who chooses identifiers does not choose where they are looked for. */
export function newSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}

/** Of the words at `from` that so many characters take; unsigned. */
export function hashOf(words: Packed, from: number, length: number, seed: number): number {
  let hash = seed ^ length;
  for (let i = 0; i * 4 < length; i += 1) {
    hash = Math.imul(hash ^ (words[from + i] ?? 0), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

export function isPacked(words: Packed, from: number, packed: Packed, length: number): boolean {
  for (let i = 0; i * 4 < length; i += 1) if (words[from + i] !== packed[i]) return false;
  return true;
}
