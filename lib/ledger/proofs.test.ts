import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from './bytes';
import { LedgerFormatError } from './canonical';
import {
  consistencyProof,
  inclusionProof,
  rootFromInclusion,
  rootOfTree,
  verifyConsistency,
  verifyInclusion,
  type ReadNode,
} from './proofs';
import { appendToRange, emptyRoot, leafHash, nodeHash, rootOfRange } from './tree';

const leaves = Array.from({ length: 300 }, (_, i) => leafHash(utf8(`entry ${i}`)));
const roots = [emptyRoot()];
const range: Uint8Array[] = [];
leaves.forEach((leaf, i) => {
  appendToRange(range, i, leaf);
  roots.push(rootOfRange(range));
});
const rootAt = (size: number) => roots[size] ?? new Uint8Array();
const leafAt = (index: number) => leaves[index] ?? new Uint8Array();

/** Straight from the definition, without tiles. */
const readNode: ReadNode = async (level, index) => {
  if (level === 0) return leafAt(Number(index));
  const [left, right] = [index * 2n, index * 2n + 1n];
  return nodeHash(await readNode(level - 1, left), await readNode(level - 1, right));
};

/** Every proof that differs from `proof` by one hash corrupted, dropped, doubled, swapped or added. */
function* spoilt(proof: readonly Uint8Array[]): Generator<readonly [string, Uint8Array[]]> {
  for (const [i, hash] of proof.entries()) {
    const corrupted = hash.slice();
    corrupted[i % 32] = (corrupted[i % 32] ?? 0) ^ 1;
    yield [`hash ${i} corrupted`, proof.with(i, corrupted)];
    yield [`hash ${i} cut`, proof.with(i, hash.slice(1))];
    yield [`hash ${i} dropped`, proof.toSpliced(i, 1)];
    yield [`hash ${i} doubled`, proof.toSpliced(i, 0, hash)];
    const next = proof[i + 1];
    if (next !== undefined) yield [`hash ${i} swapped`, proof.with(i, next).with(i + 1, hash)];
  }
  yield ['a hash added', [...proof, new Uint8Array(32)]];
  yield ['a hash put before', [new Uint8Array(32), ...proof]];
}

describe('a proof of inclusion', () => {
  it('holds for every leaf at every size up to 100, and with no hash touched', async () => {
    for (let size = 1; size <= 100; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const at = [BigInt(index), BigInt(size), leafAt(index)] as const;
        const proof = await inclusionProof(at[0], at[1], readNode);
        const name = `leaf ${index} of ${size}`;
        expect(verifyInclusion(...at, proof, rootAt(size)), name).toBe(true);
        for (const [what, bad] of spoilt(proof)) {
          if (verifyInclusion(...at, bad, rootAt(size))) expect.fail(`${name}: ${what}`);
        }
      }
    }
  });

  it('does not hold for another leaf, index, size or root', async () => {
    for (let size = 1; size <= 40; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const [i, n] = [BigInt(index), BigInt(size)];
        const proof = await inclusionProof(i, n, readNode);
        expect(verifyInclusion(i, n, leafAt(index + 1), proof, rootAt(size))).toBe(false);
        expect(verifyInclusion(i + 1n, n, leafAt(index), proof, rootAt(size))).toBe(false);
        expect(verifyInclusion(i - 1n, n, leafAt(index), proof, rootAt(size))).toBe(false);
        expect(verifyInclusion(i, n, leafAt(index), proof, rootAt(size - 1))).toBe(false);
        expect(verifyInclusion(i, n, leafAt(index), proof, rootAt(size + 1))).toBe(false);
      }
    }
  });

  it('is as long past 2^53 as the tree is high, and holds there', async () => {
    const size = 2n ** 64n - 1n;
    const zeros: ReadNode = () => Promise.resolve(new Uint8Array(32));
    for (const index of [0n, 2n ** 53n + 1n, 2n ** 63n, size - 1n]) {
      const proof = await inclusionProof(index, size, zeros);
      const leaf = new Uint8Array(32);
      const root = rootFromInclusion(index, size, leaf, proof);
      expect(verifyInclusion(index, size, leaf, proof, root)).toBe(true);
      expect(verifyInclusion(index ^ 1n, size, leafAt(0), proof, root)).toBe(false);
    }
    expect(await inclusionProof(0n, size, zeros)).toHaveLength(64);
    expect(await inclusionProof(size - 1n, size, zeros)).toHaveLength(63);
  });

  it('is not made for a leaf that is not there', () => {
    for (const [index, size] of [
      [0n, 0n],
      [3n, 3n],
      [-1n, 3n],
      [0n, 2n ** 64n],
    ] as const) {
      expect(() => inclusionProof(index, size, readNode)).toThrow(LedgerFormatError);
      expect(verifyInclusion(index, size, leafAt(0), [], leafAt(0))).toBe(false);
    }
  });
});

