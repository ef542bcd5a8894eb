import { eq, getTableColumns, inArray, isNull, and, sql, type SQL } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Facts } from '../append/judge';
import type { Plan } from '../append/plan';
import type { Db } from '../operations/engine';
import * as t from '../schema/postgres';
import { asShared, type PgDb } from './connection';

/** PostgreSQL takes 65,535 parameters a statement. */
const MOST_PARAMETERS = 60_000;

/** Writes a planned group; the counter row is held. */
export async function writeRows(tx: PgDb, { rows, head }: Plan, facts: Facts): Promise<void> {
  const db = asShared(tx);
  await insert(db, t.events, rows.events);
  await insert(db, t.eventBodies, rows.eventBodies);
  await insert(db, t.eventPurposes, rows.eventPurposes);
  await insert(db, t.eventPersonal, rows.eventPersonal);
  await insert(db, t.outbox, rows.outbox);
  await insert(db, t.idempotency, rows.idempotency);
  await insert(db, t.catalogues, rows.catalogues);

  const subjects = [...rows.subjects.values()];
  // A subject that was not there when the group was judged must still not be: plain insert.
  await insert(
    db,
    t.subjects,
    subjects.filter(({ subject }) => !facts.revisions.has(subject)),
  );
  const known = subjects.filter(({ subject }) => facts.revisions.has(subject));
  await upsert(db, t.subjects, known, t.subjects.subject, ['subject', 'createdAtMs']);

  if (rows.removedHandles.size > 0) {
    const removed = inArray(t.identifiers.handle, [...rows.removedHandles]);
    await db.delete(t.identifiers).where(removed);
  }
  await insert(db, t.identifiers, [...rows.identifiers.values()]);
  await upsert(db, t.apiKeys, [...rows.apiKeys.values()], t.apiKeys.id, ['id']);
  for (const [id, atMs] of rows.revoked) {
    const live = and(eq(t.apiKeys.id, id), isNull(t.apiKeys.revokedAtMs));
    await db.update(t.apiKeys).set({ revokedAtMs: atMs }).where(live);
  }
  await upsert(db, t.officers, [...rows.officers.values()], t.officers.id, ['id']);
  await db.update(t.head).set(head);
}

async function insert<Table extends SQLiteTable>(
  db: Db,
  table: Table,
  rows: readonly Table['$inferInsert'][],
): Promise<void> {
  for (const chunk of chunksOf(table, rows)) await db.insert(table).values(chunk);
}

/** Rows that are there take every column but the `kept` ones. */
async function upsert<Table extends SQLiteTable>(
  db: Db,
  table: Table,
  rows: readonly Table['$inferInsert'][],
  target: Table['_']['columns'][string],
  kept: readonly string[],
): Promise<void> {
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => !kept.includes(key));
  const set: Record<string, SQL> = {};
  for (const [key, column] of columns) set[key] = sql.raw(`excluded."${column.name}"`);
  for (const chunk of chunksOf(table, rows)) {
    await db
      .insert(table)
      .values(chunk)
      .onConflictDoUpdate({ target, set: set as Partial<Table['$inferInsert']> });
  }
}

function chunksOf<Table extends SQLiteTable>(
  table: Table,
  rows: readonly Table['$inferInsert'][],
): Table['$inferInsert'][][] {
  const size = Math.floor(MOST_PARAMETERS / Object.keys(getTableColumns(table)).length);
  const chunks = [];
  for (let at = 0; at < rows.length; at += size) chunks.push(rows.slice(at, at + size));
  return chunks;
}
