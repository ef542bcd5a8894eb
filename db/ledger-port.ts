/**
 * The part of the storage port about the tree and what is signed over it (LEDGER "Checkpoint",
 * "Order of steps"). Sizes and seqs are numbers here: a database counts leaves that were
 * written one by one. Hashes and roots are 32 bytes.
 */
import type { EntryKind } from './port';

/** What the tree is rebuilt and published from. */
export interface LeafRow {
  readonly seq: number;
  /** Unix seconds. */
  readonly t: number;
  /** Exact entry bytes. */
  readonly entry: Uint8Array;
  readonly leafHash: Uint8Array;
}

export interface LogRow {
  readonly origin: string;
  readonly firstSeq: number;
  /** seq of the log's last leaf (`firstSeq − 1` when it closed empty); null while leaves are added. */
  readonly closedSeq: number | null;
  /** The signer's verifier key; null until it was named. */
  readonly vkey: string | null;
}

export interface CheckpointRow {
  readonly origin: string;
  /** Leaves of that log, not of the deployment. */
  readonly size: number;
  readonly root: Uint8Array;
  /** The signed note as it is published. */
  readonly text: string;
  readonly signedAtMs: number;
}

export const ANCHOR_KINDS = ['rfc3161', 'witness', 'write-once'] as const;
export interface AnchorRow {
  readonly id: string;
  readonly origin: string;
  /** Of the checkpoint it anchors. */
  readonly size: number;
  readonly kind: (typeof ANCHOR_KINDS)[number];
  readonly atMs: number;
  /** Token, cosignature line or copy receipt. */
  readonly data: Uint8Array;
  /** Who gave it: URL, witness name, directory. */
  readonly detail: string;
}

export interface AnchorPage {
  readonly fromSize: number;
  readonly limit: number;
  /** All kinds when absent. */
  readonly kind?: AnchorRow['kind'];
  /** Those given by this one alone. */
  readonly detail?: string;
  readonly order?: 'oldest' | 'newest';
}

/**
 * Pure: what published entries make of a log's right edge. Given by the caller, so that the
 * storage layer knows bytes only. Throws on an entry that is not canonical.
 */
export type HashLeaves = (
  edge: { readonly size: number; readonly range: Uint8Array },
  entries: readonly Uint8Array[],
) => {
  readonly range: Uint8Array;
  readonly root: Uint8Array;
  readonly leaves: readonly {
    readonly kind: EntryKind;
    readonly t: number;
    readonly leafHash: Uint8Array;
  }[];
};

export interface LedgerStore {
  /** Oldest first, `seq` ≥ `fromSeq`, across logs. */
  readLeaves(fromSeq: number, limit: number): Promise<readonly LeafRow[]>;
  /** Newest first; the first one is the head's. */
  listLogs(): Promise<readonly LogRow[]>;
  /** Once a log. The same again is nothing; another key, or a log that is not there, throws StorageError. */
  nameLogKey(origin: string, vkey: string): Promise<void>;
  /**
   * Closes the current log at `expectedSeq` and begins `origin` there, in one transaction: a
   * concurrent append lands wholly before or wholly after it. False, with nothing changed, when
   * the head has moved; an origin that was used before throws StorageError.
   */
  rotateLog(to: { readonly expectedSeq: number; readonly origin: string }): Promise<boolean>;
  /** The same root for the same size again is nothing (the first text stands); another root throws StorageError. */
  putCheckpoint(row: CheckpointRow): Promise<void>;
  /** The largest size. */
  newestCheckpoint(origin: string): Promise<CheckpointRow | undefined>;
  /** The smallest one that covers `size` leaves. */
  checkpointFor(origin: string, size: number): Promise<CheckpointRow | undefined>;
  /** Sizes over `afterSize`, smallest first. */
  checkpointsOf(
    origin: string,
    page: { readonly afterSize: number; readonly limit: number },
  ): Promise<readonly CheckpointRow[]>;
  /** The same id again is nothing. */
  addAnchor(row: AnchorRow): Promise<void>;
  /** Sizes ≥ `fromSize`, smallest first, then by time; all the other way round when `order` is `newest`. */
  anchorsOf(origin: string, page: AnchorPage): Promise<readonly AnchorRow[]>;
  /**
   * For a restore (LEDGER "Restore"): appends published entries to the current log as leaves
   * without body or personal part, advances the head by exactly those and sets `epoch`, in one
   * transaction; no entries: only the epoch changes. The caller gives the entries of one log;
   * where the lost part crosses logs it calls `rotateLog` between. False, with nothing changed,
   * unless `firstSeq` is the head's next. What those entries did to subjects, handles and
   * catalogues is not restored.
   */
  restoreEntries(lost: {
    readonly epoch: string;
    readonly firstSeq: number;
    readonly entries: readonly Uint8Array[];
    readonly hashLeaves: HashLeaves;
  }): Promise<boolean>;
}
