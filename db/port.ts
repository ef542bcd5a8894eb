/**
 * The storage port: plain asynchronous operations in domain terms (DESIGN §7). Two engines,
 * SQLite and PostgreSQL, answer it alike; one contract suite holds them to it. Row types of
 * an ORM never pass this file. Instants are integer milliseconds; `t` is Unix seconds.
 */
import type { ActivityStore } from './activity-port';
import type { AppendResult, EntryKind, Head, PreparedCommit, PreparedEvent } from './append-port';
import type { AudienceStore } from './audience-port';
import type { ErasureStore } from './erasure-port';
import type { JobStore } from './jobs-port';
import type { LedgerStore } from './ledger-port';
import type { CatalogueStore, PrincipalStore } from './principals-port';
import type { SignInStore } from './sign-in-port';
import type { ChangedPerson, SubjectStore } from './subjects-port';
import type { WebhookStore } from './webhooks-port';

export type {
  ActivityStore,
  ExposureRow,
  MailRow,
  OutboxRow,
  TallyBatch,
  TallyRun,
  TallyWrite,
} from './activity-port';
export type {
  AdvanceLedger,
  AppendResult,
  EntryKind,
  ExpectedState,
  Head,
  IdentifierWrite,
  LeafParts,
  PreparedCommit,
  PreparedEvent,
  PublishedRow,
  SealedCommit,
  SealedLeaf,
  SealEvent,
  StateWrite,
  UnsealedEvent,
} from './append-port';
export type { AudiencePart, AudienceRow, AudienceStore } from './audience-port';
export type {
  ErasurePublishedRow,
  ErasureRequestRow,
  ErasureStore,
  HoldRow,
  KeptStore,
  KeptSuppression,
  KeptWithdrawal,
  ServiceErasureRow,
  Tombstone,
} from './erasure-port';
export type { JobRow, JobStatus, JobStore } from './jobs-port';
export type { KeyStore } from './keys-port';
export type { ApiKeyRow, CatalogueStore, OfficerRow, PrincipalStore } from './principals-port';
export type { SessionRow, SignInRow, SignInStore } from './sign-in-port';
export type { ChangedPerson, SubjectGroup, SubjectRow, SubjectStore } from './subjects-port';
export type { DeliveryRow, DeliveryStatus, WebhookRow, WebhookStore } from './webhooks-port';
export type {
  AnchorRow,
  CheckpointRow,
  HashLeaves,
  LeafRow,
  LedgerStore,
  LogRow,
} from './ledger-port';

export interface StoredEvent {
  readonly seq: number;
  readonly t: number;
  readonly kind: EntryKind;
  readonly entry: Uint8Array;
  readonly eventId: string | null;
  /** null once erased, and on announcements. */
  readonly body: PreparedEvent['body'];
  /** null once erased. */
  readonly personal: PreparedEvent['personal'];
}

export interface LogFilter {
  readonly fromMs?: number;
  /** Exclusive. */
  readonly toMs?: number;
  readonly types?: readonly string[];
  /** Matches events that name the purpose or sweep with `*`. */
  readonly purpose?: string;
  readonly surface?: string;
  readonly by?: string;
  /** All but what these did; announcements are nobody's. */
  readonly notBy?: string;
  readonly system?: string;
  /** Any of these subjects. */
  readonly subjects?: readonly string[];
  /** Page: entries with a lower (newest first) or higher (oldest first) seq than this. */
  readonly afterSeq?: number;
  readonly order: 'newest' | 'oldest';
  readonly limit: number;
}

export interface LogStore {
  /**
   * One durable transaction for the whole group, in the array's order: expected revisions and
   * idempotency are judged per commit, each result stands for its commit alone.
   * Throws only when nothing of the group was written.
   */
  append(group: readonly PreparedCommit[]): Promise<readonly AppendResult[]>;
  head(): Promise<Head>;
  /**
   * Subjects whose state changed after `seq`, and the seq up to which this is true; null: too
   * many, or somebody was erased – drop everything.
   */
  changedSince(
    seq: number,
  ): Promise<{ readonly seq: number; readonly subjects: readonly string[] | null }>;
  /**
   * Who of these systems' people was written after a place in the log, under each of their
   * handles, in the order of their last writing; read the head first to know up to where it is
   * complete. A page goes on after its last row.
   */
  changedPeople(
    systems: readonly string[],
    page: {
      readonly after: { readonly seq: number; readonly handle: string };
      readonly limit: number;
    },
  ): Promise<readonly ChangedPerson[]>;
  searchLog(filter: LogFilter): Promise<readonly StoredEvent[]>;
  countLog(filter: Omit<LogFilter, 'afterSeq' | 'order' | 'limit'>): Promise<number>;
  /** Oldest first. */
  eventsOf(subjects: readonly string[]): Promise<readonly StoredEvent[]>;
  findEvent(eventId: string): Promise<StoredEvent | undefined>;
  findReplay(
    scope: string,
    key: string,
  ): Promise<
    { readonly payloadHash: string; readonly answer: string; readonly seq: number } | undefined
  >;
}

export interface Store
  extends
    LogStore,
    LedgerStore,
    SubjectStore,
    CatalogueStore,
    PrincipalStore,
    SignInStore,
    ActivityStore,
    AudienceStore,
    ErasureStore,
    JobStore,
    WebhookStore {
  readonly engine: 'sqlite' | 'postgres';
  /** What runs underneath, for people: `SQLite 3.53.2`, `PostgreSQL 15.18`, `PGlite …`. */
  readonly engineVersion: string;
  /**
   * Cheap change detector for caches: a number that differs whenever another commit may have
   * happened. SQLite: read synchronously, once per event-loop tick. PostgreSQL: a query,
   * shared by everyone who asks while it runs.
   */
  revision(): number | Promise<number>;
  /**
   * SQLite: copies the database, as it stands now, into a new file that only this user reads,
   * in steps on this thread while writes go on; true. A file that is there throws. PostgreSQL:
   * false, nothing is written – `pg_dump` makes its backups, and the command runs it.
   */
  backupTo(file: string): Promise<boolean>;
  /** Throws when the database cannot answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
