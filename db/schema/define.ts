/**
 * The tables, once for both engines (DESIGN §7): equal names, equal columns. A kit says how an
 * engine spells a text, a whole number (instants are milliseconds) and bytes; lists are JSON in
 * text. Everything is typed as the SQLite kit; `postgres.ts` casts its own kit once.
 */
import { sql } from 'drizzle-orm';
import type { Kit } from './sqlite-kit';

export function defineLogTables(kit: Kit) {
  const { table, text, int, bytes } = kit;
  return {
    /** One row: the counter. */
    head: table('head', {
      id: int('id').primaryKey(),
      seq: int('seq').notNull(),
      t: int('t').notNull(),
      epoch: text('epoch').notNull(),
      origin: text('origin').notNull(),
      firstSeq: int('first_seq').notNull(),
      range: bytes('range').notNull(),
      root: bytes('root').notNull(),
    }),
    /** The log: triggers refuse every change of a row (SEC-24). */
    events: table(
      'events',
      {
        seq: int('seq').primaryKey(),
        t: int('t').notNull(),
        kind: text('kind').notNull(),
        entry: bytes('entry').notNull(),
        leafHash: bytes('leaf_hash').notNull(),
      },
      (t) => [kit.indexWhere('events_erasures', sql`kind = 'erasure'`, t.seq)],
    ),
    eventBodies: table(
      'event_bodies',
      {
        seq: int('seq').primaryKey(),
        eventId: text('event_id').notNull(),
        json: text('json'),
        opening: bytes('opening'),
        type: text('type').notNull(),
        by: text('by').notNull(),
        surface: text('surface').notNull(),
        receivedAtMs: int('received_at_ms').notNull(),
        system: text('system'),
      },
      (t) => [
        kit.unique('event_bodies_event_id', t.eventId),
        kit.index('event_bodies_type', t.type, t.seq),
        kit.index('event_bodies_received', t.receivedAtMs),
      ],
    ),
    eventPurposes: table(
      'event_purposes',
      { purpose: text('purpose').notNull(), seq: int('seq').notNull() },
      (t) => [kit.primary(t.purpose, t.seq), kit.index('event_purposes_seq', t.seq)],
    ),
    eventPersonal: table(
      'event_personal',
      {
        seq: int('seq').primaryKey(),
        eventId: text('event_id').notNull(),
        subject: text('subject').notNull(),
        n: int('n'),
        sealed: bytes('sealed').notNull(),
        random: bytes('random').notNull(),
      },
      (t) => [kit.index('event_personal_subject', t.subject, t.seq)],
    ),
    idempotency: table(
      'idempotency',
      {
        scope: text('scope').notNull(),
        key: text('key').notNull(),
        payloadHash: text('payload_hash').notNull(),
        answer: text('answer').notNull(),
        seq: int('seq').notNull(),
        createdAtMs: int('created_at_ms').notNull(),
        /** Whom the answer mentions: erasing them empties it. */
        subject: text('subject'),
      },
      (t) => [
        kit.primary(t.scope, t.key),
        kit.index('idempotency_created', t.createdAtMs),
        kit.index('idempotency_subject', t.subject),
      ],
    ),
    /** One row an event that somebody is told about; its id is the event's seq, so ids are in commit order. */
    outbox: table('outbox', {
      id: int('id').primaryKey(),
      topic: text('topic').notNull(),
      eventId: text('event_id').notNull(),
    }),
  };
}

export function defineSubjectTables(kit: Kit) {
  const { table, text, int, bytes } = kit;
  return {
    subjects: table(
      'subjects',
      {
        subject: text('subject').primaryKey(),
        leader: text('leader').notNull(),
        n: int('n').notNull(),
        head: text('head').notNull(),
        state: bytes('state').notNull(),
        seal: bytes('seal').notNull(),
        /** Revision at which this row was last written: what `changedSince` reads. */
        seq: int('seq').notNull(),
        createdAtMs: int('created_at_ms').notNull(),
      },
      (t) => [kit.index('subjects_leader', t.leader), kit.index('subjects_seq', t.seq)],
    ),
    identifiers: table(
      'identifiers',
      {
        handle: text('handle').primaryKey(),
        system: text('system').notNull(),
        subject: text('subject').notNull(),
        sealed: bytes('sealed'),
      },
      (t) => [
        kit.index('identifiers_subject', t.subject),
        kit.index('identifiers_system', t.system, t.handle),
      ],
    ),
    catalogues: table('catalogues', {
      version: int('version').primaryKey(),
      digest: text('digest').notNull(),
      publishedAtMs: int('published_at_ms').notNull(),
      document: text('document').notNull(),
    }),
    apiKeys: table('api_keys', {
      id: text('id').primaryKey(),
      name: text('name').notNull(),
      system: text('system').notNull(),
      scopes: text('scopes').notNull(),
      touchpoints: text('touchpoints').notNull(),
      mac: bytes('mac').notNull(),
      createdAtMs: int('created_at_ms').notNull(),
      expiresAtMs: int('expires_at_ms').notNull(),
      revokedAtMs: int('revoked_at_ms'),
      limitPerSecond: int('limit_per_second'),
    }),
    officers: table(
      'officers',
      {
        id: text('id').primaryKey(),
        handle: text('handle').notNull(),
        sealed: bytes('sealed').notNull(),
        roles: text('roles').notNull(),
        createdAtMs: int('created_at_ms').notNull(),
        removedAtMs: int('removed_at_ms'),
      },
      (t) => [kit.index('officers_handle', t.handle)],
    ),
  };
}

