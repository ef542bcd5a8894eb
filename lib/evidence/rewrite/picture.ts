/** Eight leaves around the one that was aimed at, and the way up from them, as both databases give it. */
import type { LeafRow } from '../../../db/port';
import { equalBytes, toHex } from '../../ledger/bytes';
import { HASH_BYTES } from '../../ledger/sha256';
import { leafHash, nodeHash } from '../../ledger/tree';
import { edgeOf } from './attacks';
import type { NodeState, Picture, TreeNode } from './model';

const WIDTH = 8;
const SHOWN_HEX = 6;
type Hash = Uint8Array | undefined;

function shown(hash: Hash): string {
  return hash === undefined ? '' : toHex(hash).slice(0, SHOWN_HEX);
}

function stateOf(hash: Hash, told: Hash): NodeState {
  if (hash === undefined) return told === undefined ? 'same' : 'gone';
  return told !== undefined && equalBytes(hash, told) ? 'same' : 'changed';
}

/** Absent leaves are told from what stands there: nothing above them can be the same. */
function parents(hashes: readonly Hash[]): Hash[] {
  return Array.from({ length: hashes.length / 2 }, (_, at) => {
    const [left, right] = [hashes[2 * at], hashes[2 * at + 1]];
    return left === undefined || right === undefined ? left : nodeHash(left, right);
  });
}

function hashesOf(rows: readonly LeafRow[], firstSeq: number, size: number): Hash[] {
  const bySeq = new Map(rows.map((row) => [row.seq, leafHash(row.entry)]));
  return Array.from({ length: size }, (_, index) => bySeq.get(firstSeq + index));
}

function rootOf(hashes: readonly Hash[]): Uint8Array {
  const end = hashes.findLastIndex((hash) => hash !== undefined) + 1;
  return edgeOf(hashes.slice(0, end).map((hash) => hash ?? new Uint8Array(HASH_BYTES))).root;
}

export interface Compared {
  readonly firstSeq: number;
  /** A leaf that must be in the picture. */
  readonly around: number;
  readonly told: readonly LeafRow[];
  readonly rows: readonly LeafRow[];
}

/** `rows` drawn against what `told` was. */
export function pictureOf({ firstSeq, around, told, rows }: Compared): Picture {
  const size = told.length;
  const before = hashesOf(told, firstSeq, size);
  const after = hashesOf(rows, firstSeq, size);
  const first = Math.max(0, Math.floor((around - firstSeq) / WIDTH) * WIDTH);
  const block = (hashes: readonly Hash[]) =>
    Array.from({ length: WIDTH }, (_, at) => hashes[first + at]);
  let [now, was] = [block(after), block(before)];
  const leaves = now.map((hash, at) => {
    const seq = firstSeq + first + at;
    return { seq, hash: shown(hash), state: stateOf(hash, was[at]) };
  });
  const broken: boolean[] = leaves.map(({ state }) => state !== 'same');
  const above: TreeNode[][] = [];
  for (let span = 2; span <= WIDTH; span *= 2) {
    [now, was] = [parents(now), parents(was)];
    above.push(
      now.map((hash, at) => {
        const under = broken.slice(at * span, (at + 1) * span).some(Boolean);
        return { hash: shown(hash), state: under ? 'changed' : 'same' };
      }),
    );
  }
  const root = rootOf(after);
  const state = stateOf(root, rootOf(before));
  return { leaves, above, root: { hash: shown(root), state }, size };
}
