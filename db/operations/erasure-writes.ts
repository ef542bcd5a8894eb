/**
 * What a published row about erasing changes (LEDGER "Erasure"), as statements that both engines
 * understand; they run inside the transaction of its entry, in order.
 */
import { eq, sql, type SQL } from 'drizzle-orm';
import { bucketOf, markOf } from '../audience-marks';
import type { ErasureWrite } from '../append/rows';
import type { ByteSearch, Db, Tables } from './engine';
import { blanking } from './tallies';

const CHUNK = 500;

/** Where rows of an erased subject were: what `scrub` vacuums. */
export const ERASED_TABLES = [
  'event_personal',
  'event_bodies',
  'event_purposes',
  'outbox',
  'idempotency',
  'subjects',
  'identifiers',
  'tallies',
  'tally_runs',
  'exposures',
  'contacts',
  'audience_members',
  'sessions',
  'holds',
  'jobs',
  'erasure_requests',
  'service_erasures',
  'suppressions',
  'webhook_deliveries',
] as const;

export function erasureWrites(
  db: Db,
  tables: Tables,
  search: ByteSearch,
  { row, seq }: ErasureWrite,
): readonly SQL[] {
  const { suppressions, erasedSets, holds, erasureRequests, serviceErasures } = tables;
  switch (row.table) {
    case 'subject-erased':
      return [
        ...subjectErased(row.subject, row.keepBodies),
        ...blanking(db, tables, search, row.subject).map((one) => one.getSQL()),
      ];
    case 'suppression': {
      const { handle, erasedAtMs, sealed } = row;
      const set = { erasedAtMs, sealed };
      const insert = db.insert(suppressions).values({ handle, ...set });
      return [insert.onConflictDoUpdate({ target: suppressions.handle, set }).getSQL()];
    }
    case 'suppression-lifted':
      return [db.delete(suppressions).where(eq(suppressions.handle, row.handle)).getSQL()];
    case 'erased-set': {
      const told = db.insert(erasedSets).values({ seq, document: row.document });
      return [told.getSQL(), ...markedAsTold(row.seqs, seq)];
    }
    case 'hold': {
      const { id, ...set } = row.row;
      const insert = db.insert(holds).values({ id, ...set });
      return [insert.onConflictDoUpdate({ target: holds.id, set }).getSQL()];
    }
    case 'hold-ended':
      return [
        sql`update holds set ended_at_ms = ${row.atMs} where id = ${row.id} and ended_at_ms is null`,
      ];
    case 'erasure-request': {
      const { id, ...set } = row.row;
      const insert = db.insert(erasureRequests).values({ id, ...set });
      return [insert.onConflictDoUpdate({ target: erasureRequests.id, set }).getSQL()];
    }
    case 'service-erasure': {
      const { id, ...set } = row.row;
      const insert = db.insert(serviceErasures).values({ id, ...set });
      return [insert.onConflictDoUpdate({ target: serviceErasures.id, set }).getSQL()];
    }
  }
}

function subjectErased(subject: string, keepBodies: boolean): readonly SQL[] {
  const seqs = sql`(select seq from event_personal where subject = ${subject})`;
  const bodies = [
    sql`update event_bodies set json = null, opening = null, system = null where seq in ${seqs}`,
    sql`delete from event_purposes where seq in ${seqs}`,
  ];
  const named = (table: string, column: string) =>
    sql`delete from ${sql.identifier(table)} where ${sql.identifier(column)} = ${subject}`;
  return [
    sql`insert into erased_seqs (seq) select seq from event_personal where subject = ${subject} on conflict do nothing`,
    ...(keepBodies ? [] : bodies),
    sql`delete from outbox where id in ${seqs}`,
    // INVARIANT: last of those that ask which seqs were the subject's.
    named('event_personal', 'subject'),
    // A scope that names the subject is that of its own session, which is gone: nobody can ask again.
    sql`delete from idempotency where subject = ${subject} and scope like ${`%${subject}%`}`,
    sql`update idempotency set answer = '', subject = null where subject = ${subject}`,
    named('subjects', 'subject'),
    sql`delete from webhook_deliveries where handle in (select handle from identifiers where subject = ${subject})`,
    named('identifiers', 'subject'),
    named('tallies', 'subject'),
    named('exposures', 'subject'),
    named('contacts', 'subject'),
    ...leftAudiences(subject),
    sql`delete from sessions where kind in ('subject', 'device') and who = ${subject}`,
    named('holds', 'subject'),
    named('jobs', 'owned_by'),
  ];
}

function leftAudiences(subject: string): readonly SQL[] {
  const [bucket, mark] = [bucketOf(subject), markOf(subject)];
  return [
    sql`update audience_members set marks = replace(marks, ${mark}, '') where bucket = ${bucket} and replace(marks, ${mark}, '') <> marks`,
    sql`delete from audience_members where bucket = ${bucket} and marks = ''`,
  ];
}

function markedAsTold(seqs: readonly number[], toldSeq: number): readonly SQL[] {
  const statements: SQL[] = [];
  for (let at = 0; at < seqs.length; at += CHUNK) {
    const chunk = sql.join(
      seqs.slice(at, at + CHUNK).map((seq) => sql`${seq}`),
      sql`, `,
    );
    statements.push(
      sql`update erased_seqs set told_seq = ${toldSeq} where told_seq is null and seq in (${chunk})`,
    );
  }
  return statements;
}
