/**
 * HMAC-SHA-256 (RFC 2104). The browser's sibling is hmac.browser.ts.
 *
 *   SHA-256(K ^ opad || SHA-256(K ^ ipad || message)), K filled up with zeros to 64 bytes
 *
 * Short messages are hashed in one shot each: an HMAC object lives outside the heap, and making
 * and collecting it costs more than the hashing (measured: bench commit).
 */
import { createHmac } from 'node:crypto';
import { HASH_BYTES, sha256Into } from './sha256';

const BLOCK_BYTES = 64;
const MOST_BYTES = 16_384;
/** Most bytes that one UTF-16 code unit takes in UTF-8. */
const UNIT_BYTES = 3;

/** Shared by every call: hashing is synchronous. */
const inner = Buffer.alloc(BLOCK_BYTES + MOST_BYTES);
const outer = Buffer.alloc(BLOCK_BYTES + HASH_BYTES);

/** 32 bytes over the parts one after the other; text counts as its UTF-8 bytes. */
export function hmacSha256(
  key: Uint8Array,
  ...parts: readonly (Uint8Array | string)[]
): Uint8Array {
  let room = 0;
  for (const part of parts)
    room += typeof part === 'string' ? part.length * UNIT_BYTES : part.length;
  if (room > MOST_BYTES || key.length > BLOCK_BYTES) return streamed(key, parts);
  for (let i = 0; i < BLOCK_BYTES; i += 1) {
    const byte = key[i] ?? 0;
    inner[i] = byte ^ 0x36;
    outer[i] = byte ^ 0x5c;
  }
  let at = BLOCK_BYTES;
  for (const part of parts) {
    if (typeof part === 'string') at += inner.write(part, at, 'utf8');
    else {
      inner.set(part, at);
      at += part.length;
    }
  }
  sha256Into(outer, BLOCK_BYTES, new Uint8Array(inner.buffer, inner.byteOffset, at));
  const mac = new Uint8Array(HASH_BYTES);
  sha256Into(mac, 0, outer);
  return mac;
}

function streamed(key: Uint8Array, parts: readonly (Uint8Array | string)[]): Uint8Array {
  const mac = createHmac('sha256', key);
  for (const part of parts) mac.update(part);
  return new Uint8Array(mac.digest());
}
