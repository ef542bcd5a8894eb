// One key, many messages: the same as every other HMAC, also among the bytes of many rows.
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hmacSha256 } from '../ledger/hmac';
import { createHandles, HANDLE_BYTES } from './handles';
import { KeyedHmac, type Some } from './keyed-hmac';
import { sealedRuns, stateSeal, type StateBytes } from './state-seal';

const key = randomBytes(32);

describe('HMACs under one key', () => {
  it('are those of RFC 2104, one after the other', () => {
    const hmac = new KeyedHmac(key, 300);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        hmac.message.set(bytes);
        const expected = Buffer.from(hmacSha256(key, bytes));
        expect(hmac.digest(bytes.length, 'hex')).toBe(expected.toString('hex'));
        expect(hmac.digest(bytes.length, 'base64url')).toBe(expected.toString('base64url'));
      }),
    );
  });

  it('name people alike whether their id is plain or not, long or not', () => {
    const pepper = randomBytes(32);
    const { handleKey, handleOfOne, handleOf, putHandle } = createHandles(pepper);
    const ids = fc.oneof(fc.string({ maxLength: 300 }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(ids, (id) => {
        const mac = Buffer.from(hmacSha256(handleKey('shop'), id.normalize('NFC')));
        const handle = `h1_${mac.toString('base64url')}`;
        expect(handleOfOne({ system: 'shop', id })).toBe(handle);
        expect(handleOf({ system: 'shop', id })).toBe(handle);
        if (!/^[\0-\x7f]{0,256}$/u.test(id)) return;
        const room = Buffer.alloc(HANDLE_BYTES + 2);
        putHandle('shop', inQuotes(id), room, 1);
        expect(room.toString('latin1', 1, room.length - 1)).toBe(handle);
        expect([room[0], room.at(-1)]).toEqual([0, 0]);
      }),
    );
  });

  it('hold for a row among many exactly where they hold for its bytes', () => {
    const holds = sealedRuns(key);
    const words = fc.string({ unit: 'grapheme', maxLength: 40 });
    const row = fc.record({
      ...{ subject: words, head: words, n: fc.nat(2 ** 31 - 1) },
      state: fc.oneof(words, fc.constant('あ'.repeat(9000))),
    });
    fc.assert(
      fc.property(row, fc.nat(31), (one, at) => {
        const seal = stateSeal(key, one.subject, one.n, one.head, Buffer.from(one.state, 'utf8'));
        const subject = inQuotes(one.subject);
        expect(holds(subject, among(one, seal))).toBe(true);
        expect(holds(inQuotes(`${one.subject}x`), among(one, seal))).toBe(false);
        for (const changed of ['head', 'state'] as const) {
          const other = among({ ...one, [changed]: `${one[changed]}x` }, seal);
          expect(holds(subject, other)).toBe(false);
        }
        expect(holds(subject, among({ ...one, n: one.n + 1 }, seal))).toBe(false);
        expect(holds(subject, among(one, seal.subarray(1)))).toBe(false);
        expect(holds(subject, among(one, new Uint8Array()))).toBe(false);
        seal[at] = (seal[at] ?? 0) ^ 1;
        expect(holds(subject, among(one, seal))).toBe(false);
      }),
    );
  });
});

function inQuotes(text: string): Some {
  const bytes = Buffer.from(`"${text}"`);
  return { bytes, from: 1, to: bytes.length - 1 };
}

/** Behind another row and before a third. */
function among(row: { n: number; head: string; state: string }, seal: Uint8Array): StateBytes {
  const [before, head, state] = ['[1]', row.head, row.state].map((text) => Buffer.from(text));
  if (!before || !head || !state) throw new Error('no bytes');
  const bytes = Buffer.concat([before, head, seal, state, before]);
  const sealAt = before.length + head.length;
  const stateAt = sealAt + seal.length;
  const endsAt = stateAt + state.length;
  return { bytes, n: row.n, headAt: before.length, sealAt, stateAt, endsAt };
}
