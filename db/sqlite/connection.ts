/**
 * One connection to an SQLite file. Durability is not the driver's default: better-sqlite3 uses
 * `synchronous=NORMAL` in WAL mode, which loses acknowledged commits with the power, so
 * every connection sets FULL, reads it back and refuses to go on otherwise.
 */
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { DatabaseProblem } from '../problem';

export type Connection = Database.Database;

/** Below it a bug in the WAL could lose commits when two connections checkpoint at once. */
const LOWEST_VERSION = [3, 51, 3] as const;
const PRAGMAS = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  'secure_delete = ON',
  'wal_autocheckpoint = 2000',
  'journal_size_limit = 67108864',
  'cache_size = -32000',
  'temp_store = MEMORY',
] as const;

/** `busyMs` is how long a statement waits for another process's lock. */
export function connect(file: string, busyMs: number): Connection {
  prepareFile(file);
  const connection = new Database(file, { timeout: busyMs });
  try {
    for (const pragma of PRAGMAS) connection.pragma(pragma);
    verify(connection, file);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

export function sqliteVersion(connection: Connection): string {
  return String(connection.prepare('select sqlite_version()').pluck().get());
}

/** `file:/abs/path.db`, `file:///abs/path.db`, or `file:name.db` inside the data folder. */
export function sqliteFile(url: string, dataDir: string): string {
  if (url.startsWith('file://')) return fileURLToPath(url);
  const path = url.slice('file:'.length);
  return isAbsolute(path) ? path : resolve(dataDir, path);
}

function verify(connection: Connection, file: string): void {
  if (connection.pragma('journal_mode', { simple: true }) !== 'wal') {
    throw new DatabaseProblem(
      `The database ${file} cannot use a write-ahead log: put it on a local disk.`,
    );
  }
  if (connection.pragma('synchronous', { simple: true }) !== 2) {
    throw new DatabaseProblem(
      `The database ${file} does not take synchronous=FULL: commits would not be durable.`,
    );
  }
  const version = sqliteVersion(connection);
  if (isBelow(version.split('.').map(Number), LOWEST_VERSION)) {
    throw new DatabaseProblem(
      `SQLite ${version} is too old: ${LOWEST_VERSION.join('.')} or newer is needed. Run npm install again.`,
    );
  }
}

function isBelow(version: readonly number[], floor: readonly number[]): boolean {
  for (const [i, least] of floor.entries()) {
    const part = version[i] ?? 0;
    if (part !== least) return part < least;
  }
  return false;
}

/** Nobody else on the machine reads it: the file is 0600 (its WAL inherits that), a new folder 0700. */
function prepareFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}
