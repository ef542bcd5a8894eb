/**
 * A PostgreSQL database as a whole (LEDGER "Restore"): `pg_dump` of one snapshot, which is read
 * through the same snapshot; restored into a database beside the present one, which takes its name
 * in one transaction. The password goes to the programs by environment, never as an argument.
 *
 *   nattoku   nattoku_restoring (staged)   nattoku_before_20261122t014000z (kept)
 */
import { spawn } from 'node:child_process';
import { chmodSync, closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { logReader, type LogReader } from '../log-reader';
import { PlaceInUse, stampOf, type DatabasePlace } from '../place-port';
import { plainError } from '../plain-errors';
import { DatabaseProblem, engineCode } from '../problem';
import * as tables from '../schema/postgres';
import { syncFolder } from '../sqlite/backup';
import { findPostgresFolder } from './binaries';
import { asShared, type PgDb } from './connection';

const MAINTENANCE = 'postgres';
const IN_USE = '55006';
const MOST_NAME = 63;
const LET_GO_TRIES = 20;
const LET_GO_PAUSE_MS = 100;

export function postgresPlace(url: string, copyName: string): DatabasePlace {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  const staged = `${name.slice(0, MOST_NAME - 10)}_restoring`;
  const where = `${new URL(url).host}/${name}`;
  const admin = <T>(work: (client: pg.Client) => Promise<T>) =>
    withClient(onDatabase(url, MAINTENANCE), work);
  const drop = (client: pg.Client) =>
    client.query(`drop database if exists ${pg.escapeIdentifier(staged)} with (force)`);
  return {
    engine: 'postgres',
    where,
    copyName: `${copyName}.pgdump`,
    // One that was only created holds nothing to be kept.
    exists: async () =>
      (await admin((client) => isThere(client, name))) && (await withClient(url, hasTables)),
    refuseUsed: () => admin((client) => refuseUsed(client, name, where)),
    copyTo: (file, look) => copyTo(url, file, look),
    async stage(file) {
      await admin(async (client) => {
        await drop(client);
        await client.query(
          `create database ${pg.escapeIdentifier(staged)} template template0 encoding 'UTF8'`,
        );
      });
      const options = ['--no-owner', '--no-privileges', '--exit-on-error', '--single-transaction'];
      await runProgram('pg_restore', [...options, `--dbname=${staged}`, file], url);
      return onDatabase(url, staged);
    },
    async dropStaged() {
      await admin(drop);
    },
    putInPlace: (nowMs) => admin((client) => swap(client, { name, staged, where }, nowMs)),
  };
}

function onDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(name)}`;
  return other.href;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'nattoku restore' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw error instanceof PlaceInUse ? error : plainError(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function isThere(client: pg.Client, name: string): Promise<boolean> {
  const { rows } = await client.query('select 1 from pg_database where datname = $1', [name]);
  return rows.length > 0;
}

async function hasTables(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query(
    `select 1 from pg_tables where schemaname = 'public' limit 1`,
  );
  return rows.length > 0;
}

/** Whoever was stopped just now takes a moment to be gone from the server's list. */
async function refuseUsed(client: pg.Client, name: string, where: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const { rows } = await client.query(
      `select 1 from pg_stat_activity where datname = $1 and backend_type = 'client backend'`,
      [name],
    );
    if (rows.length === 0) return;
    if (tries === LET_GO_TRIES) throw new PlaceInUse(where);
    await sleep(LET_GO_PAUSE_MS);
  }
}

/** Both renames or neither; refused by the server while anybody is connected to one of them. */
async function swap(
  client: pg.Client,
  { name, staged, where }: { name: string; staged: string; where: string },
  nowMs: number,
): Promise<string | undefined> {
  const suffix = `_before_${stampOf(nowMs).replaceAll('-', '').toLowerCase()}`;
  const kept = `${name.slice(0, MOST_NAME - suffix.length)}${suffix}`;
  const rename = (from: string, to: string) =>
    client.query(
      `alter database ${pg.escapeIdentifier(from)} rename to ${pg.escapeIdentifier(to)}`,
    );
  const there = await isThere(client, name);
  for (let tries = 1; ; tries += 1) {
    try {
      await client.query('begin');
      if (there) await rename(name, kept);
      await rename(staged, name);
      await client.query('commit');
      return there ? kept : undefined;
    } catch (error) {
      await client.query('rollback');
      if (engineCode(error) !== IN_USE) throw error;
      if (tries === LET_GO_TRIES) throw new PlaceInUse(where, { cause: error });
      // A connection of ours that was just closed is still being cleared away.
      await sleep(LET_GO_PAUSE_MS);
    }
  }
}

async function copyTo(
  url: string,
  file: string,
  look: (reader: LogReader) => Promise<void>,
): Promise<void> {
  await withClient(url, async (client) => {
    const { rows: versions } = await client.query<{ major: number; text: string }>(
      `select current_setting('server_version_num')::int / 10000 as major, split_part(current_setting('server_version'), ' ', 1) as text`,
    );
    const server = versions[0] ?? { major: 0, text: '' };
    await checkVersion(server.major);
    await client.query('begin isolation level repeatable read read only');
    await client.query('set local statement_timeout = 0');
    await client.query('set local idle_in_transaction_session_timeout = 0');
    const { rows } = await client.query<{ id: string }>('select pg_export_snapshot() as id');
    const read = asShared(drizzle(client) as unknown as PgDb);
    const { rows: log } = await client.query(`select to_regclass('head') as head`);
    const dump = ['--format=custom', '--no-owner', '--no-privileges', `--file=${file}`];
    closeSync(openSync(file, 'wx', 0o600));
    try {
      await runProgram('pg_dump', [...dump, `--snapshot=${rows[0]?.id ?? ''}`], url);
      chmodSync(file, 0o600);
      syncFile(file);
      syncFolder(dirname(file));
      await runProgram('pg_restore', ['--list', file], url);
      const hasLog = (log[0] as { head: string | null } | undefined)?.head !== null;
      const engineVersion = `PostgreSQL ${server.text}`;
      if (hasLog) await look(logReader(read, tables, { engine: 'postgres', engineVersion }));
    } catch (error) {
      rmSync(file, { force: true });
      throw error;
    }
    await client.query('rollback');
  });
}

/** A `pg_dump` that is older than the server refuses in words of its own; a newer one reads it. */
async function checkVersion(server: number): Promise<void> {
  const text = await runProgram('pg_dump', ['--version'], undefined);
  const major = Number(/(\d+)/.exec(text)?.[1]);
  if (major >= server) return;
  throw new DatabaseProblem(
    `pg_dump ${String(major)} cannot copy a PostgreSQL ${String(server)} server: install the client programs of version ${String(server)} or newer.`,
  );
}

/** What it printed; throws DatabaseProblem with its last line. */
export function runProgram(
  program: 'pg_dump' | 'pg_restore',
  args: readonly string[],
  url: string | undefined,
): Promise<string> {
  const folder = findPostgresFolder(program);
  if (folder === undefined) {
    throw new DatabaseProblem(
      `${program} is not on this machine: install PostgreSQL’s client programs.`,
    );
  }
  return new Promise((resolve, reject) => {
    const child = spawn(join(folder, program), args, {
      env: { ...process.env, ...(url !== undefined && settingsOf(url)) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out = (out + chunk.toString()).slice(-4_096)));
    child.stderr.on('data', (chunk: Buffer) => (err = (err + chunk.toString()).slice(-4_096)));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(out);
      else reject(new DatabaseProblem(`${program} failed: ${err.trim().split('\n').at(-1) ?? ''}`));
    });
  });
}

function settingsOf(url: string): Record<string, string> {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const named: Record<string, string> = {
    PGHOST: searchParams.get('host') ?? hostname.replace(/^\[|\]$/g, ''),
    PGPORT: port,
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    PGSSLMODE: searchParams.get('sslmode') ?? '',
    PGSSLROOTCERT: searchParams.get('sslrootcert') ?? '',
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== ''));
}

function syncFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