describe('a proof of consistency', () => {
  it('holds for every prefix at every size up to 100, and with no hash touched', async () => {
    for (let to = 0; to <= 100; to += 1) {
      for (let from = 0; from <= to; from += 1) {
        const at = [BigInt(from), BigInt(to), rootAt(from), rootAt(to)] as const;
        const proof = await consistencyProof(at[0], at[1], readNode);
        const name = `${from} in ${to}`;
        expect(verifyConsistency(...at, proof), name).toBe(true);
        for (const [what, bad] of spoilt(proof)) {
          if (verifyConsistency(...at, bad)) expect.fail(`${name}: ${what}`);
        }
      }
    }
  });

  it('does not hold for another root or size on either side', async () => {
    for (let to = 2; to <= 40; to += 1) {
      for (let from = 1; from < to; from += 1) {
        const proof = await consistencyProof(BigInt(from), BigInt(to), readNode);
        const holds = (a: number, b: number, rootA: number, rootB: number) =>
          verifyConsistency(BigInt(a), BigInt(b), rootAt(rootA), rootAt(rootB), proof);
        expect(holds(from, to, from - 1, to), `old root, ${from} in ${to}`).toBe(false);
        expect(holds(from, to, from, to + 1), `new root, ${from} in ${to}`).toBe(false);
        expect(holds(from, to, to, from), `both, ${from} in ${to}`).toBe(false);
        expect(holds(to, from, to, from), `backwards, ${from} in ${to}`).toBe(false);
        expect(holds(from, 4 * to, from, to), `too short, ${from} in ${to}`).toBe(false);
      }
    }
  });

  it('from the empty tree needs nothing but the empty root', () => {
    expect(verifyConsistency(0n, 5n, emptyRoot(), rootAt(5), [])).toBe(true);
    expect(verifyConsistency(0n, 5n, rootAt(1), rootAt(5), [])).toBe(false);
    expect(verifyConsistency(0n, 0n, emptyRoot(), rootAt(5), [])).toBe(false);
    expect(verifyConsistency(0n, 5n, emptyRoot(), new Uint8Array(12), [])).toBe(false);
  });

  it('of two different trees of one size never holds', () => {
    expect(verifyConsistency(5n, 5n, rootAt(5), rootAt(6), [])).toBe(false);
  });

  it('is not made backwards', () => {
    expect(() => consistencyProof(2n, 1n, readNode)).toThrow(LedgerFormatError);
    expect(() => consistencyProof(-1n, 1n, readNode)).toThrow(LedgerFormatError);
  });
});

describe('the root of a tree', () => {
  it('read from its nodes is the root of its compact range', async () => {
    const sizes = fc.integer({ min: 0, max: leaves.length });
    await fc.assert(
      fc.asyncProperty(sizes, async (size) => {
        expect(Buffer.from(await rootOfTree(BigInt(size), readNode))).toEqual(
          Buffer.from(rootAt(size)),
        );
      }),
    );
  });
});
