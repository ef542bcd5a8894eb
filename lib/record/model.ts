/**
 * The one way to write (DESIGN §6). Everything that changes what is known, said or allowed is
 * an event here; event, projection and leaf commit together or not at all.
 */
import type { EntryKind, IdentifierWrite, PublishedRow } from '../../db/port';
import type { EventBody } from '../choice/model';
import type { Identifier, Principal } from '../identity/model';
import type { ErrorCode } from '../errors';

/** Omit that keeps a union a union. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** What a caller states; `by` and `receivedAtMs` are the server's to set. */
export type NewBody = Without<EventBody, 'by' | 'receivedAtMs' | 'system'>;

export interface NewPersonalEvent {
  readonly about: 'subject';
  readonly body: NewBody;
  /** Personal words or references: encrypted, never in the body (evidence, told words, officer, ground details). */
  readonly evidence?: Readonly<Record<string, string | number | boolean>>;
  /** join/split: the other subject; undo, told, contest-received: event id; contest: exposure id. */
  readonly of?: string;
}
/** An officer's own event (role, export): names the principal in the personal part, without n and prev. */
export interface NewOfficerEvent {
  readonly about: 'officer';
  readonly body: NewBody;
  readonly evidence?: Readonly<Record<string, string | number | boolean>>;
}
/** Announces a document: the leaf carries the base64url SHA-256 of its bytes (`d`). */
export interface NewAnnouncement {
  readonly about: 'deployment';
  readonly kind: Extract<
    EntryKind,
    'notice' | 'catalogue' | 'key' | 'freeze' | 'restore' | 'erased-set'
  >;
  readonly document: string;
}
/** Erases the subject the request is about, with everyone they are joined with: alone in its request. */
export interface NewErasure {
  readonly about: 'erasure';
  readonly body: Extract<NewBody, { type: 'erasure' }>;
  /** Bodies stay as provable facts about nobody. */
  readonly keepBodies: boolean;
}
export type NewEvent = NewPersonalEvent | NewOfficerEvent | NewAnnouncement | NewErasure;

/** Whose events these are. An unseen identifier creates its subject; `create` makes one without identifier. */
export type About =
  | { readonly subject: string }
  | { readonly identifier: Identifier; readonly keepSealed?: boolean }
  | { readonly create: true };

export interface CommitRequest {
  readonly actor: Principal;
  /** Absent for officers' own events and announcements. */
  readonly about?: About;
  readonly idempotency?: {
    readonly scope: string;
    readonly key: string;
    readonly payloadHash: string;
  };
  /** Revision the caller saw; absent: take the newest and retry on a race. */
  readonly expected?: number;
  readonly events: readonly NewEvent[];
  readonly identifiers?: readonly Omit<IdentifierWrite, 'subject'>[];
  readonly rows?: readonly PublishedRow[];
}

export interface CommittedEvent {
  readonly eventId: string;
  readonly seq: number;
  readonly notPainted: readonly string[];
}
export type CommitOutcome =
  | {
      readonly ok: true;
      /** The subject written about; absent when none. */
      readonly subject?: string;
      readonly events: readonly CommittedEvent[];
      readonly seq: number;
      readonly replayed: boolean;
    }
  | {
      readonly ok: false;
      /** Closed set; `field` is a JSON pointer into the choice where one field is to blame. */
      readonly reason: ErrorCode;
      readonly field?: string;
      readonly detail?: string;
    };
