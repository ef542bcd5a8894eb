/**
 * RFC 6962 hashing and the compact range: the roots of the perfect subtrees that make up a
 * tree of a given size, largest first (LEDGER "Entry", "Order of steps"). A tree of `size`
 * leaves has as many of them as `size` has one bits, so at most 53 here and 64 ever.
 *
 *   leaf  SHA-256(0x00 || entry)      node  SHA-256(0x01 || left || right)      empty  SHA-256("")
 */
import { concatBytes } from './bytes';
import { LedgerFormatError } from './canonical';
import { HASH_BYTES, sha256, sha256Into } from './sha256';

/** Root of a tree without leaves. */
export function emptyRoot(): Uint8Array {
  return new Uint8Array(sha256(''));
}

/** Shared by every call, as hashing is synchronous: an entry of ours is far shorter. */
const leafInput = new Uint8Array(512);

export function leafHash(entry: Uint8Array): Uint8Array {
  const length = 1 + entry.length;
  const input = length > leafInput.length ? new Uint8Array(length) : leafInput.subarray(0, length);
  input.set(entry, 1);
  return hashOf(input);
}

/** Shared likewise. */
const nodeInput = new Uint8Array(1 + 2 * HASH_BYTES).fill(1, 0, 1);

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES) {
    throw new LedgerFormatError('a node hash is not 32 bytes');
  }
  nodeInput.set(left, 1);
  nodeInput.set(right, 1 + HASH_BYTES);
  return hashOf(nodeInput);
}

/** Not a Buffer, whose slices share its memory. */
function hashOf(input: Uint8Array): Uint8Array {
  const hash = new Uint8Array(HASH_BYTES);
  sha256Into(hash, 0, input);
  return hash;
}

/** The parents of hashes that stand side by side, as many as there are whole pairs. */
export function parentHashes(hashes: Uint8Array): Uint8Array {
  const pairs = Math.floor(hashes.length / (2 * HASH_BYTES));
  const parents = new Uint8Array(pairs * HASH_BYTES);
  for (let i = 0; i < pairs; i += 1) {
    nodeInput.set(hashes.subarray(2 * i * HASH_BYTES, 2 * (i + 1) * HASH_BYTES), 1);
    sha256Into(parents, i * HASH_BYTES, nodeInput);
  }
  return parents;
}

/** Root over 2^n hashes that stand side by side; throws LedgerFormatError for any other number. */
export function perfectRoot(hashes: Uint8Array): Uint8Array {
  let level = hashes;
  while (level.length > HASH_BYTES && level.length % (2 * HASH_BYTES) === 0) {
    level = parentHashes(level);
  }
  if (level.length !== HASH_BYTES) throw new LedgerFormatError('not the hashes of a whole subtree');
  return level;
}

/** Splits stored bytes into hashes; throws when their number does not fit `size`. */
export function readRange(size: number, bytes: Uint8Array): Uint8Array[] {
  checkSize(size);
  if (bytes.length !== HASH_BYTES * oneBits(size)) {
    throw new LedgerFormatError(`the right edge does not fit a tree of ${size} leaves`);
  }
  const hashes: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += HASH_BYTES)
    hashes.push(bytes.slice(at, at + HASH_BYTES));
  return hashes;
}

/** Concatenated hashes, as they are stored. */
export function writeRange(range: readonly Uint8Array[]): Uint8Array {
  return concatBytes(...range);
}

/** Appends one leaf hash to the range of a tree of `size` leaves, in place: two hashes on average. */
export function appendToRange(range: Uint8Array[], size: number, leaf: Uint8Array): void {
  checkSize(size + 1);
  let hash = leaf;
  // INVARIANT: the trailing one bits of `size` are the subtrees the new leaf completes.
  for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
    const left = range.pop();
    if (left === undefined) throw new LedgerFormatError('the right edge is too short');
    hash = nodeHash(left, hash);
  }
  range.push(hash);
}

/** Tree root of a range; SHA-256("") for the empty one. */
export function rootOfRange(range: readonly Uint8Array[]): Uint8Array {
  let root = range.at(-1);
  if (root === undefined) return emptyRoot();
  for (let i = range.length - 2; i >= 0; i -= 1) {
    const left = range[i];
    if (left !== undefined) root = nodeHash(left, root);
  }
  return root;
}

function checkSize(size: number): void {
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new LedgerFormatError('the tree size is not a safe integer');
  }
}

function oneBits(size: number): number {
  let count = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}
