/**
 * The part of the storage port about audiences: that a system asked who of many may be chosen, for
 * what, and who was among them – for the people themselves to read. Instants are milliseconds.
 */

export interface AudienceRow {
  /** Of the event that says so in the log. */
  readonly id: string;
  readonly system: string;
  readonly touchpoint: string;
  /** Campaign and segment in words, encrypted. */
  readonly sealed: Uint8Array;
  readonly atMs: number;
}

/** What was judged since the part before. */
export interface AudiencePart {
  readonly audience: string;
  /** No two of one audience are the same. */
  readonly part: number;
  /** Who was in it, as ids one behind the other (db/audience-marks.ts); nobody twice. */
  readonly subjects: Uint8Array;
  /** How many were asked about, whoever they are. */
  readonly asked: { readonly touchpoint: string; readonly day: string; readonly count: number };
}

export interface AudienceStore {
  putAudience(row: AudienceRow): Promise<void>;
  /** Many at once: a part of a few people costs as much as one of many. */
  addAudiencePart(part: AudiencePart): Promise<void>;
  /** Which audiences any of these subjects was in, newest first, each once. */
  audiencesOf(
    subjects: readonly string[],
    sinceMs: number,
    limit: number,
  ): Promise<readonly AudienceRow[]>;
}
