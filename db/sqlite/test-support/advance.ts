/** RFC 6962 in its shortest form, so that the storage's own tests need nothing above `db/`. */
import { createHash } from 'node:crypto';
import type { AdvanceLedger, EntryKind, HashLeaves } from '../../port';

const HASH_BYTES = 32;

export const testAdvance: AdvanceLedger = (edge, t, leaves) => {
  const entries = leaves.map((leaf) => Buffer.from(JSON.stringify({ ...leaf, t })));
  const { range, root, leaves: hashed } = testHashLeaves(edge, entries);
  const sealed = hashed.map(({ leafHash }, i) => ({
    entry: entries[i] ?? Buffer.alloc(0),
    leafHash,
  }));
  return { range, root, leaves: sealed };
};

export const testHashLeaves: HashLeaves = (edge, entries) => {
  const stack: { hash: Uint8Array; size: number }[] = [];
  let at = 0;
  for (let bit = 2 ** 40; bit >= 1; bit /= 2) {
    if (Math.floor(edge.size / bit) % 2 === 0) continue;
    stack.push({ hash: edge.range.slice(at, at + HASH_BYTES), size: bit });
    at += HASH_BYTES;
  }
  const leaves = entries.map((entry) => {
    const { k, t } = JSON.parse(Buffer.from(entry).toString('utf8')) as { k: EntryKind; t: number };
    const leafHash = sha256([0], entry);
    stack.push({ hash: leafHash, size: 1 });
    for (let right = stack.at(-1), left = stack.at(-2); right && left?.size === right.size;) {
      stack.splice(-2, 2, { hash: sha256([1], left.hash, right.hash), size: right.size * 2 });
      right = stack.at(-1);
      left = stack.at(-2);
    }
    return { kind: k, t, leafHash };
  });
  const hashes = stack.map(({ hash }) => hash);
  const root = hashes.reduceRight<Uint8Array | undefined>(
    (right, left) => (right ? sha256([1], left, right) : left),
    undefined,
  );
  return { range: Buffer.concat(hashes), root: root ?? sha256(), leaves };
};

function sha256(...parts: (Uint8Array | number[])[]): Uint8Array {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(Uint8Array.from(part));
  return hash.digest();
}
