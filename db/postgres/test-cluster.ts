/**
 * A real PostgreSQL for tests: `TEST_POSTGRES_URL` (or `pglite`), else a private cluster made from the
 * machine's own binaries, else PGlite. The cluster starts with the first test that asks for it,
 * serves the whole run, and is stopped by vitest's tear-down (default export).
 */
import { execFileSync, type ExecFileSyncOptions } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import pg from 'pg';
import type { MigrationSet } from '../schema/migrations';
import { findPostgresFolder } from './binaries';
import { connectPostgres } from './connection';
import { migratePostgres } from './migrate';

const RUN = 'NATTOKU_TEST_RUN';
const WAIT_MS = 60_000;

type PostgresTables = Extract<MigrationSet, `postgres${string}`>;

export interface TestPostgres {
  /** Of a new, empty database. */
  readonly url: string;
  /** For people: `PostgreSQL 15.18 (private cluster)`. */
  readonly kind: string;
}

/** Settings of a deployment on two fresh databases: everything else about them is as if they were empty. */
export async function postgresSettings(): Promise<Record<string, string>> {
  return {
    DATABASE_URL: (await testPostgres('postgres')).url,
    KEYS_URL: (await testPostgres('postgres-keys')).url,
  };
}

/** A fresh database, whatever there is to make it with; with the tables of a set, or without any. */
export async function testPostgres(tables?: PostgresTables): Promise<TestPostgres> {
  const given = process.env['TEST_POSTGRES_URL'];
  const bin = given ? undefined : findPostgresFolder('initdb');
  if (given === 'pglite' || (!given && !bin)) {
    const url = `pglite:${mkdtempSync(join(tmpdir(), 'nattoku-pglite-'))}`;
    return { url, kind: 'PGlite' };
  }
  const server = given ?? (await onceInRun('cluster', (folder) => startCluster(bin ?? '', folder)));
  const from = tables && (await onceInRun(tables, () => makeTemplate(server, tables)));
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    const name = `${databasePrefix()}${randomBytes(6).toString('hex')}`;
    await client.query(`create database ${name}${from ? ` template ${from}` : ''}`);
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    const version = rows[0]?.server_version.split(' ')[0] ?? '';
    const place = given ? 'TEST_POSTGRES_URL' : 'private cluster';
    return { url: urlOf(server, name), kind: `PostgreSQL ${version} (${place})` };
  } finally {
    await client.end();
  }
}

/** Vitest's global set-up: names the run; returns the tear-down. */
export default function setup(): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'nattoku-test-'));
  process.env[RUN] = folder;
  return async () => {
    const given = process.env['TEST_POSTGRES_URL'];
    if (given && given !== 'pglite') await dropDatabases(given);
    const data = join(folder, 'data');
    if (existsSync(join(data, 'postmaster.pid'))) {
      asPostgres(join(findPostgresFolder('initdb') ?? '', 'pg_ctl'), [
        '-D',
        data,
        '-m',
        'immediate',
        '-w',
        'stop',
      ]);
    }
    for (const made of [folder, programsOfRun()]) rmSync(made, { recursive: true, force: true });
  };
}

/** For programs that are bundled from TypeScript: they find their packages from there. */
export function programsOfRun(): string {
  return join(process.cwd(), 'node_modules', '.nattoku', basename(runFolder()));
}

function runFolder(): string {
  const folder = process.env[RUN];
  if (!folder) throw new Error('The test cluster needs the globalSetup of vitest.config.ts.');
  return folder;
}

function databasePrefix(): string {
  const run = runFolder()
    .slice(-6)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '_');
  return `nattoku_test_${run}_`;
}

async function dropDatabases(server: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  const { rows } = await client.query<{ datname: string }>(
    'select datname from pg_database where starts_with(datname, $1)',
    [databasePrefix()],
  );
  for (const { datname } of rows) await client.query(`drop database ${datname} with (force)`);
  await client.end();
}

/** Test files run in several processes: the first one to make the lock folder makes it for all. */
async function onceInRun(name: string, make: (folder: string) => Promise<string>): Promise<string> {
  const folder = runFolder();
  const ready = join(folder, `${name}.ready`);
  try {
    mkdirSync(join(folder, `${name}.lock`));
  } catch {
    return waitFor(ready);
  }
  const made = await make(folder);
  writeFileSync(`${ready}.part`, made);
  renameSync(`${ready}.part`, ready);
  return made;
}

/** A database with the tables alone: to copy it takes a third of what its migrations take (measured). */
async function makeTemplate(server: string, tables: PostgresTables): Promise<string> {
  const name = `${databasePrefix()}${tables.replace('-', '_')}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`create database ${name}`).finally(() => client.end());
  const connection = await connectPostgres(urlOf(server, name));
  await migratePostgres(connection, tables, () => Promise.resolve());
  await connection.close();
  return name;
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

async function waitFor(ready: string): Promise<string> {
  for (const end = Date.now() + WAIT_MS; Date.now() < end;) {
    if (existsSync(ready)) return readFileSync(ready, 'utf8');
    await new Promise((wake) => setTimeout(wake, 50));
  }
  throw new Error(`${basename(ready)} did not come: see the first test that asked for it.`);
}

async function startCluster(bin: string, folder: string): Promise<string> {
  const port = await freePort();
  const data = join(folder, 'data');
  if (process.getuid?.() === 0) chownSync(folder, userId('-u'), userId('-g'));
  asPostgres(join(bin, 'initdb'), [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--no-locale',
  ]);
  // fsync stays on: the contract is about durability. Nothing sweeps by itself: with hundreds of small
  // databases that is a process in each of them a minute.
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200 -c autovacuum=off`;
  asPostgres(join(bin, 'pg_ctl'), [
    '-D',
    data,
    '-o',
    options,
    '-l',
    join(folder, 'log'),
    '-w',
    'start',
  ]);
  return `postgres://postgres@127.0.0.1:${port}/postgres`;
}

/** PostgreSQL refuses to run as root: another user owns the folder and runs it. */
function asPostgres(command: string, given: readonly string[]): void {
  const run: ExecFileSyncOptions = { stdio: ['ignore', 'ignore', 'pipe'], cwd: tmpdir() };
  if (process.getuid?.() === 0)
    execFileSync('runuser', ['-u', clusterUser(), '--', command, ...given], run);
  else execFileSync(command, given, run);
}

function clusterUser(): string {
  const users = readFileSync('/etc/passwd', 'utf8');
  return /^postgres:/m.test(users) ? 'postgres' : 'nobody';
}

function userId(which: '-u' | '-g'): number {
  return Number(execFileSync('id', [which, clusterUser()], { encoding: 'utf8' }));
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer().once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address && typeof address === 'object') found(address.port);
        else failed(new Error('No free port.'));
      });
    });
  });
}
