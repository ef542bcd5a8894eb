/**
 * An online copy. A connection of its own holds one read transaction for the whole copy, so that
 * it is the database of one instant and is not begun anew by every commit meanwhile; the
 * write-ahead log is not emptied until it is done.
 */
import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';

/** 1 MiB a turn of the event loop. */
const PAGES_A_STEP = 256;

export async function backupDatabase(file: string, to: string): Promise<boolean> {
  closeSync(openSync(to, 'wx', 0o600));
  try {
    const source = new Database(file, { readonly: true, fileMustExist: true });
    try {
      source.exec('BEGIN');
      source.prepare('SELECT count(*) FROM sqlite_schema').get();
      await source.backup(to, { progress: () => PAGES_A_STEP });
    } finally {
      source.close();
    }
    syncFolder(dirname(to));
    return true;
  } catch (error) {
    rmSync(to, { force: true });
    throw error;
  }
}

/** The new name is durable too. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
