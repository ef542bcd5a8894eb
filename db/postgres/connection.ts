/**
 * A PostgreSQL behind one Drizzle database: a pool to a server, or PGlite inside this process
 * (loaded only when a URL asks for it).
 */
import { sql, type SQL } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import pg from 'pg';
import type { Db } from '../operations/engine';
import { plainError } from '../plain-errors';
import { DatabaseProblem } from '../problem';
import { openPglite } from './pglite';

export type PgDb = PgDatabase<PgQueryResultHKT, Record<string, never>>;

export interface PgConnection {
  readonly db: PgDb;
  /** For people: `PostgreSQL 15.18`. */
  readonly version: string;
  /** Without the password. */
  readonly where: string;
  /** Runs statements outside any transaction, for as long as they take. */
  maintain(statements: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

const POOL = {
  max: 10,
  connectionTimeoutMillis: 5_000,
  statement_timeout: 15_000,
  idle_in_transaction_session_timeout: 30_000,
  keepAlive: true,
  application_name: 'nattoku',
};

export function isPostgresUrl(url: string): boolean {
  return /^(postgres(ql)?:\/\/|pglite:)/.test(url);
}

export async function connectPostgres(url: string): Promise<PgConnection> {
  if (url.startsWith('pglite:')) return openPglite(url);
  const pool = new pg.Pool({ ...POOL, connectionString: url });
  // A connection that breaks is replaced; its running query reports what is wrong. Without a
  // listener on each client, a failover would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = drizzle(pool) as unknown as PgDb;
  try {
    const [row] = await rowsOf<{ version: string }>(
      db,
      sql`select split_part(current_setting('server_version'), ' ', 1) as version`,
    );
    await checkDurability(db);
    const { host, pathname } = new URL(url);
    const version = `PostgreSQL ${row?.version ?? ''}`;
    return {
      db,
      version,
      where: `${host}${pathname}`,
      maintain: (statements) => maintain(pool, statements),
      close: () => pool.end(),
    };
  } catch (error) {
    await pool.end();
    throw plainError(error);
  }
}

async function maintain(pool: pg.Pool, statements: readonly string[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('set statement_timeout = 0');
    for (const statement of statements) await client.query(statement);
  } finally {
    // Ended, not given back: its settings are its own.
    client.release(true);
  }
}

/** Rows of a hand-written query; every number arrives as PostgreSQL's driver gives it (bigint as text). */
export async function rowsOf<Row>(db: PgDb, query: SQL): Promise<readonly Row[]> {
  const result = (await db.execute(query)) as unknown as { rows: Row[] };
  return result.rows;
}

/** The one seam where PostgreSQL passes as the dialect that the shared operations are typed in. */
export function asShared(db: PgDb): Db {
  return db as unknown as Db;
}

/** An acknowledged commit must survive the power: refuse a server that is set not to promise it. */
async function checkDurability(db: PgDb): Promise<void> {
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    const [row] = await rowsOf<{ value: string }>(
      db,
      sql`select current_setting(${setting}) as value`,
    );
    if (row?.value === 'off') {
      throw new DatabaseProblem(
        `The PostgreSQL server has ${setting}=off: commits would not be durable. Turn it on.`,
      );
    }
  }
}
