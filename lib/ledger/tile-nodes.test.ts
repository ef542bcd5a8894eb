import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, utf8 } from './bytes';
import { LedgerFormatError } from './canonical';
import {
  consistencyProof,
  inclusionProof,
  rootOfTree,
  verifyConsistency,
  verifyInclusion,
} from './proofs';
import { createNodeReader, type FetchTile } from './tile-nodes';
import { tilePath, type TileAddress } from './tile-path';
import { fullTileRoot, tilesFor } from './tiles';
import { appendToRange, emptyRoot, leafHash, rootOfRange } from './tree';

const MAX = 70_000;
const levels: Uint8Array[][] = [[], [], []];
const roots = [emptyRoot()];
const range: Uint8Array[] = [];
for (let i = 0; i < MAX; i += 1) {
  const leaf = leafHash(utf8(`entry ${i}`));
  levels[0]?.push(leaf);
  appendToRange(range, i, leaf);
  roots.push(rootOfRange(range));
}
for (const level of [1, 2]) {
  const below = levels[level - 1] ?? [];
  for (let at = 0; at + 256 <= below.length; at += 256) {
    levels[level]?.push(fullTileRoot(concatBytes(...below.slice(at, at + 256))));
  }
}
const rootAt = (size: bigint) => roots[Number(size)] ?? new Uint8Array();
const leafAt = (index: bigint) => levels[0]?.[Number(index)] ?? new Uint8Array();

/** Serves exactly the tiles of one size, and counts. */
function tilesOf(size: bigint): { fetch: FetchTile; asked: string[] } {
  const served = new Set([...tilesFor(size)].map(tilePath));
  const asked: string[] = [];
  const fetch = async (address: TileAddress) => {
    const path = tilePath(address);
    if (address.kind === 'entries' || !served.has(path)) throw new Error(`no ${path} at ${size}`);
    asked.push(path);
    const from = Number(address.index) * 256;
    return concatBytes(...(levels[address.level]?.slice(from, from + address.width) ?? []));
  };
  return { fetch, asked };
}

const size = fc.oneof(fc.bigInt({ min: 1n, max: 1030n }), fc.bigInt({ min: 1n, max: BigInt(MAX) }));

describe('nodes read out of tiles', () => {
  it('give the root of the compact range at every size up to 600 and around every edge', async () => {
    const sizes = [
      ...Array.from({ length: 601 }, (_, i) => i),
      65_535,
      65_536,
      65_537,
      66_000,
      MAX,
    ];
    for (const n of sizes.map(BigInt)) {
      const root = await rootOfTree(n, createNodeReader(tilesOf(n).fetch, n));
      expect(root, `size ${n}`).toEqual(rootAt(n));
    }
  });

  it('give proofs that hold, from the tiles of that size alone', async () => {
    await fc.assert(
      fc.asyncProperty(size, fc.nat(), fc.nat(), async (n, a, b) => {
        const read = createNodeReader(tilesOf(n).fetch, n);
        const [index, from] = [BigInt(a) % n, BigInt(b) % (n + 1n)];
        const inclusion = await inclusionProof(index, n, read);
        expect(verifyInclusion(index, n, leafAt(index), inclusion, rootAt(n))).toBe(true);
        const consistency = await consistencyProof(from, n, read);
        expect(verifyConsistency(from, n, rootAt(from), rootAt(n), consistency)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('ask for each tile once', async () => {
    const { fetch, asked } = tilesOf(70_000n);
    const read = createNodeReader(fetch, 70_000n);
    for (const index of [0n, 1n, 69_999n]) await inclusionProof(index, 70_000n, read);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('are asked for again after a failure', async () => {
    const { fetch } = tilesOf(300n);
    let failures = 1;
    const read = createNodeReader((address) => {
      failures -= 1;
      return failures >= 0 ? Promise.reject(new Error('unavailable')) : fetch(address);
    }, 300n);
    await expect(read(0, 0n)).rejects.toThrow('unavailable');
    expect(await read(0, 0n)).toEqual(leafAt(0n));
  });

  it('are not to be had outside the tree', async () => {
    const read = createNodeReader(tilesOf(300n).fetch, 300n);
    for (const [level, index] of [
      [0, 300n],
      [1, 150n],
      [8, 1n],
      [9, 0n],
      [0, -1n],
      [64, 0n],
    ] as const) {
      await expect(read(level, index), `${level}/${index}`).rejects.toThrow(LedgerFormatError);
    }
    expect(await read(8, 0n)).toEqual(rootAt(256n));
  });

  it('are not read out of a tile of another length', async () => {
    const read = createNodeReader(() => Promise.resolve(new Uint8Array(32 * 45)), 300n);
    await expect(read(0, 299n)).rejects.toThrow(LedgerFormatError);
  });

  it('are found by address past 2^53', async () => {
    const asked: string[] = [];
    const huge = 2n ** 56n + 300n;
    const read = createNodeReader((address) => {
      asked.push(tilePath(address));
      return Promise.resolve(new Uint8Array(32 * address.width));
    }, huge);
    await read(0, huge - 1n);
    await read(56, 0n);
    expect(asked).toEqual(['tile/0/x281/x474/x976/x710/657.p/44', 'tile/7/000.p/1']);
  });
});
