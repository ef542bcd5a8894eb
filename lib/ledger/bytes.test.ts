import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  concatBytes,
  equalBytes,
  fromBase64,
  fromBase64Url,
  fromHex,
  fromUtf8,
  toBase64,
  toBase64Url,
  toHex,
  utf8,
} from './bytes';
import { LedgerFormatError } from './canonical';

const bytes = fc.uint8Array({ maxLength: 100 });

describe('bytes as text', () => {
  it.each([
    ['base64', toBase64, fromBase64],
    ['base64url', toBase64Url, fromBase64Url],
    ['hex', toHex, fromHex],
  ] as const)('in %s are what Node writes, and read back', (encoding, write, read) => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(write(value)).toBe(Buffer.from(value).toString(encoding));
        expect(read(write(value))).toEqual(value);
      }),
    );
  });

  it.each([
    ['base64', toBase64, fromBase64],
    ['base64url', toBase64Url, fromBase64Url],
    ['hex', toHex, fromHex],
  ] as const)(
    'in %s have one spelling: what is read is what would be written',
    (_, write, read) => {
      const digit = fc.constantFrom(...'AaBbQgwz019+/-_= \n'.split(''));
      const texts = fc.oneof(
        fc.string({ maxLength: 12 }),
        fc.string({ unit: digit, maxLength: 12 }),
      );
      fc.assert(
        fc.property(texts, (text) => {
          try {
            expect(write(read(text))).toBe(text);
          } catch (error) {
            expect(error).toBeInstanceOf(LedgerFormatError);
          }
        }),
        { numRuns: 2000 },
      );
    },
  );

  it.each([
    'A',
    'AB',
    'AA',
    'AA=',
    'A===',
    '====',
    'AB==',
    'AAE',
    'AAE==',
    'AA==AA==',
    'AA-_',
    'AAA=\n',
  ])('is not base64 when it is %j', (text) => {
    expect(() => fromBase64(text)).toThrow(LedgerFormatError);
  });

  it.each(['A', 'AB', 'AAB', 'AA==', 'AA+/', 'AA AA', 'AAAAA', 'ÀA'])(
    'is not base64url when it is %j',
    (text) => {
      expect(() => fromBase64Url(text)).toThrow(LedgerFormatError);
    },
  );

  it.each(['0', 'AB', '0g', ' 00', '00\n'])('is not hex when it is %j', (text) => {
    expect(() => fromHex(text)).toThrow(LedgerFormatError);
  });
});

describe('text as UTF-8', () => {
  it('reads back, byte-order mark and all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fromUtf8(utf8(text))).toBe(text);
      }),
    );
    expect(fromUtf8(utf8('\ufeffあ'))).toBe('\ufeffあ');
  });

  it('refuses what would turn into another character', () => {
    expect(() => utf8('a\ud800')).toThrow(LedgerFormatError);
    expect(() => fromUtf8(Uint8Array.of(0x61, 0xff))).toThrow(LedgerFormatError);
    expect(() => fromUtf8(Uint8Array.of(0xc0, 0x80))).toThrow(LedgerFormatError);
  });
});

describe('byte strings', () => {
  it('are joined in order', () => {
    expect(concatBytes()).toEqual(new Uint8Array());
    expect(concatBytes(Uint8Array.of(1), new Uint8Array(), Uint8Array.of(2, 3))).toEqual(
      Uint8Array.of(1, 2, 3),
    );
  });

  it('are equal only when every byte and the length are', () => {
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2, 0))).toBe(false);
  });
});
