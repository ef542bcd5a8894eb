// The database itself: engine, durability, and whether the log really refuses to be changed –
// tried on its newest entry, in a transaction that is rolled back.
import { existsSync } from 'node:fs';
import { Client } from 'pg';
import { connect, sqliteFile, sqliteVersion } from '../../db/sqlite/connection';
import type { Settings } from '../../lib/env';
import type { Runtime } from '../../lib/runtime/model';
import { ill, well, type Finding } from './finding';

const WAIT_MS = 5_000;
const CHANGES = [
  'UPDATE events SET t = t WHERE seq = (SELECT max(seq) FROM events)',
  'DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)',
];

/** Whether there is something to open: the doctor must not make a database. */
export function databaseIsThere({ databaseUrl, dataDir }: Settings): boolean {
  if (!databaseUrl.startsWith('file:')) return true;
  return existsSync(sqliteFile(databaseUrl, dataDir));
}

function tell(refused: readonly boolean[]): Finding {
  if (refused.every(Boolean)) return well('append-only', 'the log refused a change and a deletion');
  const mend =
    'its triggers are gone: find out who dropped them, check the ledger, restore a backup';
  return ill('append-only', 'the log let an entry be changed or deleted', mend);
}

/** connect() sets synchronous=FULL and WAL, reads both back, and refuses an old SQLite. */
function checkSqlite(file: string): Finding[] {
  const connection = connect(file, WAIT_MS);
  try {
    const refused = CHANGES.map((change) => {
      connection.exec('BEGIN IMMEDIATE');
      try {
        return connection.prepare(change).run().changes === 0;
      } catch {
        return true;
      } finally {
        if (connection.inTransaction) connection.exec('ROLLBACK');
      }
    });
    const said = `SQLite ${sqliteVersion(connection)}, write-ahead log, synchronous=FULL`;
    return [well('database', said), tell(refused)];
  } finally {
    connection.close();
  }
}

async function checkPostgres(url: string): Promise<Finding> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: WAIT_MS });
  await client.connect();
  try {
    const refused: boolean[] = [];
    for (const change of CHANGES) {
      await client.query('BEGIN');
      const changed = await client.query(change).then(
        ({ rowCount }) => rowCount !== 0,
        () => false,
      );
      refused.push(!changed);
      await client.query('ROLLBACK');
    }
    return tell(refused);
  } finally {
    await client.end();
  }
}

export async function checkDatabase({ env, store }: Runtime): Promise<Finding[]> {
  await store.ping();
  if (env.databaseUrl.startsWith('file:'))
    return checkSqlite(sqliteFile(env.databaseUrl, env.dataDir));
  const engine = well('database', store.engineVersion);
  // PGlite lives in one process: there is no second door to try.
  return env.databaseUrl.startsWith('pglite:')
    ? [engine]
    : [engine, await checkPostgres(env.databaseUrl)];
}
