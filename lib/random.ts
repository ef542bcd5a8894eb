import { randomFillSync } from 'node:crypto';

/** Drawn in bulk: one system call for many nonces and ids. Bytes are given out once. */
const pool = Buffer.alloc(16_384);
let at = pool.length;

/** Fresh random bytes of one's own (at most 64). */
export function randomPart(length: number): Buffer {
  if (at + length > pool.length) {
    randomFillSync(pool);
    at = 0;
  }
  const part = Buffer.from(pool.subarray(at, at + length));
  pool.fill(0, at, at + length);
  at += length;
  return part;
}
