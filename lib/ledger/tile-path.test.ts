import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LedgerFormatError } from './canonical';
import { MAX_SIZE, parseTilePath, tilePath, type TileAddress } from './tile-path';

const index = fc.oneof(fc.bigInt({ min: 0n, max: 2000n }), fc.bigInt({ min: 0n, max: MAX_SIZE }));
const width = fc.integer({ min: 1, max: 256 });
const address: fc.Arbitrary<TileAddress> = fc.oneof(
  fc.record({ kind: fc.constant('entries' as const), index, width }),
  fc.record({
    kind: fc.constant('hashes' as const),
    level: fc.integer({ min: 0, max: 63 }),
    index,
    width,
  }),
);

describe('tile path', () => {
  it.each([
    ['tile/0/000', { kind: 'hashes', level: 0, index: 0n, width: 256 }],
    ['tile/0/x001/x234/067', { kind: 'hashes', level: 0, index: 1_234_067n, width: 256 }],
    ['tile/15/x455/667.p/41', { kind: 'hashes', level: 15, index: 455_667n, width: 41 }],
    ['tile/entries/001.p/1', { kind: 'entries', index: 1n, width: 1 }],
    [
      'tile/entries/x018/x446/x744/x073/x709/x551/615',
      { kind: 'entries', index: MAX_SIZE, width: 256 },
    ],
  ] as const)('%s names one tile', (text, tile) => {
    expect(tilePath(tile)).toBe(text);
    expect(parseTilePath(text)).toEqual(tile);
  });

  it('reads back, past 2^53 too', () => {
    fc.assert(
      fc.property(address, (tile) => {
        expect(parseTilePath(tilePath(tile))).toEqual(tile);
      }),
    );
  });

  it.each([
    'tile/0/00',
    'tile/0/0000',
    'tile/0/x000/001',
    'tile/0/x001',
    'tile/0/x001/',
    'tile/0/001/002',
    'tile/00/001',
    'tile/64/001',
    'tile/-1/001',
    'tile/0/001.p',
    'tile/0/001.p/',
    'tile/0/001.p/0',
    'tile/0/001.p/01',
    'tile/0/001.p/256',
    'tile/0/001.p/5/',
    'tile/0/001\n',
    'tile/data/001',
    'tile/0/x018/x446/x744/x073/x709/x551/616',
    'tile/0/x999/x999/x999/x999/x999/x999/999',
    '/tile/0/001',
    '../tile/0/001',
    '',
  ])('%j names none', (text) => {
    expect(parseTilePath(text)).toBeUndefined();
  });

  it('with one character changed names no tile, or another by its only name', () => {
    const change = fc.tuple(address, fc.nat(), fc.constantFrom(...'0129x/.p-e \n'.split('')));
    fc.assert(
      fc.property(change, ([tile, at, character]) => {
        const text = tilePath(tile);
        const changed =
          text.slice(0, at % text.length) + character + text.slice((at % text.length) + 1);
        const read = parseTilePath(changed);
        if (read !== undefined) expect(tilePath(read)).toBe(changed);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    { kind: 'hashes', level: 64, index: 0n, width: 1 },
    { kind: 'hashes', level: 0.5, index: 0n, width: 1 },
    { kind: 'hashes', level: 0, index: -1n, width: 1 },
    { kind: 'entries', index: 2n ** 64n, width: 1 },
    { kind: 'entries', index: 0n, width: 0 },
    { kind: 'entries', index: 0n, width: 257 },
  ] as const)('is not written for level $level, index $index, width $width', (tile) => {
    expect(() => tilePath(tile)).toThrow(LedgerFormatError);
  });
});
