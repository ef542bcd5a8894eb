/**
 * An SQLite file as a whole (LEDGER "Restore"). What is put in place was finished beside it, and
 * takes its name by one rename: there is no moment without a database, and none with half of one.
 *
 *   nattoku.db   nattoku.db.restoring (staged)   nattoku.db.before-2026-11-22T01-40-00Z (kept)
 *
 * Crash points: before the link nothing happened; after it the kept name and the old one are one
 * file; after the rename the staged one is in place. Each time the same call again ends the same.
 */
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { logReader, type LogReader } from '../log-reader';
import type { Db } from '../operations/engine';
import { PlaceInUse, stampOf, type DatabasePlace } from '../place-port';
import { DatabaseProblem, engineCode } from '../problem';
import * as tables from '../schema/sqlite';
import { backupDatabase, syncFolder } from './backup';
import { sqliteVersion, type Connection } from './connection';

const SIDE_FILES = ['-wal', '-shm'];
/** What is not a sound database cannot be in use by a server, nor be asked. */
const BROKEN = ['SQLITE_CORRUPT', 'SQLITE_NOTADB'];

export function sqlitePlace(file: string, copyName: string): DatabasePlace {
  const staged = `${file}.restoring`;
  return {
    engine: 'sqlite',
    where: file,
    copyName: `${copyName}.db`,
    exists: () => Promise.resolve(existsSync(file)),
    refuseUsed() {
      if (existsSync(file)) takeAlone(file);
      return Promise.resolve();
    },
    async copyTo(to, look) {
      await backupDatabase(file, to);
      foldLog(to);
      await readCopy(to, look);
    },
    stage(from) {
      removeDatabase(staged);
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      copyFileSync(from, staged, constants.COPYFILE_EXCL);
      syncFile(staged);
      return Promise.resolve(`file:${staged}`);
    },
    dropStaged() {
      removeDatabase(staged);
      return Promise.resolve();
    },
    putInPlace(nowMs) {
      foldLog(staged);
      const kept = existsSync(file) ? putAside(file, nowMs) : undefined;
      renameSync(staged, file);
      syncFolder(dirname(file));
      return Promise.resolve(kept);
    },
  };
}

/** Reads a copy that no server writes, and holds its pages against each other first. */
export async function readCopy(
  file: string,
  look: (reader: LogReader) => Promise<void>,
): Promise<void> {
  const connection = new Database(file, { readonly: true, fileMustExist: true });
  try {
    const sound = connection.pragma('integrity_check(1)', { simple: true });
    if (sound !== 'ok') throw new DatabaseProblem(`${file} is damaged: ${String(sound)}`);
    // A key store has no log to look at.
    if (!hasLog(connection)) return;
    const engineVersion = `SQLite ${sqliteVersion(connection)}`;
    const read = drizzle(connection) as unknown as Db;
    await look(logReader(read, tables, { engine: 'sqlite', engineVersion }));
  } finally {
    connection.close();
  }
}

function hasLog(connection: Connection): boolean {
  return connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'head'").get() !== undefined;
}

/**
 * Everything in the one file, no write-ahead log beside it. SQLite does that only for whoever has
 * the database alone: throws PlaceInUse while any connection of any process is open.
 */
function foldLog(file: string): void {
  const connection = new Database(file, { timeout: 0, fileMustExist: true });
  try {
    const mode = connection.pragma('journal_mode = DELETE', { simple: true });
    if (mode !== 'delete') throw new PlaceInUse(file);
  } catch (error) {
    const busy = engineCode(error)?.startsWith('SQLITE_BUSY') === true;
    throw busy ? new PlaceInUse(file, { cause: error }) : error;
  } finally {
    connection.close();
  }
  syncFile(file);
}

/** As `foldLog`; of a damaged one the write-ahead log stays as it is. */
function takeAlone(file: string): void {
  try {
    foldLog(file);
  } catch (error) {
    const code = engineCode(error) ?? '';
    if (!BROKEN.some((each) => code.startsWith(each))) throw error;
  }
}

function putAside(file: string, nowMs: number): string {
  takeAlone(file);
  const kept = `${file}.before-${stampOf(nowMs)}`;
  linkSync(file, kept);
  if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${kept}-wal`);
  rmSync(`${file}-shm`, { force: true });
  return kept;
}

function removeDatabase(file: string): void {
  for (const end of ['', ...SIDE_FILES, '-journal']) rmSync(file + end, { force: true });
}

function syncFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
