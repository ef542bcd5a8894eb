import { describe, expect, it } from 'vitest';
import { advanceLedger, type Edge } from './advance';
import { LedgerFormatError } from './canonical';
import { documentDigest } from './commitment';
import { parseEntry, type EntryParts } from './entry';
import { emptyRoot, leafHash } from './tree';

const EMPTY: Edge = { size: 0, range: new Uint8Array() };
const leaves = Array.from({ length: 137 }, (_, i): EntryParts => ({
  k: 'key',
  d: documentDigest(`document ${i}`),
}));

describe('advancing the ledger', () => {
  it.each([1, 2, 3, 7, 16, 64, 100])('in groups of %i gives what one step gives', (groupSize) => {
    const whole = advanceLedger(EMPTY, 5, leaves);
    let edge = EMPTY;
    let root = emptyRoot();
    const hashes: Uint8Array[] = [];
    for (let at = 0; at < leaves.length; at += groupSize) {
      const group = leaves.slice(at, at + groupSize);
      const step = advanceLedger(edge, 5, group);
      edge = { size: edge.size + group.length, range: step.range };
      root = step.root;
      hashes.push(...step.leaves.map((leaf) => leaf.leafHash));
    }
    expect(root).toEqual(whole.root);
    expect(edge.range).toEqual(whole.range);
    expect(hashes).toEqual(whole.leaves.map((leaf) => leaf.leafHash));
  });

  it('returns each entry with the time given and its own hash', () => {
    const { leaves: sealed } = advanceLedger(EMPTY, 1_764_000_002, leaves.slice(0, 3));
    sealed.forEach((leaf, i) => {
      expect(parseEntry(leaf.entry)).toEqual({ ...leaves[i], t: 1_764_000_002, v: 1 });
      expect(leaf.leafHash).toEqual(leafHash(leaf.entry));
    });
  });

  it('by nothing leaves the tree as it is', () => {
    expect(advanceLedger(EMPTY, 1, [])).toEqual({
      range: new Uint8Array(),
      root: emptyRoot(),
      leaves: [],
    });
  });

  it('leaves the edge it was given untouched', () => {
    const { range } = advanceLedger(EMPTY, 1, leaves.slice(0, 3));
    const before = range.slice();
    advanceLedger({ size: 3, range }, 1, leaves.slice(3));
    expect(range).toEqual(before);
  });

  it('refuses the whole group when one leaf is malformed', () => {
    const group: EntryParts[] = [...leaves.slice(0, 2), { k: 'event', b: 'short' }];
    expect(() => advanceLedger(EMPTY, 1, group)).toThrow(LedgerFormatError);
  });
});
