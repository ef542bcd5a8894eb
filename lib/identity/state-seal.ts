/**
 * A state row carries a seal, so that a row changed behind our back is a deny and an alarm
 * (DESIGN §6). HMAC-SHA-256 over
 *
 *   u32be length || subject || u64be n || u32be length || head || u32be length || state
 */
import { timingSafeEqual } from 'node:crypto';
import { hmacSha256 } from '../ledger/hmac';
import { KeyedHmac, type Some } from './keyed-hmac';

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

/** Tells whether the seals of many rows hold that lie in one run of bytes; whose, as bytes of UTF-8. */
export function sealedRuns(key: Uint8Array): (subject: Some, row: StateBytes) => boolean {
  const hmac = new KeyedHmac(key, ROOM);
  const { message } = hmac;
  const putPart = (bytes: Buffer, from: number, to: number, at: number): number => {
    const begin = message.writeUInt32BE(to - from, at);
    bytes.copy(message, begin, from, to);
    return begin + to - from;
  };
  return (subject, { bytes, n, headAt, sealAt, stateAt, endsAt }) => {
    const length = subject.to - subject.from;
    if (length + endsAt - headAt + NUMBERS > ROOM) {
      const head = bytes.toString('utf8', headAt, sealAt);
      const who = Buffer.from(subject.bytes.subarray(subject.from, subject.to)).toString('utf8');
      const seal = stateSeal(key, who, n, head, bytes.subarray(stateAt, endsAt));
      return sameBytes(seal, bytes.subarray(sealAt, stateAt));
    }
    let at = hmac.put(subject, message.writeUInt32BE(length, 0));
    at = message.writeUInt32BE(Math.floor(n / 2 ** 32), at);
    at = message.writeUInt32BE(n % 2 ** 32, at);
    at = putPart(bytes, stateAt, endsAt, putPart(bytes, headAt, sealAt, at));
    return hmac.holds(at, bytes, sealAt, stateAt);
  };
}
