import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBundle, encodeBundle } from './bundle';
import { LedgerFormatError } from './canonical';

const entry = fc.uint8Array({ maxLength: 40 });

describe('entry bundle', () => {
  it('is each entry after its length, big-endian', () => {
    const long = new Uint8Array(258).fill(9);
    const bundle = encodeBundle([Uint8Array.of(1, 2), new Uint8Array(), long]);
    expect([...bundle.subarray(0, 10)]).toEqual([0, 2, 1, 2, 0, 0, 1, 2, 9, 9]);
    expect(bundle).toHaveLength(2 + 2 + 2 + 2 + 258);
  });

  it('reads back', () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 256 }), (entries) => {
        expect(decodeBundle(encodeBundle(entries))).toEqual(entries);
      }),
    );
    const longest = new Uint8Array(65_535).fill(1);
    expect(decodeBundle(encodeBundle([longest]))).toEqual([longest]);
  });

  it('of any bytes is refused or is those very bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => {
        try {
          expect(encodeBundle(decodeBundle(bytes))).toEqual(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(LedgerFormatError);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('cut anywhere but between entries is refused', () => {
    const bundle = encodeBundle([Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5, 6)]);
    for (let length = 0; length < bundle.length; length += 1) {
      if (length === 5) continue;
      expect(() => decodeBundle(bundle.subarray(0, length)), String(length)).toThrow(
        LedgerFormatError,
      );
    }
  });

  it('holds neither none, nor 257, nor one too long', () => {
    const empty = new Uint8Array();
    expect(() => encodeBundle([])).toThrow(LedgerFormatError);
    expect(() => encodeBundle(new Array<Uint8Array>(257).fill(empty))).toThrow(LedgerFormatError);
    expect(() => decodeBundle(new Uint8Array(2 * 257))).toThrow(LedgerFormatError);
    expect(() => encodeBundle([new Uint8Array(65_536)])).toThrow(LedgerFormatError);
  });
});
