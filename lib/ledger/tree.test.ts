import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { LedgerFormatError } from './canonical';
import {
  appendToRange,
  emptyRoot,
  leafHash,
  nodeHash,
  readRange,
  rootOfRange,
  writeRange,
} from './tree';

const sha256 = (...parts: Uint8Array[]) =>
  createHash('sha256').update(Buffer.concat(parts)).digest();
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** RFC 6962 §2.1 as it is written there. */
function naiveRoot(entries: readonly Uint8Array[]): Uint8Array {
  const [only] = entries;
  if (only === undefined) return sha256();
  if (entries.length === 1) return sha256(Uint8Array.of(0), only);
  let split = 1;
  while (split * 2 < entries.length) split *= 2;
  const halves = [entries.slice(0, split), entries.slice(split)].map(naiveRoot);
  return sha256(Uint8Array.of(1), ...halves);
}

describe('tree', () => {
  it('has at every size up to 300 the root that RFC 6962 defines', () => {
    const entries: Uint8Array[] = [];
    let stored: Uint8Array = new Uint8Array();
    for (let size = 0; size <= 300; size += 1) {
      const range = readRange(size, stored);
      expect(hex(rootOfRange(range)), `size ${size}`).toBe(hex(naiveRoot(entries)));
      const entry = Buffer.from(`entry ${size}`);
      entries.push(entry);
      appendToRange(range, size, leafHash(entry));
      stored = writeRange(range);
    }
  });

  it('is empty with the hash of nothing', () => {
    const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    expect(hex(emptyRoot())).toBe(empty);
    expect(hex(rootOfRange([]))).toBe(empty);
  });

  it('tells a leaf from a node that has the same bytes', () => {
    const [left, right] = [leafHash(Buffer.from('a')), leafHash(Buffer.from('b'))];
    expect(hex(leafHash(Buffer.concat([left, right])))).not.toBe(hex(nodeHash(left, right)));
  });

  it('refuses an edge that does not fit its size', () => {
    for (const [size, hashes] of [
      [0, 1],
      [1, 0],
      [3, 1],
      [4, 3],
    ] as const) {
      expect(() => readRange(size, new Uint8Array(32 * hashes))).toThrow(LedgerFormatError);
    }
    expect(() => readRange(1, new Uint8Array(31))).toThrow(LedgerFormatError);
    expect(() => readRange(-1, new Uint8Array())).toThrow(LedgerFormatError);
    expect(() => appendToRange([], 1, new Uint8Array(32))).toThrow(LedgerFormatError);
    expect(() => nodeHash(new Uint8Array(31), new Uint8Array(32))).toThrow(LedgerFormatError);
  });

  it('counts the subtrees of a tree past 2^32 leaves', () => {
    const size = 2 ** 40 + 2 ** 33 + 1;
    const range = readRange(size, new Uint8Array(96));
    appendToRange(range, size, new Uint8Array(32));
    expect(range).toHaveLength(3);
    expect(() => appendToRange(range, Number.MAX_SAFE_INTEGER, new Uint8Array(32))).toThrow(
      LedgerFormatError,
    );
  });
});
