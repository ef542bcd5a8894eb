/** HMAC-SHA-256 where node:crypto is not: same signature and answers as hmac.ts. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';

/** 32 bytes over the parts one after the other; text counts as its UTF-8 bytes. */
export function hmacSha256(
  key: Uint8Array,
  ...parts: readonly (Uint8Array | string)[]
): Uint8Array {
  const mac = hmac.create(sha256, key);
  for (const part of parts) {
    mac.update(typeof part === 'string' ? new TextEncoder().encode(part) : part);
  }
  return mac.digest();
}
