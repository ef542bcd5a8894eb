/**
 * A state row carries a seal, so that a row changed behind our back is a deny and an alarm
 * (DESIGN §6). HMAC-SHA-256 over
 *
 *   u32be length || subject || u64be n || u32be length || head || u32be length || state
 */
import { timingSafeEqual } from 'node:crypto';
import { hmacSha256 } from '../ledger/hmac';
import { KeyedHmac } from './keyed-hmac';

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

/** A state row as text: the state's UTF-8, the seal in hexadecimal digits. */
export interface StateText {
  readonly subject: string;
  readonly n: number;
  readonly head: string;
  readonly state: string;
  readonly seal: string;
}

const TEXT_ROOM = 16_384;
const HEX_DIGITS = 64;
/** What tells upper from lower case; digits have it. */
const LOWER = 0x20;

/** Tells whether the seals of many rows hold, which are read as text. */
export function sealedTexts(key: Uint8Array): (row: StateText) => boolean {
  const hmac = new KeyedHmac(key, TEXT_ROOM);
  const { message } = hmac;
  const put = (text: string, at: number): number => {
    const end = at + 4 + message.write(text, at + 4, 'utf8');
    message.writeUInt32BE(end - at - 4, at);
    return end;
  };
  return (row) => {
    const { subject, n, head, state, seal } = row;
    // Three bytes a character at most.
    if (3 * (subject.length + head.length + state.length) + 20 > TEXT_ROOM) {
      const bytes = Buffer.from(state, 'utf8');
      return sameBytes(stateSeal(key, subject, n, head, bytes), Buffer.from(seal, 'hex'));
    }
    let at = put(subject, 0);
    at = message.writeUInt32BE(Math.floor(n / 2 ** 32), at);
    at = message.writeUInt32BE(n % 2 ** 32, at);
    at = put(state, put(head, at));
    return sameDigits(hmac.digest(at, 'hex'), seal);
  };
}

/** As long for one difference as for another. `lower` is in lower case. */
function sameDigits(lower: string, other: string): boolean {
  let difference = other.length ^ HEX_DIGITS;
  for (let at = 0; at < HEX_DIGITS; at += 1) {
    difference |= lower.charCodeAt(at) ^ (other.charCodeAt(at) | LOWER);
  }
  return difference === 0;
}
