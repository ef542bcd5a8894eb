/** The part of the storage port about long work: written down, taken by one worker at a time, resumed after a crash. */

export const JOB_STATUSES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

export interface JobRow {
  readonly id: string;
  readonly kind: string;
  /** Who asked: officer or subject id. */
  readonly ownedBy: string;
  /** Parameters, encrypted. */
  readonly sealed: Uint8Array;
  readonly status: JobStatus;
  readonly done: number;
  readonly total: number;
  /** Where a worker that takes over goes on; null at the beginning. */
  readonly state: Uint8Array | null;
  readonly result: string | null;
  readonly problem: string | null;
  readonly createdAtMs: number;
  readonly leaseUntilMs: number | null;
  readonly worker: string | null;
  readonly endedAtMs: number | null;
}

export interface JobStore {
  /** An id that is taken throws StorageError. */
  putJob(row: JobRow): Promise<void>;
  findJob(id: string): Promise<JobRow | undefined>;
  /** How many there are of each kind and status; rows that were swept are not. */
  countJobs(): Promise<
    readonly { readonly kind: string; readonly status: JobStatus; readonly jobs: number }[]
  >;
  /** Newest first. */
  listJobs(filter: {
    readonly kind?: string;
    readonly ownedBy?: string;
    readonly limit: number;
  }): Promise<readonly JobRow[]>;
  /**
   * Takes the oldest job that waits, or runs with a lease that has expired (`leaseUntilMs` ≤
   * `nowMs`), for `leaseMs`. Of any number of workers one gets it; undefined: nothing to do.
   */
  claimJob(claim: {
    readonly kinds: readonly string[];
    readonly worker: string;
    readonly leaseMs: number;
    readonly nowMs: number;
  }): Promise<JobRow | undefined>;
  /** Also extends the lease, to `leaseUntilMs`. False: the job was cancelled, ended or taken by another worker – stop. */
  saveProgress(
    id: string,
    worker: string,
    progress: {
      readonly done: number;
      readonly total: number;
      readonly state: Uint8Array | null;
      readonly leaseUntilMs: number;
    },
  ): Promise<boolean>;
  /** Ends one's own job; false as in `saveProgress`, and then nothing is written. */
  endJob(
    id: string,
    worker: string,
    end: {
      readonly status: 'done' | 'failed';
      readonly result: string | null;
      readonly problem: string | null;
      readonly atMs: number;
    },
  ): Promise<boolean>;
  /** False when it had ended. How far it came is forgotten unless it is to be kept. */
  cancelJob(id: string, atMs: number, keep?: { readonly state: true }): Promise<boolean>;
  /** Those of a kind that were asked for before an instant go, whatever came of them; returns how many. */
  removeJobs(kind: string, beforeMs: number): Promise<number>;
}
