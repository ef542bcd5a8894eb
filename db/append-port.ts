/** What is written in one transaction: entries, what lies beside them, states, identifiers, rows. */
import type { ErasurePublishedRow } from './erasure-port';
import type { ApiKeyRow, OfficerRow } from './principals-port';

export const ENTRY_KINDS = [
  'event',
  'notice',
  'catalogue',
  'erasure',
  'erased-set',
  'key',
  'freeze',
  'restore',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** The parts of an entry that are known before its transaction: all but `t` (LEDGER "Entry"). */
export interface LeafParts {
  readonly k: EntryKind;
  /** base64url 32-byte commitments or digest, as the kind requires. */
  readonly b?: string;
  readonly p?: string;
  readonly d?: string;
}

/** The counter row. `seq` is the deployment's revision: the number of leaves ever appended. */
export interface Head {
  readonly seq: number;
  /** Unix seconds of the newest entry; never decreasing. */
  readonly t: number;
  /** Changes with every restore. */
  readonly epoch: string;
  /** Name of the current log, e.g. `localhost/2026`. */
  readonly origin: string;
  readonly firstSeq: number;
  /** Compact range of the current log: the ≤ 64 roots of its perfect subtrees, largest first, 32 bytes each. */
  readonly range: Uint8Array;
  /** Tree root over `seq − firstSeq + 1` leaves; SHA-256("") for none. */
  readonly root: Uint8Array;
}

export interface SealedLeaf {
  /** Exact entry bytes (RFC 8785). */
  readonly entry: Uint8Array;
  readonly leafHash: Uint8Array;
}

/**
 * Pure: turns leaf parts into entries, hashes and the next right edge. Given to the engine by
 * `lib/record`, so that the storage layer knows bytes only.
 */
export type AdvanceLedger = (
  edge: { readonly size: number; readonly range: Uint8Array },
  t: number,
  leaves: readonly LeafParts[],
) => {
  readonly range: Uint8Array;
  readonly root: Uint8Array;
  readonly leaves: readonly SealedLeaf[];
};

/** What of an event lies beside the log and can be erased. */
export interface PreparedEvent {
  readonly eventId: string;
  readonly leaf: LeafParts;
  /** JCS of the body, and the 32 random bytes that open `b`; null for announcements (`d`). */
  readonly body: { readonly json: string; readonly opening: Uint8Array } | null;
  /** Encrypted JCS of the personal part under the subject's key; null where there is none. */
  readonly personal: {
    readonly subject: string;
    /** Revision of the subject's chain; null on an officer's own event. */
    readonly n: number | null;
    readonly sealed: Uint8Array;
    /** 32 random bytes that go into `opening_p`. */
    readonly random: Uint8Array;
  } | null;
  /** What the log can be searched by. `purposes` may hold `*`. */
  readonly search: {
    readonly type: string;
    readonly by: string;
    readonly surface: string;
    readonly receivedAtMs: number;
    readonly system: string | null;
    readonly purposes: readonly string[];
  };
  /** Outbox topic (one row an event); null where nobody is told. */
  readonly topic: string | null;
}

/** An event short of what only its writer needs: `b`, and the personal part under its key. */
export interface UnsealedEvent extends Omit<PreparedEvent, 'leaf' | 'body' | 'personal'> {
  /** `b` commits to the body. */
  readonly leaf: { readonly k: 'event'; readonly p: string };
  readonly body: NonNullable<PreparedEvent['body']>;
  readonly personal: Omit<NonNullable<PreparedEvent['personal']>, 'sealed'>;
  /** Encrypted for `personal`: the JCS text, under these 32 bytes. Never written. */
  readonly unsealed: { readonly key: Uint8Array; readonly json: string };
}

/**
 * Makes an event ready to be written. Given to the engine by `lib/record`; called before the
 * transaction, where the engine writes on a thread of its own there.
 */
export type SealEvent = (event: UnsealedEvent) => PreparedEvent;

/** The state of a subject as it will stand after the commit. Every member of a joined group gets a row. */
export interface StateWrite {
  readonly subject: string;
  /** The subject that leads its joined group; itself when alone. */
  readonly leader: string;
  readonly n: number;
  /** `p` commitment of the newest event of the chain (base64url). */
  readonly head: string;
  readonly state: Uint8Array;
  /** HMAC over (length-prefixed subject, n, head, state): checked on load. */
  readonly seal: Uint8Array;
}

export interface IdentifierWrite {
  /** `h1_…`: unique over the deployment (systems derive with different keys). */
  readonly handle: string;
  readonly system: string;
  readonly subject: string;
  /** The identifier itself under the subject's key, for mail and the person's own eyes; null if not kept. */
  readonly sealed: Uint8Array | null;
}

/** Rows that are published by an event and commit with it or not at all. */
export type PublishedRow =
  | {
      readonly table: 'catalogue';
      readonly version: number;
      readonly digest: string;
      readonly publishedAtMs: number;
      readonly document: string;
    }
  | { readonly table: 'api-key'; readonly row: ApiKeyRow }
  | { readonly table: 'api-key-revoked'; readonly id: string; readonly atMs: number }
  | { readonly table: 'officer'; readonly row: OfficerRow }
  | { readonly table: 'identifier-removed'; readonly handle: string }
  | ErasurePublishedRow;

/** The revision the writer saw; `n: 0` means the subject must not exist. */
export interface ExpectedState {
  readonly subject: string;
  readonly n: number;
  /**
   * Named by who did not read the row anew: revision of the log at which it was written last. A
   * replay of somebody else's history may write a state again without an event in its own chain.
   */
  readonly seq?: number;
}

export interface PreparedCommit {
  readonly expected: readonly ExpectedState[];
  readonly idempotency: {
    /** Principal and route. */
    readonly scope: string;
    readonly key: string;
    readonly payloadHash: string;
    /** JSON stored and given again on a replay; '' once its subject is erased. */
    readonly answer: string;
    /** Whom the answer mentions: erasing them empties it. */
    readonly subject: string | null;
  } | null;
  readonly events: readonly (PreparedEvent | UnsealedEvent)[];
  readonly states: readonly StateWrite[];
  readonly identifiers: readonly IdentifierWrite[];
  readonly rows: readonly PublishedRow[];
  /** Overrides the engine's clock (seconds); still never below the head's `t`. Seeds and tests only. */
  readonly t: number | null;
  /** The log its personal openings were derived for; when another is current the result is a conflict. Absent: any. */
  readonly origin?: string;
}
export interface SealedCommit extends PreparedCommit {
  readonly events: readonly PreparedEvent[];
}

export type AppendResult =
  | { readonly ok: true; readonly seqs: readonly number[]; readonly t: number }
  /** An expected revision, a handle or a catalogue version was taken: read again and retry. Nothing was written. */
  | { readonly ok: false; readonly reason: 'conflict' }
  /** The idempotency key was used: nothing was written. `seq` is that of the first commit's last event. */
  | {
      readonly ok: false;
      readonly reason: 'replay';
      readonly payloadHash: string;
      readonly answer: string;
      readonly seq: number;
    };