export function defineActivityTables(kit: Kit) {
  const { table, text, int, bytes } = kit;
  return {
    sessions: table(
      'sessions',
      {
        id: text('id').primaryKey(),
        kind: text('kind').notNull(),
        who: text('who').notNull(),
        createdAtMs: int('created_at_ms').notNull(),
        expiresAtMs: int('expires_at_ms').notNull(),
        endedAtMs: int('ended_at_ms'),
      },
      (t) => [
        kit.index('sessions_who', t.kind, t.who),
        kit.index('sessions_expires', t.expiresAtMs),
      ],
    ),
    signIns: table(
      'sign_ins',
      {
        id: text('id').primaryKey(),
        pageId: text('page_id').notNull(),
        purpose: text('purpose').notNull(),
        codeMac: bytes('code_mac').notNull(),
        sealed: bytes('sealed').notNull(),
        createdAtMs: int('created_at_ms').notNull(),
        expiresAtMs: int('expires_at_ms').notNull(),
        tries: int('tries').notNull(),
        usedAtMs: int('used_at_ms'),
      },
      (t) => [kit.index('sign_ins_page', t.pageId), kit.index('sign_ins_expires', t.expiresAtMs)],
    ),
    tallies: table(
      'tallies',
      {
        subject: text('subject').notNull(),
        day: text('day').notNull(),
        touchpoint: text('touchpoint').notNull(),
        outcome: text('outcome').notNull(),
        count: int('count').notNull(),
      },
      (t) => [kit.primary(t.subject, t.day, t.touchpoint, t.outcome)],
    ),
    /** Counts as bytes (db/operations/tally-run.ts); `changes` grows with each erasure from them. */
    tallyRuns: table(
      'tally_runs',
      {
        id: text('id').primaryKey(),
        bucket: int('bucket').notNull(),
        day: text('day').notNull(),
        changes: int('changes').notNull(),
        counts: bytes('counts').notNull(),
      },
      (t) => [kit.index('tally_runs_bucket', t.bucket, t.day)],
    ),
    /** Tallies of everybody together: which places are asked about at all. */
    askedPlaces: table(
      'asked_places',
      {
        touchpoint: text('touchpoint').notNull(),
        day: text('day').notNull(),
        count: int('count').notNull(),
      },
      (t) => [kit.primary(t.touchpoint, t.day)],
    ),
    exposures: table(
      'exposures',
      {
        id: text('id').primaryKey(),
        subject: text('subject').notNull(),
        touchpoint: text('touchpoint').notNull(),
        atMs: int('at_ms').notNull(),
        receivedAtMs: int('received_at_ms').notNull(),
        decisionId: text('decision_id'),
        sealed: bytes('sealed').notNull(),
      },
      (t) => [
        kit.index('exposures_subject', t.subject, t.atMs),
        kit.index('exposures_at', t.atMs, t.id),
      ],
    ),
    contacts: table(
      'contacts',
      {
        id: text('id').primaryKey(),
        subject: text('subject').notNull(),
        channel: text('channel').notNull(),
        atMs: int('at_ms').notNull(),
      },
      (t) => [kit.index('contacts_subject', t.subject, t.atMs)],
    ),
    mail: table(
      'mail',
      {
        id: text('id').primaryKey(),
        sealed: bytes('sealed').notNull(),
        createdAtMs: int('created_at_ms').notNull(),
      },
      (t) => [kit.index('mail_created', t.createdAtMs)],
    ),
  };
}

/** The key store's own tables: another file or database, never joined with the others. */
export function defineKeyTables(kit: Kit) {
  const { table, text, bytes } = kit;
  return {
    subjectKeys: table('subject_keys', {
      subject: text('subject').primaryKey(),
      wrapped: bytes('wrapped').notNull(),
    }),
    secrets: table('secrets', {
      name: text('name').primaryKey(),
      wrapped: bytes('wrapped').notNull(),
    }),
  };
}
