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

/** A state row among the bytes of many: where its parts lie. */
export interface StateBytes {
  readonly bytes: Buffer;
  readonly n: number;
  readonly headAt: number;
  readonly sealAt: number;
  readonly stateAt: number;
  readonly endsAt: number;
}

const ROOM = 16_384;
/** Of the lengths and `n`. */
const NUMBERS = 20;

/** Tells whether the seals of many rows hold that lie in one run of bytes. */
export function sealedRuns(key: Uint8Array): (subject: string, row: StateBytes) => boolean {
  const hmac = new KeyedHmac(key, ROOM);
  const { message } = hmac;
  const putPart = (bytes: Buffer, from: number, to: number, at: number): number => {
    const begin = message.writeUInt32BE(to - from, at);
    bytes.copy(message, begin, from, to);
    return begin + to - from;
  };
  return (subject, { bytes, n, headAt, sealAt, stateAt, endsAt }) => {
    // Three bytes a character at most.
    if (3 * subject.length + endsAt - headAt + NUMBERS > ROOM) {
      const head = bytes.toString('utf8', headAt, sealAt);
      const seal = stateSeal(key, subject, n, head, bytes.subarray(stateAt, endsAt));
      return sameBytes(seal, bytes.subarray(sealAt, stateAt));
    }
    const begin = message.write(subject, 4, 'utf8');
    let at = 4 + begin;
    message.writeUInt32BE(begin, 0);
    at = message.writeUInt32BE(Math.floor(n / 2 ** 32), at);
    at = message.writeUInt32BE(n % 2 ** 32, at);
    at = putPart(bytes, stateAt, endsAt, putPart(bytes, headAt, sealAt, at));
    return hmac.holds(at, bytes, sealAt, stateAt);
  };
}
