/** HMAC-SHA-256 where node:crypto is not: same signatures and answers as hmac.ts. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64Url } from './bytes';

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

/** The same as base64url without padding. */
export function hmacSha256Text(
  key: Uint8Array,
  ...parts: readonly (Uint8Array | string)[]
): string {
  return toBase64Url(hmacSha256(key, ...parts));
}
