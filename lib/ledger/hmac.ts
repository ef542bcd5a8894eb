/** HMAC-SHA-256 (RFC 2104). The browser's sibling is hmac.browser.ts. */
import { createHmac } from 'node:crypto';

/** 32 bytes over the parts one after the other; text counts as its UTF-8 bytes. */
export function hmacSha256(
  key: Uint8Array,
  ...parts: readonly (Uint8Array | string)[]
): Uint8Array {
  const mac = createHmac('sha256', key);
  for (const part of parts) mac.update(part);
  return new Uint8Array(mac.digest());
}
