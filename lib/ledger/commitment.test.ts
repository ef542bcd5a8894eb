import { createHmac, hkdfSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { LedgerFormatError } from './canonical';
import { bodyCommitment, documentDigest, personalCommitment, personalOpening } from './commitment';

const key = Buffer.alloc(32, 1);
const random = Buffer.alloc(32, 2);

describe('commitments', () => {
  it('are HMAC-SHA-256 over label, one zero byte and the text', () => {
    const expected = (label: string) =>
      createHmac('sha256', key)
        .update(Buffer.concat([Buffer.from(label), Uint8Array.of(0), Buffer.from('{"type":"お"}')]))
        .digest('base64url');
    expect(bodyCommitment(key, '{"type":"お"}')).toBe(expected('consent-ledger/v1/body'));
    expect(personalCommitment(key, '{"type":"お"}')).toBe(expected('consent-ledger/v1/personal'));
  });

  it('open with a key derived from subject key, event random, log and event', () => {
    const info = Buffer.concat([
      Buffer.from('consent-ledger/v1/personal-opening'),
      Uint8Array.of(0),
      Buffer.from('evt_1'),
    ]);
    const ikm = Buffer.concat([key, random]);
    const expected = new Uint8Array(hkdfSync('sha256', ikm, 'localhost/2026', info, 32));
    expect(personalOpening(key, random, 'localhost/2026', 'evt_1')).toEqual(expected);
  });

  it('differ when any part of the opening differs', () => {
    const openings = [
      personalOpening(key, random, 'a/2026', 'evt_1'),
      personalOpening(random, key, 'a/2026', 'evt_1'),
      personalOpening(key, random, 'a/2027', 'evt_1'),
      personalOpening(key, random, 'a/2026', 'evt_2'),
    ].map((opening) => Buffer.from(opening).toString('hex'));
    expect(new Set(openings).size).toBe(openings.length);
  });

  it('are refused under anything but 32 bytes', () => {
    expect(() => bodyCommitment(Buffer.alloc(31), '{}')).toThrow(LedgerFormatError);
    expect(() => personalCommitment(Buffer.alloc(33), '{}')).toThrow(LedgerFormatError);
    expect(() => personalOpening(Buffer.alloc(16), random, 'a', 'b')).toThrow(LedgerFormatError);
    expect(() => personalOpening(key, Buffer.alloc(0), 'a', 'b')).toThrow(LedgerFormatError);
  });

  it('name a document by the SHA-256 of its UTF-8 text', () => {
    expect(documentDigest('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  });
});
