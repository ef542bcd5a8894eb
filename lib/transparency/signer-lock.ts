/**
 * One signer a folder. The lock is the operating system's, on a small SQLite file: it goes with
 * the process, however that ends, and needs no guess about a process number that another one may
 * have by now.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { SignerTaken } from './halt';

/** A predecessor that is just ending gets this long. */
const WAIT_MS = 500;

export interface SignerLock {
  release(): void;
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}

/** Throws SignerTaken when another signer of this or any other process holds the folder. */
export function takeSignerLock(folder: string): SignerLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = new Database(path.join(folder, 'lock'), { timeout: WAIT_MS });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    throw isTaken(error) ? new SignerTaken(folder) : error;
  }
  return { release: () => database.close() };
}
