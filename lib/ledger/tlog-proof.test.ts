import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LedgerFormatError } from './canonical';
import { formatTlogProof, parseTlogProof, type TlogProof } from './tlog-proof';

const ZEROS = `${'A'.repeat(43)}=`;
const NOTE = 'log.example/2026\n3\nroot\n\n— log.example/2026 AAAAAAA=\n';
const TEXT = `c2sp.org/tlog-proof@v1\nindex 5\n${ZEROS}\n${ZEROS}\n\n${NOTE}`;
const zeros = new Uint8Array(32);

describe('tlog-proof', () => {
  it('is header, index, hashes, blank line and the signed checkpoint', () => {
    const proof = { index: 5n, proof: [zeros, zeros], checkpoint: NOTE };
    expect(formatTlogProof(proof)).toBe(TEXT);
    expect(parseTlogProof(TEXT)).toEqual(proof);
    const extra = { ...proof, extra: Uint8Array.of(1) };
    expect(formatTlogProof(extra)).toBe(TEXT.replace('index', 'extra AQ==\nindex'));
  });

  it('reads back, with and without extra data and hashes', () => {
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const proof: fc.Arbitrary<TlogProof> = fc.record(
      {
        index: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
        proof: fc.array(hash, { maxLength: 64 }),
        checkpoint: fc.string().map((text) => `${text}\n`),
        extra: fc.uint8Array({ minLength: 1 }),
      },
      { requiredKeys: ['index', 'proof', 'checkpoint'] },
    );
    fc.assert(
      fc.property(proof, (value) => {
        expect(parseTlogProof(formatTlogProof(value))).toEqual(value);
      }),
    );
  });

  it.each([
    ['another header', TEXT.replace('@v1', '@v2')],
    ['no index', TEXT.replace('index 5\n', '')],
    ['an index with a leading zero', TEXT.replace('index 5', 'index 05')],
    ['a negative index', TEXT.replace('index 5', 'index -5')],
    ['an index of 2^64', TEXT.replace('index 5', 'index 18446744073709551616')],
    ['extra data that is no base64', TEXT.replace('index', 'extra !!\nindex')],
    ['extra data that is empty', TEXT.replace('index', 'extra \nindex')],
    ['extra data after the index', TEXT.replace('index 5\n', 'index 5\nextra AQ==\n')],
    ['a hash of 31 bytes', TEXT.replace(ZEROS, `${'A'.repeat(42)}==`)],
    ['a hash that is no base64', TEXT.replace(ZEROS, '!!')],
    ['65 hashes', TEXT.replace(`${ZEROS}\n`, `${ZEROS}\n`.repeat(64))],
    ['no checkpoint', TEXT.slice(0, TEXT.indexOf('\n\n') + 1)],
    ['an empty checkpoint', TEXT.slice(0, TEXT.indexOf('\n\n') + 2)],
    ['a checkpoint cut short', TEXT.slice(0, -1)],
  ])('with %s is refused', (_, text) => {
    expect(() => parseTlogProof(text)).toThrow(LedgerFormatError);
  });

  it('with any text put anywhere is refused or is what was understood', () => {
    const change = fc.tuple(
      fc.nat({ max: TEXT.length }),
      fc.nat({ max: 3 }),
      fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('\n', '\n\n', '=', 'A', '0', 'extra ')),
    );
    fc.assert(
      fc.property(change, ([at, cut, put]) => {
        const text = TEXT.slice(0, at) + put + TEXT.slice(at + cut);
        try {
          expect(formatTlogProof(parseTlogProof(text))).toBe(text);
        } catch (error) {
          expect(error).toBeInstanceOf(LedgerFormatError);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('is not written with a hash of another length or an index past 64 bits', () => {
    const good = { index: 0n, proof: [], checkpoint: NOTE };
    expect(() => formatTlogProof({ ...good, proof: [new Uint8Array(31)] })).toThrow(
      LedgerFormatError,
    );
    expect(() => formatTlogProof({ ...good, index: 2n ** 64n })).toThrow(LedgerFormatError);
    expect(() => formatTlogProof({ ...good, index: -1n })).toThrow(LedgerFormatError);
  });
});
