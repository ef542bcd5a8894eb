// One key, many messages: the same as every other HMAC, also when read as text.
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hmacSha256 } from '../ledger/hmac';
import { createHandles } from './handles';
import { KeyedHmac } from './keyed-hmac';
import { sealedTexts, stateSeal } from './state-seal';

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
    const { handleKey, handleOfOne, handleOf } = createHandles(pepper);
    const ids = fc.oneof(fc.string({ maxLength: 300 }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(ids, (id) => {
        const mac = Buffer.from(hmacSha256(handleKey('shop'), id.normalize('NFC')));
        const handle = `h1_${mac.toString('base64url')}`;
        expect(handleOfOne({ system: 'shop', id })).toBe(handle);
        expect(handleOf({ system: 'shop', id })).toBe(handle);
      }),
    );
  });

  it('hold for a row read as text exactly where they hold for its bytes', () => {
    const holds = sealedTexts(key);
    const words = fc.string({ unit: 'grapheme', maxLength: 40 });
    const row = fc.record({
      ...{ subject: words, head: words, n: fc.nat(2 ** 31 - 1) },
      state: fc.oneof(words, fc.constant('あ'.repeat(9000))),
    });
    fc.assert(
      fc.property(row, fc.nat(31), (one, at) => {
        const seal = stateSeal(key, one.subject, one.n, one.head, Buffer.from(one.state, 'utf8'));
        const digits = Buffer.from(seal).toString('hex');
        expect(holds({ ...one, seal: digits })).toBe(true);
        expect(holds({ ...one, seal: digits.toUpperCase() })).toBe(true);
        for (const changed of ['subject', 'head', 'state'] as const) {
          expect(holds({ ...one, [changed]: `${one[changed]}x`, seal: digits })).toBe(false);
        }
        expect(holds({ ...one, n: one.n + 1, seal: digits })).toBe(false);
        seal[at] = (seal[at] ?? 0) ^ 1;
        expect(holds({ ...one, seal: Buffer.from(seal).toString('hex') })).toBe(false);
        expect(holds({ ...one, seal: digits.slice(2) })).toBe(false);
        expect(holds({ ...one, seal: '' })).toBe(false);
      }),
    );
  });
});
