/**
 * One step of the log (LEDGER "Order of steps", 1): entries, leaf hashes and the next right edge
 * of a group of leaves. Pure; the storage engine calls it inside its transaction and stores
 * everything it returns, or nothing.
 */
import { entryBytes, parseEntry, type EntryParts } from './entry';
import { appendToRange, leafHash, readRange, rootOfRange, writeRange } from './tree';

export interface Edge {
  /** Leaves in the tree so far. */
  readonly size: number;
  /** Its compact range: 32-byte hashes, largest subtree first. */
  readonly range: Uint8Array;
}
export interface Advance {
  readonly range: Uint8Array;
  readonly root: Uint8Array;
  /** In the order given. */
  readonly leaves: readonly { readonly entry: Uint8Array; readonly leafHash: Uint8Array }[];
}

/** `t` in Unix seconds stands in every entry of the group. Throws LedgerFormatError on bad parts or a range that does not fit. */
export function advanceLedger(edge: Edge, t: number, leaves: readonly EntryParts[]): Advance {
  const range = readRange(edge.size, edge.range);
  const sealed = leaves.map((parts, i) => {
    const entry = entryBytes(t, parts);
    const hash = leafHash(entry);
    appendToRange(range, edge.size + i, hash);
    return { entry, leafHash: hash };
  });
  return { range: writeRange(range), root: rootOfRange(range), leaves: sealed };
}

export interface HashedEntries {
  readonly range: Uint8Array;
  readonly root: Uint8Array;
  /** In the order given; `t` in Unix seconds. */
  readonly leaves: readonly {
    readonly kind: EntryParts['k'];
    readonly t: number;
    readonly leafHash: Uint8Array;
  }[];
}

/** The next right edge of entries that exist (LEDGER "Restore"). Throws LedgerFormatError on one that is not canonical. */
export function hashEntries(edge: Edge, entries: readonly Uint8Array[]): HashedEntries {
  const range = readRange(edge.size, edge.range);
  const leaves = entries.map((bytes, i) => {
    const { k: kind, t } = parseEntry(bytes);
    const hash = leafHash(bytes);
    appendToRange(range, edge.size + i, hash);
    return { kind, t, leafHash: hash };
  });
  return { range: writeRange(range), root: rootOfRange(range), leaves };
}
