/** The part of the storage port about what was asked, shown and sent. Instants are milliseconds. */

export interface TallyWrite {
  readonly subject: string;
  readonly touchpoint: string;
  /** ISO day in UTC. */
  readonly day: string;
  /** The reason given. */
  readonly outcome: string;
  readonly count: number;
}
/** Many counts of one day, as bytes: `db/operations/tally-run.ts` says how. */
export interface TallyRun {
  readonly day: string;
  readonly names: readonly (readonly [touchpoint: string, outcome: string])[];
  /** 24 bytes each: the 128 bits of a subject's id, the number of a name, a count. */
  readonly entries: Uint8Array;
}
/** What a system reported, under its own name of it: counted once. */
export interface TallyBatch {
  readonly scope: string;
  readonly key: string;
  readonly payloadHash: string;
  readonly atMs: number;
}
export interface ExposureRow {
  readonly id: string;
  readonly subject: string;
  readonly touchpoint: string;
  readonly atMs: number;
  readonly receivedAtMs: number;
  readonly decisionId: string | null;
  /** `because`, in words, under the subject's key. */
  readonly sealed: Uint8Array;
}
export interface OutboxRow {
  readonly id: number;
  readonly seq: number;
  readonly topic: string;
  readonly eventId: string;
}
export interface MailRow {
  readonly id: string;
  readonly sealed: Uint8Array;
  readonly createdAtMs: number;
}
export interface ActivityStore {
  /** Adds the counts. */
  addTallies(rows: readonly TallyWrite[], runs?: readonly TallyRun[]): Promise<void>;
  /** The same, once a batch: `again` when it was counted before, `reused` when it was another then. */
  addTalliesOnce(
    batch: TallyBatch,
    rows: readonly TallyWrite[],
  ): Promise<'added' | 'again' | 'reused'>;
  /** The newest day on which each place was asked about, since this one; places without are left out. */
  askedPlaces(
    sinceDay: string,
  ): Promise<
    readonly { readonly touchpoint: string; readonly day: string; readonly count: number }[]
  >;
  talliesOf(subjects: readonly string[], sinceDay: string): Promise<readonly TallyWrite[]>;
  /** False when this id was reported before (nothing written). */
  putExposure(row: ExposureRow): Promise<boolean>;
  exposuresOf(
    subjects: readonly string[],
    sinceMs: number,
    limit: number,
  ): Promise<readonly ExposureRow[]>;
  /** Everybody's, newest first; a page goes on before its last row. */
  exposuresSince(
    sinceMs: number,
    page: {
      readonly before?: { readonly atMs: number; readonly id: string };
      readonly limit: number;
    },
  ): Promise<readonly ExposureRow[]>;
  contactsOf(
    subjects: readonly string[],
    sinceMs: number,
  ): Promise<readonly { readonly channel: string; readonly atMs: number }[]>;
  /**
   * Takes one message out of the shared budget: written only if every limit still leaves room,
   * counted and written atomically, so that two systems cannot both take the last one.
   */
  reserveContact(
    subjects: readonly string[],
    contact: { readonly channel: string; readonly atMs: number },
    limits: readonly {
      readonly channel: string | null;
      readonly sinceMs: number;
      readonly max: number;
    }[],
  ): Promise<boolean>;
  outboxAfter(id: number, limit: number): Promise<readonly OutboxRow[]>;
  putMail(row: MailRow): Promise<void>;
  /** Newest first. */
  listMail(limit: number): Promise<readonly MailRow[]>;
}
