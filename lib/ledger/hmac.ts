/**
 * HMAC-SHA-256 (RFC 2104). The browser's sibling is hmac.browser.ts.
 *
 *   SHA-256(K ^ opad || SHA-256(K ^ ipad || message)), K filled up with zeros to 64 bytes
 *
 * Short messages are hashed in one shot each: an HMAC object lives outside the heap, and making
 * and collecting it costs more than the hashing (measured: bench commit).
 */
import { createHmac, type Hmac } from 'node:crypto';
import { HASH_BYTES, sha256Into, sha256Text } from './sha256';

const BLOCK_BYTES = 64;
const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;
const MOST_BYTES = 16_384;
/** Most bytes that one UTF-16 code unit takes in UTF-8. */
const UNIT_BYTES = 3;

/** Shared by every call: hashing is synchronous. */
const inner = Buffer.alloc(BLOCK_BYTES + MOST_BYTES, INNER_PAD);
const outer = Buffer.alloc(BLOCK_BYTES + HASH_BYTES, OUTER_PAD);
/** Of the key before: what lies behind it is the pads as they are. */
let keyBytes = 0;

/** The first bytes of `inner`, by their number: to make a view takes as long as to hash two blocks. */
const VIEWED_BYTES = 2_048;
const views = new Array<Uint8Array | undefined>(VIEWED_BYTES + 1).fill(undefined);

function firstBytes(length: number): Uint8Array {
  const known = views[length];
  if (known !== undefined) return known;
  const view = new Uint8Array(inner.buffer, inner.byteOffset, length);
  if (length <= VIEWED_BYTES) views[length] = view;
  return view;
}

type Parts = readonly (Uint8Array | string)[];

/** 32 bytes over the parts one after the other; text counts as its UTF-8 bytes. */
export function hmacSha256(key: Uint8Array, ...parts: Parts): Uint8Array {
  if (!hashInner(key, parts)) return new Uint8Array(streamed(key, parts).digest());
  const mac = new Uint8Array(HASH_BYTES);
  sha256Into(mac, 0, outer);
  return mac;
}

/** The same as base64url without padding, which needs no bytes of its own. */
export function hmacSha256Text(key: Uint8Array, ...parts: Parts): string {
  return hashInner(key, parts) ? sha256Text(outer) : streamed(key, parts).digest('base64url');
}

/** Leaves in `outer` what is left to be hashed; false for what is too long. */
function hashInner(key: Uint8Array, parts: Parts): boolean {
  let room = 0;
  for (const part of parts)
    room += typeof part === 'string' ? part.length * UNIT_BYTES : part.length;
  if (room > MOST_BYTES || key.length > BLOCK_BYTES) return false;
  layKey(key);
  let at = BLOCK_BYTES;
  for (const part of parts) {
    if (typeof part === 'string') at += inner.write(part, at, 'utf8');
    else {
      inner.set(part, at);
      at += part.length;
    }
  }
  sha256Into(outer, BLOCK_BYTES, firstBytes(at));
  return true;
}

function layKey(key: Uint8Array): void {
  for (let i = key.length; i < keyBytes; i += 1) {
    inner[i] = INNER_PAD;
    outer[i] = OUTER_PAD;
  }
  keyBytes = key.length;
  for (let i = 0; i < keyBytes; i += 1) {
    const byte = key[i] ?? 0;
    inner[i] = byte ^ INNER_PAD;
    outer[i] = byte ^ OUTER_PAD;
  }
}

function streamed(key: Uint8Array, parts: Parts): Hmac {
  const mac = createHmac('sha256', key);
  for (const part of parts) mac.update(part);
  return mac;
}
