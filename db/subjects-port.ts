/** Who is known, by which handles, and the state of each. */
import type { IdentifierWrite, StateWrite } from './append-port';
import type { NameList } from './name-list';

export interface SubjectRow extends StateWrite {
  readonly createdAtMs: number;
}

export interface ChangedPerson extends SubjectRow {
  readonly handle: string;
  readonly system: string;
  /** Of the last writing. */
  readonly seq: number;
}

export interface SubjectGroup {
  /** The one that was asked about. */
  readonly subject: string;
  readonly rows: readonly SubjectRow[];
}

export interface SubjectStore {
  /** In the order asked; undefined where nobody has seen the handle. */
  findByHandles(handles: readonly string[]): Promise<readonly (SubjectRow | undefined)[]>;
  findSubjects(subjects: readonly string[]): Promise<readonly (SubjectRow | undefined)[]>;
  /** Whose handles these are, of many who are read next, as one run of bytes (db/owner-run.ts). */
  ownerRunOf(handles: NameList): Promise<Buffer>;
  /** The states of many as one run of bytes (db/state-run.ts). */
  stateRunOf(subjects: NameList): Promise<Buffer>;
  /** All subjects led by this one, itself included. */
  membersOf(leader: string): Promise<readonly SubjectRow[]>;
  /** A subject with everyone it is joined with, itself included, in one read; undefined when unseen. */
  findGroup(
    by: { readonly handle: string } | { readonly subject: string },
  ): Promise<SubjectGroup | undefined>;
  identifiersOf(subjects: readonly string[]): Promise<readonly IdentifierWrite[]>;
  /** Whom a system knows, under its own handles, page by page in the order of handles. */
  subjectsOfSystem(
    system: string,
    page: { readonly after?: string; readonly limit: number },
  ): Promise<readonly (SubjectRow & { readonly handle: string })[]>;
  countSubjects(): Promise<number>;
  /** By system, how many of its identifiers there are, and how many are of people known by more than one subject. */
  countIdentifiers(): Promise<
    readonly { readonly system: string; readonly identifiers: number; readonly joined: number }[]
  >;
  /** Everybody's id, page by page in the order of ids: a restore looks at each. */
  subjectIds(page: { readonly after?: string; readonly limit: number }): Promise<readonly string[]>;
}
