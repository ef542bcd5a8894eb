/** Which engine a URL names, and how it is opened; nothing above `db/` knows which (DESIGN §7). */
import type { AdvanceLedger, KeyStore, SealEvent, Store } from './port';
import { isPostgresUrl } from './postgres/connection';
import { openPostgresKeyStore, openPostgresStore } from './postgres/store';
import { DatabaseProblem } from './problem';
import { sqliteFile } from './sqlite/connection';
import { openSqliteKeyStore } from './sqlite/key-store';
import { openSqliteStore } from './sqlite/store';

export { databaseProblem } from './problem';

export interface StoreSettings {
  /** `file:/abs/path.db`, `postgres://…`, `pglite:/abs/dir` or `pglite:memory`. */
  readonly url: string;
  /** Where a relative file lies. */
  readonly dataDir: string;
  /** The worker thread's entry: it calls `serveWriter` of `db/sqlite/writer.ts`. */
  readonly sqliteWriter: URL | string;
}

/**
 * Opens the store, applying migrations under a lock; a database that is new gets its head row
 * with `origin`, which is fixed from then on. Throws an error that `databaseProblem` can read.
 */
export async function openStore(
  settings: StoreSettings & {
    readonly advance: AdvanceLedger;
    /** Absent: whoever appends hands over what is sealed. */
    readonly seal?: SealEvent;
    readonly origin: string;
    /** False for whoever reads it all once: its pages are then not held in that process (a file's). */
    readonly mapped?: boolean;
  },
): Promise<Store> {
  const { url, dataDir, sqliteWriter, origin, mapped } = settings;
  if (url.startsWith('file:')) {
    return openSqliteStore(sqliteFile(url, dataDir), sqliteWriter, origin, mapped);
  }
  if (isPostgresUrl(url)) return openPostgresStore(url, settings);
  throw unknownUrl('DATABASE_URL');
}

export async function openKeyStore(settings: StoreSettings): Promise<KeyStore> {
  const { url, dataDir, sqliteWriter } = settings;
  if (url.startsWith('file:')) return openSqliteKeyStore(sqliteFile(url, dataDir), sqliteWriter);
  if (isPostgresUrl(url)) return openPostgresKeyStore(url);
  throw unknownUrl('KEYS_URL');
}

function unknownUrl(setting: string): DatabaseProblem {
  return new DatabaseProblem(
    `${setting} must begin with file:, postgres:// or pglite: – anything else names no database.`,
  );
}
