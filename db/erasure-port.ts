/**
 * The part of the storage port about erasing (LEDGER "Erasure"). What erasing destroys goes with
 * its entry as a published row, or not at all; what must outlive a restore is in the key store.
 */

export interface HoldRow {
  readonly id: string;
  readonly subject: string;
  /** The ground in words, encrypted. */
  readonly sealed: Uint8Array;
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly endedAtMs: number | null;
}

export const ERASURE_REQUEST_STATUSES = [
  'waiting',
  'confirmed',
  'held',
  'done',
  'refused',
] as const;
export interface ErasureRequestRow {
  readonly id: string;
  /** null once done, and `sealed` empty then. */
  readonly subject: string | null;
  readonly sealed: Uint8Array;
  readonly askedBy: 'person' | 'officer' | 'system';
  readonly askedWho: string;
  readonly confirmedWho: string | null;
  readonly status: (typeof ERASURE_REQUEST_STATUSES)[number];
  readonly createdAtMs: number;
  readonly decidedAtMs: number | null;
}

export const SERVICE_ERASURE_STATUSES = ['asked', 'done', 'refused'] as const;
/** What a system was asked to erase on its side. */
export interface ServiceErasureRow {
  readonly id: string;
  readonly subject: string;
  readonly system: string;
  readonly handle: string;
  readonly status: (typeof SERVICE_ERASURE_STATUSES)[number];
  readonly askedAtMs: number;
  readonly answeredAtMs: number | null;
}

export type ErasurePublishedRow =
  /**
   * Deletes what is personal: openings and sealed parts of the subject's events, its state,
   * identifiers, tallies, exposures, contacts, sessions, holds, its own jobs, the outbox rows of
   * its events; idempotency answers that mention it become '' (scope, key and payload hash
   * stay, so that a retry recreates nothing). Bodies lose JSON, opening, system and purposes
   * unless they are kept. Its seqs join the erased set. Carried out after the commit's other rows.
   */
  | { readonly table: 'subject-erased'; readonly subject: string; readonly keepBodies: boolean }
  /** A handle that is suppressed already takes the newer row. */
  | {
      readonly table: 'suppression';
      readonly handle: string;
      readonly erasedAtMs: number;
      readonly sealed: Uint8Array;
    }
  | { readonly table: 'suppression-lifted'; readonly handle: string }
  /**
   * The document of this commit's last entry, and the seqs it tells of. They are named here, so
   * that an erasure between reading the open ones and this commit is not marked as told.
   */
  | { readonly table: 'erased-set'; readonly document: string; readonly seqs: readonly number[] }
  | { readonly table: 'hold'; readonly row: HoldRow }
  | { readonly table: 'hold-ended'; readonly id: string; readonly atMs: number }
  /** Inserts, or replaces the row of that id; so does the next. */
  | { readonly table: 'erasure-request'; readonly row: ErasureRequestRow }
  | { readonly table: 'service-erasure'; readonly row: ServiceErasureRow };

export interface ErasureStore {
  /** In the order asked. */
  findSuppressions(
    handles: readonly string[],
  ): Promise<readonly ({ readonly erasedAtMs: number; readonly sealed: Uint8Array } | undefined)[]>;
  /** Erased, and in no announced set yet; ascending. */
  openErasedSeqs(): Promise<readonly number[]>;
  /** Oldest first. */
  erasedSets(): Promise<readonly { readonly seq: number; readonly document: string }[]>;
  /** In the order asked. */
  isErased(seqs: readonly number[]): Promise<readonly boolean[]>;
  /** Ended ones too, oldest first. */
  holdsOf(subjects: readonly string[]): Promise<readonly HoldRow[]>;
  /** Oldest first. */
  erasureRequests(filter: {
    readonly id?: string;
    readonly status?: ErasureRequestRow['status'];
    readonly subject?: string;
    readonly limit: number;
  }): Promise<readonly ErasureRequestRow[]>;
  /** Oldest first. */
  serviceErasures(filter: {
    readonly id?: string;
    readonly subject?: string;
    readonly system?: string;
    readonly status?: ServiceErasureRow['status'];
    readonly limit: number;
  }): Promise<readonly ServiceErasureRow[]>;
  /**
   * Makes deleted bytes go: empties the write-ahead log on SQLite, trying again while readers
   * hold it, and vacuums on PostgreSQL. False: somebody still reads it, try again later.
   */
  scrub(): Promise<boolean>;
}

export interface Tombstone {
  /** HMAC of a subject id. */
  readonly mac: string;
  readonly atMs: number;
}
export interface KeptSuppression {
  readonly handle: string;
  readonly atMs: number;
  readonly sealed: Uint8Array;
}
export interface KeptWithdrawal {
  /** Of the event that refused; one row a handle. */
  readonly seq: number;
  readonly atMs: number;
  readonly handle: string;
  readonly sealed: Uint8Array;
}

/** Part of the key store: what a restore of the other store must not undo. Every write is durable when it resolves. */
export interface KeptStore {
  /** The first instant stands. */
  putTombstones(rows: readonly Tombstone[]): Promise<void>;
  /** Pages by `mac`. */
  tombstones(page: {
    readonly after?: string;
    readonly limit: number;
  }): Promise<readonly Tombstone[]>;
  /** A handle that is there takes the newer row. */
  putSuppressions(rows: readonly KeptSuppression[]): Promise<void>;
  /** Pages by handle. */
  suppressions(page: {
    readonly after?: string;
    readonly limit: number;
  }): Promise<readonly KeptSuppression[]>;
  dropSuppressions(handles: readonly string[]): Promise<void>;
  /** Of the same seq and handle the last one stands: a restore may have used the seq again. */
  putWithdrawals(rows: readonly KeptWithdrawal[]): Promise<void>;
  /** By seq, whole seqs: a page may pass `limit` by the rows of its last one. */
  withdrawals(page: {
    readonly afterSeq: number;
    readonly limit: number;
  }): Promise<readonly KeptWithdrawal[]>;
  /** 0 when there is none. */
  lastWithdrawalSeq(): Promise<number>;
  dropWithdrawals(handles: readonly string[]): Promise<void>;
}
