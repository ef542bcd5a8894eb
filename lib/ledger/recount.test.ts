import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from './bytes';
import { LedgerFormatError } from './canonical';
import { inclusionProof, rootOfTree, verifyInclusion } from './proofs';
import { createRecount, type EmitTile } from './recount';
import { createNodeReader } from './tile-nodes';
import { tilePath } from './tile-path';
import { tilesFor, tilesSince } from './tiles';
import { appendToRange, emptyRoot, leafHash, rootOfRange } from './tree';

const entryAt = (i: number) => utf8(`entry ${i}`);

/** Tiles as they were emitted, by name. */
function collect(): { readonly tiles: Map<string, Uint8Array>; readonly emit: EmitTile } {
  const tiles = new Map<string, Uint8Array>();
  return { tiles, emit: (address, bytes) => tiles.set(tilePath(address), bytes) };
}

function rangeRoot(size: number): Uint8Array {
  const range: Uint8Array[] = [];
  for (let i = 0; i < size; i += 1) appendToRange(range, i, leafHash(entryAt(i)));
  return rootOfRange(range);
}

const hashTiles = (size: number) =>
  [...tilesFor(BigInt(size))].filter(({ kind }) => kind === 'hashes').map(tilePath);

describe('recount', () => {
  it('has at every size the root of the compact range', () => {
    const range: Uint8Array[] = [];
    const recount = createRecount();
    expect(recount.root()).toEqual(emptyRoot());
    for (let i = 0; i < 1_100; i += 1) {
      appendToRange(range, i, leafHash(entryAt(i)));
      expect(recount.add(entryAt(i))).toEqual(leafHash(entryAt(i)));
      expect(toHex(recount.root()), `size ${i + 1}`).toBe(toHex(rootOfRange(range)));
    }
    expect(recount.size).toBe(1_100n);
  });

  it('emits exactly the tiles of its size, and proofs made of them hold', async () => {
    const sizes = fc.oneof(fc.integer({ min: 1, max: 1_030 }), fc.constantFrom(65_536, 66_000));
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async (size, choice) => {
        const { tiles, emit } = collect();
        const recount = createRecount(emit);
        for (let i = 0; i < size; i += 1) recount.add(entryAt(i));
        recount.emitPartial();
        expect([...tiles.keys()].sort()).toEqual(hashTiles(size).sort());
        const read = createNodeReader(async (address) => {
          return tiles.get(tilePath(address)) ?? new Uint8Array();
        }, BigInt(size));
        expect(await rootOfTree(BigInt(size), read)).toEqual(recount.root());
        expect(recount.root()).toEqual(rangeRoot(size));
        const index = choice % size;
        const at = [BigInt(index), BigInt(size), leafHash(entryAt(index))] as const;
        const proof = await inclusionProof(at[0], at[1], read);
        expect(verifyInclusion(...at, proof, recount.root())).toBe(true);
      }),
      { numRuns: 10 },
    );
  });

  it('goes on from an edge as if it had never stopped, with the tiles that are new', () => {
    const sizes = fc.tuple(fc.nat({ max: 800 }), fc.nat({ max: 800 }));
    fc.assert(
      fc.property(sizes, ([first, more]) => {
        const whole = createRecount();
        for (let i = 0; i < first; i += 1) whole.add(entryAt(i));
        const { tiles, emit } = collect();
        const resumed = createRecount(emit, whole.edge());
        expect(resumed.root()).toEqual(whole.root());
        for (let i = first; i < first + more; i += 1) {
          whole.add(entryAt(i));
          resumed.addLeaf(leafHash(entryAt(i)));
        }
        resumed.emitPartial();
        expect(resumed.root()).toEqual(whole.root());
        expect(resumed.edge()).toEqual(whole.edge());
        for (const tile of tilesSince(BigInt(first), BigInt(first + more))) {
          if (tile.kind === 'hashes') expect(tiles.has(tilePath(tile))).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('changes root and tile with any entry', () => {
    const root = (changed: number) => {
      const recount = createRecount();
      for (let i = 0; i < 300; i += 1) recount.add(entryAt(i === changed ? 1_000 : i));
      return toHex(recount.root());
    };
    const roots = Array.from({ length: 300 }, (_, i) => root(i));
    expect(new Set([...roots, root(-1)]).size).toBe(301);
  });

  it('goes on past 2^53 leaves', () => {
    const size = 2n ** 56n + 255n;
    const unfinished = Array.from({ length: 8 }, (_, level) => {
      return new Uint8Array(32 * (level === 0 ? 255 : level === 7 ? 1 : 0));
    });
    const { tiles, emit } = collect();
    const recount = createRecount(emit, { size, unfinished });
    recount.add(entryAt(0));
    recount.emitPartial();
    expect(recount.size).toBe(size + 1n);
    expect([...tiles.keys()]).toEqual([
      'tile/0/x281/x474/x976/x710/656',
      'tile/1/x001/x099/x511/x627/776.p/1',
      'tile/7/000.p/1',
    ]);
  });

  it('does not begin at an edge that does not fit its size', () => {
    const begin = (size: bigint, ...unfinished: Uint8Array[]) =>
      createRecount(undefined, { size, unfinished });
    expect(() => begin(1n)).toThrow(LedgerFormatError);
    expect(() => begin(1n, new Uint8Array(64))).toThrow(LedgerFormatError);
    expect(() => begin(256n, new Uint8Array())).toThrow(LedgerFormatError);
    expect(() => begin(-1n)).toThrow(LedgerFormatError);
    expect(() => begin(2n ** 64n)).toThrow(LedgerFormatError);
    expect(() => createRecount().addLeaf(new Uint8Array(31))).toThrow(LedgerFormatError);
  });
});
