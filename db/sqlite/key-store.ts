import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { Db } from '../operations/engine';
import { keyOperations } from '../operations/keys';
import { plainError, withPlainErrors } from '../plain-errors';
import type { KeyStore } from '../port';
import * as tables from '../schema/sqlite-keys';
import { backupDatabase } from './backup';
import { connect } from './connection';
import { migrateSqlite } from './migrate';
import { writeDb } from './store';
import { emptyLog } from './scrub';
import { WriterClient } from './writer-client';

const BUSY_MS = 5_000;

/** The key store in a file of its own, with a writer's thread of its own. */
export async function openSqliteKeyStore(
  file: string,
  sqliteWriter: URL | string,
): Promise<KeyStore> {
  const connection = connect(file, BUSY_MS);
  try {
    migrateSqlite(connection, 'sqlite-keys', file, () => undefined);
    connection.pragma('query_only = ON');
    const writer = await WriterClient.start(sqliteWriter, { file, role: 'keys' }, () => undefined);
    const read = drizzle(connection) as unknown as Db;
    const scrub = () => emptyLog(writer);
    return withPlainErrors({
      ...keyOperations({ read, write: writeDb(writer), tables, scrub }),
      backupTo: (to) => backupDatabase(file, to),
      async close() {
        await writer.close();
        connection.close();
      },
    });
  } catch (error) {
    connection.close();
    throw plainError(error);
  }
}
