/**
 * What a restore announced (LEDGER "Restore"): `d` of a `k:"restore"` leaf is the digest of JCS of
 * this document. It is kept as a finished job in the database it is about, and believed only where
 * the log holds its digest: it says which openings may be missing, and which tokens are of a time
 * that this database still remembers.
 */
import type { Store } from '../../db/port';
import { canonicalJson } from '../ledger/canonical';
import { documentDigest } from '../ledger/commitment';
import { parseEntry } from '../ledger/entry';

export interface RestoreDocument {
  /** Of the database from then on, and of the backup. */
  readonly epoch: string;
  readonly previousEpoch: string;
  /** The newest seq that the backup knew. */
  readonly backupSeq: number;
  /** base64url SHA-256 of the backup's manifest. */
  readonly backup: string;
  /** Seqs that were refilled without their openings; absent where none were. */
  readonly from?: number;
  readonly to?: number;
}

const KIND = 'restore';
const MOST = 1_000;

export async function keepRestoreDocument(
  store: Pick<Store, 'putJob'>,
  document: RestoreDocument,
  nowMs: number,
): Promise<string> {
  const text = canonicalJson(document);
  await store.putJob({
    id: `restore_${document.epoch}`,
    kind: KIND,
    ownedBy: 'deployment',
    sealed: new Uint8Array(),
    status: 'done',
    done: 1,
    total: 1,
    state: null,
    result: text,
    problem: null,
    createdAtMs: nowMs,
    leaseUntilMs: null,
    worker: null,
    endedAtMs: nowMs,
  });
  return text;
}

/** Newest first; only what the log announces. */
export async function restoresOf(
  store: Pick<Store, 'listJobs' | 'searchLog'>,
): Promise<readonly RestoreDocument[]> {
  const kept = (await store.listJobs({ kind: KIND, limit: MOST })).flatMap(
    ({ result }) => result ?? [],
  );
  if (kept.length === 0) return [];
  const leaves = await store.searchLog({ types: [KIND], order: 'newest', limit: MOST });
  const announced = new Map(leaves.map(({ entry, seq }) => [parseEntry(entry).d, seq]));
  return kept.flatMap((text) => {
    const seq = announced.get(documentDigest(text));
    const document = JSON.parse(text) as RestoreDocument;
    // INVARIANT: a restore explains only what lies before it.
    return seq !== undefined && (document.to ?? 0) < seq ? [document] : [];
  });
}

/** Whether a restore said that this entry has no opening any more. */
export function wasRefilled(restores: readonly RestoreDocument[], seq: number): boolean {
  return restores.some(
    ({ from, to }) => from !== undefined && to !== undefined && seq >= from && seq <= to,
  );
}
