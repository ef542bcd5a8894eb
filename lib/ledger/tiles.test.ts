import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LedgerFormatError } from './canonical';
import { tilePath } from './tile-path';
import { fullTileRoot, tilesFor, tilesSince, tileWidth } from './tiles';
import { appendToRange, leafHash, rootOfRange } from './tree';

const pathsOf = (tiles: Iterable<Parameters<typeof tilePath>[0]>) => [...tiles].map(tilePath);

describe('tiles of a tree', () => {
  it('of 70,000 leaves are those of the C2SP example', () => {
    const paths = pathsOf(tilesFor(70_000n));
    expect(paths.filter((path) => path.startsWith('tile/0/'))).toHaveLength(274);
    expect(paths.filter((path) => path.startsWith('tile/entries/'))).toHaveLength(274);
    expect(paths.filter((path) => /^tile\/[1-9]/.test(path))).toEqual([
      'tile/1/000',
      'tile/1/001.p/17',
      'tile/2/000.p/1',
    ]);
    expect(paths).toContain('tile/0/273.p/112');
    expect(paths.at(-1)).toBe('tile/entries/273.p/112');
  });

  it('of 256 leaves are one full tile and one of width 1 above it', () => {
    expect(pathsOf(tilesFor(256n))).toEqual(['tile/0/000', 'tile/1/000.p/1', 'tile/entries/000']);
  });

  it('without leaves are none', () => {
    expect(pathsOf(tilesFor(0n))).toEqual([]);
  });

  it('that are new are exactly those the smaller tree did not have', () => {
    const sizes = fc.tuple(
      fc.bigInt({ min: 0n, max: 140_000n }),
      fc.bigInt({ min: 0n, max: 700n }),
    );
    fc.assert(
      fc.property(sizes, ([from, more]) => {
        const had = new Set(pathsOf(tilesFor(from)));
        const fresh = pathsOf(tilesFor(from + more)).filter((path) => !had.has(path));
        expect(pathsOf(tilesSince(from, from + more))).toEqual(fresh);
      }),
      { numRuns: 40 },
    );
  });

  it('are counted past 2^53', () => {
    const size = 2n ** 56n + 3n;
    expect(pathsOf(tilesSince(size - 1n, size))).toEqual([
      'tile/0/x281/x474/x976/x710/656.p/3',
      'tile/entries/x281/x474/x976/x710/656.p/3',
    ]);
    expect(pathsOf(tilesSince(2n ** 64n - 2n, 2n ** 64n - 1n))).toHaveLength(2);
  });

  it('are not listed backwards or past 64 bits', () => {
    expect(() => [...tilesSince(2n, 1n)]).toThrow(LedgerFormatError);
    expect(() => [...tilesSince(-1n, 1n)]).toThrow(LedgerFormatError);
    expect(() => [...tilesFor(2n ** 64n)]).toThrow(LedgerFormatError);
  });

  it('are as wide as the leaves allow', () => {
    expect([0n, 1n, 2n].map((index) => tileWidth(index, 300n))).toEqual([256, 44, 0]);
    expect([0n, 1n].map((index) => tileWidth(index, 256n))).toEqual([256, 0]);
  });
});

describe('the root of a full tile', () => {
  it('is the root of the tree of its 256 leaves', () => {
    const range: Uint8Array[] = [];
    const hashes = new Uint8Array(256 * 32);
    for (let i = 0; i < 256; i += 1) {
      const hash = leafHash(Uint8Array.of(i));
      hashes.set(hash, 32 * i);
      appendToRange(range, i, hash);
    }
    expect(Buffer.from(fullTileRoot(hashes))).toEqual(Buffer.from(rootOfRange(range)));
  });

  it('is not taken of a partial one', () => {
    expect(() => fullTileRoot(new Uint8Array(255 * 32))).toThrow(LedgerFormatError);
  });
});
