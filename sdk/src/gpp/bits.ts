/**
 * How a GPP string is written (IAB Tech Lab, Global Privacy Platform String 1.0): fields as bits,
 * filled with zeros to whole bytes and then to whole characters of base64url.
 */
export const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Most significant bit first. */
export function integerBits(value: number, length: number): string {
  const bits = value.toString(2).padStart(length, '0');
  if (!Number.isInteger(value) || value < 0 || bits.length > length) {
    throw new RangeError(`${String(value)} is no whole number of ${String(length)} bits`);
  }
  return bits;
}

/** The sum of Fibonacci numbers that no two neighbours of are needed for, and a final 1. */
export function fibonacciBits(value: number): string {
  if (!Number.isInteger(value) || value < 1) throw new RangeError(`${String(value)} is below 1`);
  const numbers = [1];
  for (let next = 2; next <= value; next = (numbers.at(-1) ?? 1) + (numbers.at(-2) ?? 1)) {
    numbers.push(next);
  }
  let rest = value;
  let bits = '1';
  for (const number of numbers.reverse()) {
    bits = (number <= rest ? '1' : '0') + bits;
    if (number <= rest) rest -= number;
  }
  return bits;
}

export function base64Url(bits: string): string {
  const bytes = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0');
  const filled = bytes.padEnd(Math.ceil(bytes.length / 6) * 6, '0');
  return filled.replace(/.{6}/g, (six) => ALPHABET.charAt(Number.parseInt(six, 2)));
}

/** Runs of neighbouring ids: `[5, 6, 9]` → `[[5, 6], [9, 9]]`. */
function runsOf(ids: readonly number[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const id of ids) {
    const last = runs.at(-1);
    if (last?.[1] === id - 1) last[1] = id;
    else runs.push([id, id]);
  }
  return runs;
}

/** Type 3, version 1, and which sections follow: their ids, ascending. */
export function headerOf(ids: readonly number[]): string {
  const runs = runsOf(ids);
  let before = 0;
  let bits = integerBits(3, 6) + integerBits(1, 6) + integerBits(runs.length, 12);
  for (const [first, last] of runs) {
    bits += (first === last ? '0' : '1') + fibonacciBits(first - before);
    if (last > first) bits += fibonacciBits(last - first);
    before = last;
  }
  return base64Url(bits);
}
