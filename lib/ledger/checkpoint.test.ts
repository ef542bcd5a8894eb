import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LedgerFormatError } from './canonical';
import { formatCheckpoint, openCheckpoint, parseCheckpoint } from './checkpoint';
import { publicKeyOf } from './ed25519';
import { keyIdOf, signNote } from './note';

const ORIGIN = 'consent.example.com/2026';
const ROOT = `${'A'.repeat(42)}8=`;
const root = new Uint8Array(32);
root[31] = 0x0f;
const seed = new Uint8Array(32).fill(1);
const publicKey = publicKeyOf(seed);
const key = { name: ORIGIN, type: 1, publicKey, keyId: keyIdOf(ORIGIN, 1, publicKey) };

describe('checkpoint', () => {
  it('is origin, size and root, a line each', () => {
    const body = formatCheckpoint({ origin: ORIGIN, size: 3n, root });
    expect(body).toBe(`${ORIGIN}\n3\n${ROOT}\n`);
    expect(parseCheckpoint(body)).toEqual({ origin: ORIGIN, size: 3n, root });
  });

  it('reads back at every 64-bit size', () => {
    const arbitrary = fc.record({
      origin: fc.stringMatching(/^[a-z][a-z0-9./-]{0,30}$/),
      size: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      root: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    });
    fc.assert(
      fc.property(arbitrary, (checkpoint) => {
        expect(parseCheckpoint(formatCheckpoint(checkpoint))).toEqual(checkpoint);
      }),
    );
  });

  it.each([
    ['two lines', `${ORIGIN}\n3\n`],
    ['an extension line', `${ORIGIN}\n3\n${ROOT}\nmore\n`],
    ['an empty extension line', `${ORIGIN}\n3\n${ROOT}\n\n`],
    ['no last newline', `${ORIGIN}\n3\n${ROOT}`],
    ['no origin', `\n3\n${ROOT}\n`],
    ['a leading zero', `${ORIGIN}\n03\n${ROOT}\n`],
    ['a sign', `${ORIGIN}\n+3\n${ROOT}\n`],
    ['a negative size', `${ORIGIN}\n-3\n${ROOT}\n`],
    ['a space', `${ORIGIN}\n 3\n${ROOT}\n`],
    ['no size', `${ORIGIN}\n\n${ROOT}\n`],
    ['a hexadecimal size', `${ORIGIN}\n0x3\n${ROOT}\n`],
    ['digits of another script', `${ORIGIN}\n３\n${ROOT}\n`],
    ['a size of 2^64', `${ORIGIN}\n18446744073709551616\n${ROOT}\n`],
    ['a root without padding', `${ORIGIN}\n3\n${ROOT.slice(0, -1)}\n`],
    ['a root of another alphabet', `${ORIGIN}\n3\n_${ROOT.slice(1)}\n`],
    ['a root of 31 bytes', `${ORIGIN}\n3\n${'A'.repeat(40)}AA==\n`],
    ['a second spelling of the root', `${ORIGIN}\n3\n${'A'.repeat(42)}9=\n`],
    ['carriage returns', `${ORIGIN}\r\n3\r\n${ROOT}\r\n`],
  ])('with %s is refused', (_, body) => {
    expect(() => parseCheckpoint(body)).toThrow(LedgerFormatError);
  });

  it('with any one character changed is refused or says something else', () => {
    const body = formatCheckpoint({ origin: ORIGIN, size: 30n, root });
    const change = fc.tuple(
      fc.nat({ max: body.length - 1 }),
      fc.string({ minLength: 1, maxLength: 1 }),
    );
    fc.assert(
      fc.property(change, ([at, character]) => {
        const changed = body.slice(0, at) + character + body.slice(at + 1);
        try {
          expect(formatCheckpoint(parseCheckpoint(changed))).toBe(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(LedgerFormatError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is not written past 64 bits, with another hash or an origin of two lines', () => {
    const good = { origin: ORIGIN, size: 1n, root };
    expect(() => formatCheckpoint({ ...good, size: 2n ** 64n })).toThrow(LedgerFormatError);
    expect(() => formatCheckpoint({ ...good, size: -1n })).toThrow(LedgerFormatError);
    expect(() => formatCheckpoint({ ...good, root: root.slice(1) })).toThrow(LedgerFormatError);
    expect(() => formatCheckpoint({ ...good, origin: 'a\nb' })).toThrow(LedgerFormatError);
    expect(() => formatCheckpoint({ ...good, origin: '' })).toThrow(LedgerFormatError);
  });
});

describe('opening a checkpoint', () => {
  const text = signNote(formatCheckpoint({ origin: ORIGIN, size: 3n, root }), ORIGIN, seed);

  it('gives what a known key signed, for the log that was asked for', () => {
    const { checkpoint, verified } = openCheckpoint(text, [key], ORIGIN);
    expect(checkpoint).toEqual({ origin: ORIGIN, size: 3n, root });
    expect(verified.map((one) => one.key)).toEqual([key]);
  });

  it('refuses another log’s, another key’s, and a signed text that is no checkpoint', () => {
    expect(() => openCheckpoint(text, [key], 'consent.example.com/2027')).toThrow('another log');
    expect(() => openCheckpoint(text, [], ORIGIN)).toThrow(LedgerFormatError);
    const letter = signNote('Dear reader\n', ORIGIN, seed);
    expect(() => openCheckpoint(letter, [key], ORIGIN)).toThrow(LedgerFormatError);
  });
});
