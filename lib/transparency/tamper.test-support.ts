/** Somebody with every right on the database, who drops the triggers first. */
import Database from 'better-sqlite3';
import pg from 'pg';
import type { Runtime } from '../runtime/model';

const SQLITE_TRIGGERS = ['events_no_update', 'events_no_delete', 'events_no_replace'];

/** Runs one statement on `events` or `head`; `?` stands for the parameters in order. */
export async function tamper(
  { env }: Runtime,
  statement: string,
  parameters: readonly (Uint8Array | number | string)[],
): Promise<void> {
  if (env.databaseUrl.startsWith('file:')) {
    const database = new Database(env.databaseUrl.slice('file:'.length));
    for (const trigger of SQLITE_TRIGGERS) database.exec(`DROP TRIGGER IF EXISTS ${trigger}`);
    database.prepare(statement).run(...parameters);
    database.close();
    return;
  }
  const client = new pg.Client({ connectionString: env.databaseUrl });
  await client.connect();
  try {
    await client.query('ALTER TABLE events DISABLE TRIGGER ALL');
    let at = 0;
    const numbered = statement.replace(/\?/g, () => `$${String((at += 1))}`);
    await client.query(numbered, [...parameters]);
  } finally {
    await client.end();
  }
}

/** What stands there, read past the store, also while a server holds it. */
export async function readRows(
  databaseUrl: string,
  query: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  if (databaseUrl.startsWith('file:')) {
    const database = new Database(databaseUrl.slice('file:'.length), { readonly: true });
    try {
      return database.prepare<[], Record<string, unknown>>(query).all();
    } finally {
      database.close();
    }
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(query)).rows;
  } finally {
    await client.end();
  }
}
