/**
 * Inclusion and consistency proofs (RFC 6962 §2.1, checked as RFC 9162 §2.1.3 and §2.1.4 do).
 * Making them takes a reader of perfect subtrees, wherever those lie; checking them takes nothing.
 * Proofs run from the leaf's side to the root's, as C2SP tlog-proof writes them.
 */
import { equalBytes } from './bytes';
import { LedgerFormatError } from './canonical';
import { HASH_BYTES } from './sha256';
import { MAX_SIZE } from './tile-path';
import { emptyRoot, nodeHash, rootOfRange } from './tree';

/** Root of the perfect subtree over leaves [index · 2^level, (index + 1) · 2^level). */
export type ReadNode = (level: number, index: bigint) => Promise<Uint8Array>;

/** Leaves [begin, end); `begin` is a multiple of the smallest power of two that is no less than their number. */
interface Span {
  readonly begin: bigint;
  readonly end: bigint;
}

/** Throws LedgerFormatError unless index < size. */
export function inclusionProof(
  index: bigint,
  size: bigint,
  readNode: ReadNode,
): Promise<Uint8Array[]> {
  checkIndex(index, size);
  const siblings: Span[] = [];
  let [begin, end] = [0n, size];
  while (end - begin > 1n) {
    const middle = begin + splitOf(end - begin);
    if (index < middle) {
      siblings.push({ begin: middle, end });
      end = middle;
    } else {
      siblings.push({ begin, end: middle });
      begin = middle;
    }
  }
  return rootsOf(siblings.reverse(), readNode);
}

/** That the first `from` leaves of a tree of `to` are unchanged. Empty for from = 0 and from = to; throws LedgerFormatError for from > to. */
export function consistencyProof(
  from: bigint,
  to: bigint,
  readNode: ReadNode,
): Promise<Uint8Array[]> {
  checkSizes(from, to);
  const spans: Span[] = [];
  let [begin, end] = [0n, to];
  while (from > 0n && end > from) {
    const middle = begin + splitOf(end - begin);
    if (from <= middle) {
      spans.push({ begin: middle, end });
      end = middle;
    } else {
      spans.push({ begin, end: middle });
      begin = middle;
    }
  }
  // The old tree's own last part, unless that is the whole old tree, whose root the verifier has.
  if (begin > 0n) spans.push({ begin, end });
  return rootsOf(spans.reverse(), readNode);
}

export async function rootOfTree(size: bigint, readNode: ReadNode): Promise<Uint8Array> {
  checkSizes(0n, size);
  const [root] = await rootsOf([{ begin: 0n, end: size }], readNode);
  return root ?? emptyRoot();
}

/** False for anything that does not prove it, malformed hashes and sizes included. */
export function verifyInclusion(
  index: bigint,
  size: bigint,
  leafHash: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  return holds(() => equalBytes(rootFromInclusion(index, size, leafHash, proof), root));
}

/** The root that the proof leads to; throws LedgerFormatError when its length does not fit. */
export function rootFromInclusion(
  index: bigint,
  size: bigint,
  leafHash: Uint8Array,
  proof: readonly Uint8Array[],
): Uint8Array {
  checkIndex(index, size);
  if (leafHash.length !== HASH_BYTES) throw new LedgerFormatError('the leaf hash is not 32 bytes');
  let hash = leafHash;
  let [position, last] = [index, size - 1n];
  for (const sibling of proof) {
    if (last === 0n) throw new LedgerFormatError('the inclusion proof is too long');
    if (isOdd(position) || position === last) {
      hash = nodeHash(sibling, hash);
      // The right edge: no sibling until this node is a right child.
      while (!isOdd(position)) [position, last] = [position >> 1n, last >> 1n];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [position, last] = [position >> 1n, last >> 1n];
  }
  if (last !== 0n) throw new LedgerFormatError('the inclusion proof is too short');
  return hash;
}

/**
 * False for anything that does not prove it. The empty tree is a beginning of every tree: from = 0
 * holds with the empty root and an empty proof, and says nothing about the later tree.
 */
export function verifyConsistency(
  from: bigint,
  to: bigint,
  rootFrom: Uint8Array,
  rootTo: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  return holds(() => {
    checkSizes(from, to);
    if (rootFrom.length !== HASH_BYTES || rootTo.length !== HASH_BYTES) return false;
    if (from === 0n && !equalBytes(rootFrom, emptyRoot())) return false;
    if (from === to) return proof.length === 0 && equalBytes(rootFrom, rootTo);
    if (from === 0n) return proof.length === 0;
    return leadsToBoth(from, to, rootFrom, rootTo, proof);
  });
}

function leadsToBoth(
  from: bigint,
  to: bigint,
  rootFrom: Uint8Array,
  rootTo: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  let [position, last] = [from - 1n, to - 1n];
  while (isOdd(position)) [position, last] = [position >> 1n, last >> 1n];
  // When the old tree is one perfect subtree, its root is where the proof begins.
  const [first, ...rest] = position === 0n ? [rootFrom, ...proof] : proof;
  if (first === undefined) return false;
  let [older, newer] = [first, first];
  for (const hash of rest) {
    if (last === 0n) return false;
    if (isOdd(position) || position === last) {
      older = nodeHash(hash, older);
      newer = nodeHash(hash, newer);
      while (position !== 0n && !isOdd(position)) [position, last] = [position >> 1n, last >> 1n];
    } else {
      newer = nodeHash(newer, hash);
    }
    [position, last] = [position >> 1n, last >> 1n];
  }
  return last === 0n && equalBytes(older, rootFrom) && equalBytes(newer, rootTo);
}

/** Roots of the spans, in order; empty ones are left out. Every node is asked for at once. */
async function rootsOf(spans: readonly Span[], readNode: ReadNode): Promise<Uint8Array[]> {
  const filled = spans.filter(({ begin, end }) => begin < end);
  return Promise.all(filled.map(async (span) => rootOfRange(await nodesOf(span, readNode))));
}

/** The perfect subtrees of a span, largest first. */
function nodesOf({ begin, end }: Span, readNode: ReadNode): Promise<Uint8Array[]> {
  const nodes: Promise<Uint8Array>[] = [];
  for (let at = begin; at < end;) {
    const level = (end - at).toString(2).length - 1;
    nodes.push(readNode(level, at >> BigInt(level)));
    at += 1n << BigInt(level);
  }
  return Promise.all(nodes);
}

/** Largest power of two below `count`, which is at least 2. */
function splitOf(count: bigint): bigint {
  return 1n << BigInt((count - 1n).toString(2).length - 1);
}

function isOdd(value: bigint): boolean {
  return (value & 1n) === 1n;
}

function checkIndex(index: bigint, size: bigint): void {
  checkSizes(0n, size);
  if (index < 0n || index >= size) throw new LedgerFormatError('no leaf of that tree');
}

function checkSizes(from: bigint, to: bigint): void {
  if (from < 0n || from > to || to > MAX_SIZE) {
    throw new LedgerFormatError('not the sizes of a tree and of a later one');
  }
}

/** The answer of `check`, where a malformed input is a no. */
function holds(check: () => boolean): boolean {
  try {
    return check();
  } catch (error) {
    if (error instanceof LedgerFormatError) return false;
    throw error;
  }
}
