import { eq, getTableColumns, inArray, isNull, and, sql, type SQL } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Facts } from '../append/judge';
import type { Plan } from '../append/plan';
import { erasureWrites } from '../operations/erasure-writes';
import * as t from '../schema/postgres';
import { byteSearch } from './byte-search';
import { asShared, type PgDb } from './connection';

/** Writes a planned group; the counter row is held. */
export async function writeRows(tx: PgDb, { rows, head }: Plan, facts: Facts): Promise<void> {
  const db = asShared(tx);
  await insert(tx, t.events, rows.events);
  await insert(tx, t.eventBodies, rows.eventBodies);
  await insert(tx, t.eventPurposes, rows.eventPurposes);
  await insert(tx, t.eventPersonal, rows.eventPersonal);
  await insert(tx, t.outbox, rows.outbox);
  await insert(tx, t.idempotency, rows.idempotency);
  await insert(tx, t.catalogues, rows.catalogues);

  const subjects = [...rows.subjects.values()];
  // A subject that was not there when the group was judged must still not be: plain insert.
  await insert(
    tx,
    t.subjects,
    subjects.filter(({ subject }) => !facts.revisions.has(subject)),
  );
  const known = subjects.filter(({ subject }) => facts.revisions.has(subject));
  await upsert(tx, t.subjects, known, t.subjects.subject, ['subject', 'createdAtMs']);

  if (rows.removedHandles.size > 0) {
    const removed = inArray(t.identifiers.handle, [...rows.removedHandles]);
    await db.delete(t.identifiers).where(removed);
  }
  await insert(tx, t.identifiers, [...rows.identifiers.values()]);
  await upsert(tx, t.apiKeys, [...rows.apiKeys.values()], t.apiKeys.id, ['id']);
  for (const [id, atMs] of rows.revoked) {
    const live = and(eq(t.apiKeys.id, id), isNull(t.apiKeys.revokedAtMs));
    await db.update(t.apiKeys).set({ revokedAtMs: atMs }).where(live);
  }
  await upsert(tx, t.officers, [...rows.officers.values()], t.officers.id, ['id']);
  for (const erasure of rows.erasures) {
    for (const statement of erasureWrites(db, t, byteSearch, erasure)) await tx.execute(statement);
  }
  await db.update(t.head).set(head);
}

/**
 * A column is one array parameter: the statement is the same for one row or a thousand, and
 * building it costs nothing a row.
 */
async function insert<Table extends SQLiteTable>(
  db: PgDb,
  table: Table,
  rows: readonly Table['$inferInsert'][],
  onConflict: SQL = sql``,
): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.entries(getTableColumns(table));
  const names = columns.map(([, column]) => sql.identifier(column.name));
  const arrays = columns.map(([key, column]) => {
    const values = rows.map((row) => valueOf((row as Record<string, unknown>)[key]));
    return sql`${sql.param(values)}::${sql.raw(column.getSQLType())}[]`;
  });
  const [into, from] = [sql.join(names, sql`, `), sql.join(arrays, sql`, `)];
  await db.execute(sql`insert into ${table} (${into}) select * from unnest(${from})${onConflict}`);
}

/** Rows that are there take every column but the `kept` ones. */
async function upsert<Table extends SQLiteTable>(
  db: PgDb,
  table: Table,
  rows: readonly Table['$inferInsert'][],
  target: Table['_']['columns'][string],
  kept: readonly string[],
): Promise<void> {
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => !kept.includes(key));
  const set = columns.map(
    ([, { name }]) => sql`${sql.identifier(name)} = excluded.${sql.identifier(name)}`,
  );
  const action = sql` on conflict (${sql.identifier(target.name)}) do update set ${sql.join(set, sql`, `)}`;
  await insert(db, table, rows, action);
}

function valueOf(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.length);
  return value ?? null;
}
