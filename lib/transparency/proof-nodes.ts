/**
 * The consistency proof from one right edge to the next, from the old edge and the new leaves
 * alone: which subtrees it takes is known before the leaves are read, so only those are kept.
 */
import { consistencyProof } from '../ledger/proofs';
import { appendToRange, rootOfRange } from '../ledger/tree';
import { LedgerHalted } from './halt';
import type { WalkedEdge, WalkedLeaf } from './walk';

interface Wanted {
  readonly start: number;
  readonly end: number;
  readonly range: Uint8Array[];
}

function nameOf(level: number, index: bigint): string {
  return `${String(level)} ${String(index)}`;
}

/** Roots of the old tree's perfect subtrees, by their place. */
function knownNodes({ size, range }: WalkedEdge): Map<string, Uint8Array> {
  const nodes = new Map<string, Uint8Array>();
  let start = 0;
  for (const root of range) {
    let level = 0;
    while (2 ** (level + 1) <= size - start) level += 1;
    nodes.set(nameOf(level, BigInt(start / 2 ** level)), root);
    start += 2 ** level;
  }
  return nodes;
}

export interface ProofNodes {
  /** Give it every new leaf, in order. */
  add(leaf: WalkedLeaf): void;
  /** Once the last new leaf was given. */
  proof(): Promise<Uint8Array[]>;
}

export async function collectProofNodes(from: WalkedEdge, to: number): Promise<ProofNodes> {
  const known = knownNodes(from);
  const wanted = new Map<string, Wanted>();
  const sizes = [BigInt(from.size), BigInt(to)] as const;
  if (from.size > 0) {
    // A rehearsal: the proof's shape depends on the two sizes alone.
    await consistencyProof(...sizes, (level, index) => {
      const start = Number(index) * 2 ** level;
      if (start >= from.size) {
        wanted.set(nameOf(level, index), { start, end: start + 2 ** level, range: [] });
      }
      return Promise.resolve(new Uint8Array(32));
    });
  }
  const inOrder = [...wanted.values()].sort((a, b) => a.start - b.start);
  let at = 0;
  return {
    add({ index, leafHash }) {
      while (index >= (inOrder[at]?.end ?? Infinity)) at += 1;
      const subtree = inOrder[at];
      if (subtree === undefined || index < subtree.start) return;
      appendToRange(subtree.range, index - subtree.start, leafHash);
    },
    async proof() {
      if (from.size === 0) return [];
      return consistencyProof(...sizes, (level, index) => {
        const name = nameOf(level, index);
        const subtree = wanted.get(name);
        const root = subtree === undefined ? known.get(name) : rootOfRange(subtree.range);
        if (root === undefined) throw new LedgerHalted('the proof takes a node that is not known');
        return Promise.resolve(root);
      });
    },
  };
}
