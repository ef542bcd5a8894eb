import { randomFillSync } from 'node:crypto';

/** Drawn in bulk: one system call for many nonces and ids. Bytes are given out once. */
const pool = Buffer.alloc(16_384);
let at = pool.length;

/** Where the next bytes begin; they are taken there, and nowhere else. */
function draw(length: number): number {
  if (at + length > pool.length) {
    randomFillSync(pool);
    at = 0;
  }
  at += length;
  return at - length;
}

/** Fresh random bytes of one's own (at most 64). */
export function randomPart(length: number): Buffer {
  const part = Buffer.allocUnsafe(length);
  randomInto(part, 0, length);
  return part;
}

/** The same, written into `target`. */
export function randomInto(target: Buffer, targetAt: number, length: number): void {
  const from = draw(length);
  pool.copy(target, targetAt, from, from + length);
  pool.fill(0, from, from + length);
}

/** The same as base64url, without bytes of their own. */
export function randomText(length: number): string {
  const from = draw(length);
  const text = pool.toString('base64url', from, from + length);
  pool.fill(0, from, from + length);
  return text;
}
