/** SHA-256 where node:crypto is not: same signatures and answers as sha256.ts. */
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { toBase64Url } from './bytes';

export const HASH_BYTES = 32;

/** 32 bytes; text counts as its UTF-8 bytes. */
export function sha256(bytes: Uint8Array | string): Uint8Array {
  return nobleSha256(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
}

/** Writes the 32 bytes into `target` at `at`. */
export function sha256Into(target: Uint8Array, at: number, bytes: Uint8Array): void {
  target.set(nobleSha256(bytes), at);
}

/** The 32 bytes as base64url without padding. */
export function sha256Text(bytes: Uint8Array): string {
  return toBase64Url(nobleSha256(bytes));
}
