/** The deployment's secret where none was set: made once in DATA_DIR, found by every process after. */
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../errors';

export const SECRET_MIN_LENGTH = 32;

export function findOrWriteSecret(dataDir: string): string {
  const path = join(dataDir, 'secret');
  const secret = readSecret(path) ?? writeSecret(path);
  if (secret.length < SECRET_MIN_LENGTH) {
    throw new AppError('internal', `${path} is too short: restore it, or set NATTOKU_SECRET`);
  }
  return secret;
}

function readSecret(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Whole or not there: written aside, made durable, then linked, which fails where one exists. */
function writeSecret(path: string): string {
  const secret = randomBytes(48).toString('base64url');
  const aside = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const file = openSync(aside, 'wx', 0o600);
  try {
    writeSync(file, `${secret}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(aside, path);
    return secret;
  } catch (error) {
    const winner = isCode(error, 'EEXIST') ? readSecret(path) : undefined;
    if (winner === undefined) throw error;
    return winner;
  } finally {
    rmSync(aside, { force: true });
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
