import { sql } from 'drizzle-orm';
import { unfitDatabase } from '../problem';
import { journalTable, pendingMigrations, type MigrationSet } from '../schema/migrations';
import { rowsOf, type PgConnection, type PgDb } from './connection';

/** Any number that nobody else uses as a lock in this database. */
const MIGRATION_LOCK = 7_108_251;

/**
 * Brings a database to this version's schema and then runs `first`, all in one transaction under
 * one lock: of two nodes that start together, one does it and the other finds it done.
 */
export async function migratePostgres(
  connection: PgConnection,
  set: MigrationSet,
  first: (db: PgDb) => Promise<void>,
): Promise<void> {
  try {
    await connection.db.transaction((db) => migrate(db, connection.where, set, first));
  } catch (error) {
    throw unfitDatabase(connection.where, error);
  }
}

async function migrate(
  db: PgDb,
  where: string,
  set: MigrationSet,
  first: (db: PgDb) => Promise<void>,
): Promise<void> {
  const journal = sql.identifier(journalTable(set));
  await db.execute(sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`);
  // A migration on live data may take longer than any request.
  await db.execute(sql`set local statement_timeout = 0`);
  await db.execute(
    sql`create table if not exists ${journal} (id bigint primary key, applied_at timestamptz not null default now())`,
  );
  const applied = await rowsOf<{ id: string }>(db, sql`select id from ${journal}`);
  const ids = applied.map(({ id }) => Number(id));
  for (const { id, statements } of pendingMigrations(set, ids, where)) {
    for (const statement of statements) await db.execute(sql.raw(statement));
    await db.execute(sql`insert into ${journal} (id) values (${id})`);
  }
  await first(db);
}
