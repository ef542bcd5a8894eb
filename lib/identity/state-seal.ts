/**
 * A state row carries a seal, so that a row changed behind our back is a deny and an alarm
 * (DESIGN §6). HMAC-SHA-256 over
 *
 *   u32be length || subject || u64be n || u32be length || head || u32be length || state
 */
import { timingSafeEqual } from 'node:crypto';
import { hmacSha256 } from '../ledger/hmac';

export function stateSeal(
  key: Uint8Array,
  subject: string,
  n: number,
  head: string,
  state: Uint8Array,
): Uint8Array {
  const subjectBytes = Buffer.byteLength(subject);
  const headBytes = Buffer.byteLength(head);
  const prefix = Buffer.allocUnsafe(4 + subjectBytes + 8 + 4 + headBytes + 4);
  let at = prefix.writeUInt32BE(subjectBytes, 0);
  at += prefix.write(subject, at);
  at = prefix.writeUInt32BE(Math.floor(n / 2 ** 32), at);
  at = prefix.writeUInt32BE(n % 2 ** 32, at);
  at = prefix.writeUInt32BE(headBytes, at);
  at += prefix.write(head, at);
  prefix.writeUInt32BE(state.length, at);
  return hmacSha256(key, prefix, state);
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
