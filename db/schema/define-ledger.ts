/** What stands around the log, once for both engines: its years, its signatures, who was erased, long work. */
import type { Kit } from './sqlite-kit';

export function defineLedgerTables(kit: Kit) {
  const { table, text, int, bytes } = kit;
  return {
    /** One row a log; the one without `closed_seq` is the head's. */
    logs: table('logs', {
      origin: text('origin').primaryKey(),
      firstSeq: int('first_seq').notNull(),
      closedSeq: int('closed_seq'),
      vkey: text('vkey'),
    }),
    /** Signed roots: triggers refuse every change of a row, as they do for anchors. */
    checkpoints: table(
      'checkpoints',
      {
        origin: text('origin').notNull(),
        size: int('size').notNull(),
        root: bytes('root').notNull(),
        text: text('text').notNull(),
        signedAtMs: int('signed_at_ms').notNull(),
      },
      (t) => [kit.primary(t.origin, t.size)],
    ),
    anchors: table(
      'anchors',
      {
        id: text('id').primaryKey(),
        origin: text('origin').notNull(),
        size: int('size').notNull(),
        kind: text('kind').notNull(),
        atMs: int('at_ms').notNull(),
        data: bytes('data').notNull(),
        detail: text('detail').notNull(),
      },
      (t) => [
        kit.index('anchors_origin', t.origin, t.size),
        kit.index('anchors_kind', t.origin, t.kind, t.size),
      ],
    ),
  };
}

export function defineErasureTables(kit: Kit) {
  const { table, text, int, bytes } = kit;
  return {
    suppressions: table('suppressions', {
      handle: text('handle').primaryKey(),
      erasedAtMs: int('erased_at_ms').notNull(),
      sealed: bytes('sealed').notNull(),
    }),
    /** INVARIANT: nothing here says which seqs went together (LEDGER "Erasure"). */
    erasedSeqs: table(
      'erased_seqs',
      { seq: int('seq').primaryKey(), toldSeq: int('told_seq') },
      (t) => [kit.index('erased_seqs_told', t.toldSeq)],
    ),
    erasedSets: table('erased_sets', {
      seq: int('seq').primaryKey(),
      document: text('document').notNull(),
    }),
    holds: table(
      'holds',
      {
        id: text('id').primaryKey(),
        subject: text('subject').notNull(),
        sealed: bytes('sealed').notNull(),
        sinceMs: int('since_ms').notNull(),
        untilMs: int('until_ms').notNull(),
        endedAtMs: int('ended_at_ms'),
      },
      (t) => [kit.index('holds_subject', t.subject)],
    ),
    erasureRequests: table(
      'erasure_requests',
      {
        id: text('id').primaryKey(),
        subject: text('subject'),
        sealed: bytes('sealed').notNull(),
        askedBy: text('asked_by').notNull(),
        askedWho: text('asked_who').notNull(),
        confirmedWho: text('confirmed_who'),
        status: text('status').notNull(),
        createdAtMs: int('created_at_ms').notNull(),
        decidedAtMs: int('decided_at_ms'),
      },
      (t) => [
        kit.index('erasure_requests_status', t.status, t.createdAtMs),
        kit.index('erasure_requests_subject', t.subject),
      ],
    ),
    serviceErasures: table(
      'service_erasures',
      {
        id: text('id').primaryKey(),
        subject: text('subject').notNull(),
        system: text('system').notNull(),
        handle: text('handle').notNull(),
        status: text('status').notNull(),
        askedAtMs: int('asked_at_ms').notNull(),
        answeredAtMs: int('answered_at_ms'),
      },
      (t) => [
        kit.index('service_erasures_system', t.system, t.status, t.askedAtMs),
        kit.index('service_erasures_subject', t.subject),
      ],
    ),
  };
}

export function defineJobTables(kit: Kit) {
  const { table, text, int, bytes } = kit;
  return {
    jobs: table(
      'jobs',
      {
        id: text('id').primaryKey(),
        kind: text('kind').notNull(),
        ownedBy: text('owned_by').notNull(),
        sealed: bytes('sealed').notNull(),
        status: text('status').notNull(),
        done: int('done').notNull(),
        total: int('total').notNull(),
        state: bytes('state'),
        result: text('result'),
        problem: text('problem'),
        createdAtMs: int('created_at_ms').notNull(),
        leaseUntilMs: int('lease_until_ms'),
        worker: text('worker'),
        endedAtMs: int('ended_at_ms'),
      },
      (t) => [
        kit.index('jobs_status', t.status, t.createdAtMs),
        kit.index('jobs_owner', t.ownedBy, t.createdAtMs),
      ],
    ),
  };
}

/** What must outlive a restore of the other store; names differ from its tables, since a small deployment shares a database. */
export function defineKeptTables(kit: Kit) {
  const { table, text, int, bytes } = kit;
  return {
    tombstones: table('tombstones', {
      mac: text('mac').primaryKey(),
      atMs: int('at_ms').notNull(),
    }),
    keptSuppressions: table('kept_suppressions', {
      handle: text('handle').primaryKey(),
      atMs: int('at_ms').notNull(),
      sealed: bytes('sealed').notNull(),
    }),
    keptWithdrawals: table(
      'kept_withdrawals',
      {
        seq: int('seq').notNull(),
        atMs: int('at_ms').notNull(),
        handle: text('handle').notNull(),
        sealed: bytes('sealed').notNull(),
      },
      (t) => [kit.primary(t.seq, t.handle), kit.index('kept_withdrawals_handle', t.handle)],
    ),
  };
}
