/**
 * What one process holds once: stores, secrets, the published catalogues, the cache of states,
 * the commit queue. Next compiles its entries separately, so it lives on `globalThis`
 * (`current.ts`) and is opened by `open.ts`.
 */
import type { KeyStore, Store } from '../../db/port';
import type { CompiledCatalogue } from '../catalogue/compile';
import type { Clock } from '../clock';
import type { Env } from '../env';
import type { Vault } from '../identity/vault';
import type { Log } from '../log';
import type { GroupCounts } from '../record/grouping';
import type { CommitOutcome, CommitRequest } from '../record/model';
import type { RestoreDocument } from '../record/restored';
import type { SubjectKeys } from '../record/subject-keys';
import type { SubjectReader } from '../record/subjects';
import type { Ledger } from '../transparency/model';

export interface CatalogueBook {
  /** The newest published version; throws AppError('unavailable') when nothing is published. */
  current(): CompiledCatalogue;
  find(version: number): Promise<CompiledCatalogue | undefined>;
  /** Reads newly published versions. */
  refresh(): Promise<void>;
}

export interface Runtime {
  readonly env: Env;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Store;
  readonly keyStore: KeyStore;
  readonly vault: Vault;
  readonly catalogues: CatalogueBook;
  readonly subjects: SubjectReader;
  readonly subjectKeys: SubjectKeys;
  /** Checkpoints, tiles and proofs; signed by one process, read by all. */
  readonly ledger: Ledger;
  /** Of the database's history: changes with every restore. */
  readonly epoch: string;
  /** What restores announced, newest first: what this database still knows of earlier epochs. */
  readonly restores: readonly RestoreDocument[];
  commit(request: CommitRequest): Promise<CommitOutcome>;
  /** How commits were grouped since the start, and how many wait. */
  readonly groups: () => GroupCounts;
  close(): Promise<void>;
}
