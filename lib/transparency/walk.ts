/**
 * Reads stored entries again, hashes them, and holds every row against what it says (LEDGER
 * "Order of steps"). The right edge that comes out is made of entry bytes alone: nothing the
 * database says about hashes is believed.
 */
import { setImmediate } from 'node:timers/promises';
import type { LedgerStore } from '../../db/port';
import { equalBytes } from '../ledger/bytes';
import { parseEntry } from '../ledger/entry';
import { appendToRange, leafHash, rootOfRange } from '../ledger/tree';
import { LedgerHalted } from './halt';

/** Small enough that nobody waits for a page that is read and hashed. */
const PAGE = 256;

/** A tree as far as it was walked. */
export interface WalkedEdge {
  readonly size: number;
  /** Compact range: roots of its perfect subtrees, largest first. */
  readonly range: readonly Uint8Array[];
  /** Unix seconds of its newest entry; 0 for none. */
  readonly t: number;
}
export const EMPTY_EDGE: WalkedEdge = { size: 0, range: [], t: 0 };

export interface WalkedLeaf {
  /** In the log's tree. */
  readonly index: number;
  readonly seq: number;
  readonly entry: Uint8Array;
  readonly leafHash: Uint8Array;
}
export interface Walk {
  readonly store: Pick<LedgerStore, 'readLeaves'>;
  readonly firstSeq: number;
  readonly from: WalkedEdge;
  /** Size at which it ends. */
  readonly to: number;
  /** In order; `root` gives the root up to and with this leaf. */
  readonly onLeaf?: (leaf: WalkedLeaf, root: () => Uint8Array) => void;
  /** Between pages; hands the thread to others by default. */
  readonly pace?: () => Promise<unknown>;
}

/** A row that does not say what its entry says: somebody wrote around the one door. */
export class RowChanged extends LedgerHalted {
  constructor(
    readonly seq: number,
    what: string,
  ) {
    super(`entry ${String(seq)} in the database ${what}`);
  }
}

function checkRow(
  row: { seq: number; t: number; entry: Uint8Array; leafHash: Uint8Array },
  t: number,
): Uint8Array {
  const { seq } = row;
  const hash = leafHash(row.entry);
  if (!equalBytes(hash, row.leafHash)) {
    throw new RowChanged(seq, 'was changed: its bytes do not give its leaf hash');
  }
  let entry;
  try {
    entry = parseEntry(row.entry);
  } catch {
    throw new RowChanged(seq, 'was changed: it is no entry');
  }
  if (entry.t !== row.t) throw new RowChanged(seq, 'was changed: its row gives another time');
  if (entry.t < t) throw new RowChanged(seq, 'was changed: it is older than the one before it');
  return hash;
}

/** Throws RowChanged at the first row that is missing or changed. */
export async function walkEntries(walk: Walk): Promise<WalkedEdge> {
  const { store, firstSeq, from, to } = walk;
  const pace = walk.pace ?? setImmediate;
  const range = [...from.range];
  let { size, t } = from;
  while (size < to) {
    const rows = await store.readLeaves(firstSeq + size, Math.min(PAGE, to - size));
    for (const row of rows) {
      const seq = firstSeq + size;
      if (row.seq !== seq) throw new RowChanged(seq, 'is missing');
      const hash = checkRow(row, t);
      appendToRange(range, size, hash);
      const leaf = { index: size, seq, entry: row.entry, leafHash: hash };
      walk.onLeaf?.(leaf, () => rootOfRange(range));
      size += 1;
      t = row.t;
    }
    if (rows.length === 0) throw new RowChanged(firstSeq + size, 'is missing');
    await pace();
  }
  return { size, range, t };
}

export function rootOfEdge(edge: WalkedEdge): Uint8Array {
  return rootOfRange(edge.range);
}
