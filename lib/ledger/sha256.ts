/**
 * SHA-256 in one shot. `crypto.hash` (Node ≥ 20.12) is faster than a hash object on short inputs,
 * and faster again when it answers in a string, which needs no memory outside the heap. The
 * browser's sibling is sha256.browser.ts.
 */
import * as crypto from 'node:crypto';

export const HASH_BYTES = 32;

const oneShot: typeof crypto.hash | undefined = crypto.hash;

/** 32 bytes; text counts as its UTF-8 bytes. */
export function sha256(bytes: Uint8Array | string): Buffer {
  return oneShot === undefined
    ? crypto.createHash('sha256').update(bytes).digest()
    : Buffer.from(oneShot('sha256', bytes, 'binary'), 'latin1');
}

/** Writes the 32 bytes into `target` at `at`. */
export function sha256Into(target: Uint8Array, at: number, bytes: Uint8Array): void {
  if (oneShot === undefined) {
    target.set(crypto.createHash('sha256').update(bytes).digest(), at);
    return;
  }
  const digest = oneShot('sha256', bytes, 'binary');
  for (let i = 0; i < HASH_BYTES; i += 1) target[at + i] = digest.charCodeAt(i);
}

/** The 32 bytes as base64url without padding. */
export function sha256Text(bytes: Uint8Array): string {
  return oneShot === undefined
    ? crypto.createHash('sha256').update(bytes).digest('base64url')
    : oneShot('sha256', bytes, 'base64url');
}
