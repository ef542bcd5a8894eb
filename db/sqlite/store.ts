/**
 * The store on SQLite: reads on a connection of the calling thread, writes through the writer's
 * thread. Other processes may do the same with the same file.
 */
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { drizzle as drizzleProxy } from 'drizzle-orm/sqlite-proxy';
import { newHead } from '../append/head';
import { activityOperations } from '../operations/activity';
import { audienceOperations } from '../operations/audiences';
import type { Db, Engine, Step } from '../operations/engine';
import { erasureOperations } from '../operations/erasure';
import { jobOperations } from '../operations/jobs';
import { ledgerOperations } from '../operations/ledger';
import { logReads } from '../operations/log';
import { catalogueReads, principalReads } from '../operations/principals';
import { signInOperations } from '../operations/sign-in';
import { subjectReads } from '../operations/subjects';
import { webhookOperations } from '../operations/webhooks';
import { plainError, withPlainErrors } from '../plain-errors';
import type { AppendResult, PreparedCommit, Store } from '../port';
import { StorageError } from '../problem';
import * as tables from '../schema/sqlite';
import { backupDatabase } from './backup';
import { byteSearch } from './byte-search';
import { connect, sqliteVersion, type Connection } from './connection';
import { groupReads } from './group-read';
import { handleReads } from './handle-read';
import { migrateSqlite } from './migrate';
import { packGroup, unpackResults, type PackedResults } from './packing';
import { emptyLog } from './scrub';
import { WRITER_DIED, WriterClient } from './writer-client';

const BUSY_MS = 5_000;
/** Reads take pages where the system keeps them: a third less time a person (measured: bench batch). */
const MAPPED_BYTES = 2 ** 31 - 2 ** 16;
/** Whoever reads everything once meets no page again. */
const SCAN_KIBIBYTES = 4_000;

export interface SqliteStore extends Store {
  /** Ends the writer in the middle of what it does: for the tests of a crash. */
  killWriter(): Promise<void>;
}

export async function openSqliteStore(
  file: string,
  sqliteWriter: URL | string,
  origin: string,
  mapped = true,
): Promise<SqliteStore> {
  const connection = connect(file, BUSY_MS);
  try {
    migrateSqlite(connection, 'sqlite', file, () => {
      createHead(connection, origin);
    });
    connection.pragma('query_only = ON');
    connection.pragma(
      mapped ? `mmap_size = ${String(MAPPED_BYTES)}` : `cache_size = -${String(SCAN_KIBIBYTES)}`,
    );
    const revision = revisionReader(connection);
    const writer = await WriterClient.start(sqliteWriter, { file, role: 'store' }, revision.forget);
    return withPlainErrors(storeOn(connection, writer, revision.read));
  } catch (error) {
    connection.close();
    throw plainError(error);
  }
}

function storeOn(
  connection: Connection,
  writer: WriterClient,
  revision: () => number,
): SqliteStore {
  const write = writeDb(writer);
  const engine: Engine = {
    read: drizzle(connection) as unknown as Db,
    write,
    tables,
    search: byteSearch,
    // One statement of the one writer is alone by itself.
    exclusive: (_keys, work) => work(write),
    together: (steps) => together(writer, steps(write)),
  };
  return {
    engine: 'sqlite',
    engineVersion: `SQLite ${sqliteVersion(connection)}`,
    ...logReads(engine),
    ...ledgerOperations(engine),
    ...subjectReads(engine),
    ...groupReads(connection),
    ...catalogueReads(engine),
    ...principalReads(engine),
    ...signInOperations(engine),
    ...activityOperations(engine),
    ...audienceOperations(engine),
    ...erasureOperations(engine),
    ...jobOperations(engine),
    ...webhookOperations(engine),
    backupTo: (to) => backupDatabase(connection.name, to),
    ...handleReads(connection),
    scrub: () => emptyLog(writer),
    revision,
    async append(group) {
      try {
        const packed = packGroup(group);
        const job = { kind: 'append', group: packed } as const;
        return unpackResults((await writer.ask(job, [packed.bytes.buffer])) as PackedResults);
      } catch (error) {
        const settled = settleAfterDeath(connection, group, error);
        if (settled) return settled;
        throw error;
      }
    },
    ping() {
      connection.prepare('select seq from head').get();
      return Promise.resolve();
    },
    async close() {
      await writer.close();
      connection.close();
    },
    killWriter: () => writer.kill(),
  };
}

/** Drizzle's write side: each statement becomes a message to the writer's thread. */
export function writeDb(writer: WriterClient): Db {
  return drizzleProxy(async (sql, params, method) => {
    const returns = method !== 'run';
    const rows = (await writer.ask({ kind: 'run', sql, params, returns })) as unknown[][];
    return { rows: method === 'get' ? (rows[0] ?? []) : rows };
  }) as unknown as Db;
}

async function together(writer: WriterClient, steps: readonly Step[]): Promise<boolean> {
  const statements = steps.map(({ write, rows }) => ({ ...write.toSQL(), rows: rows ?? null }));
  return (await writer.ask({ kind: 'together', statements })) === true;
}

function createHead(connection: Connection, origin: string): void {
  const { id, seq, t, epoch, firstSeq, range, root } = newHead();
  connection
    .prepare(
      'INSERT OR IGNORE INTO head (id, seq, t, epoch, origin, first_seq, range, root) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    )
    .run(id, seq, t, epoch, origin, firstSeq, range, root);
  connection.exec(
    'INSERT OR IGNORE INTO logs (origin, first_seq) SELECT origin, first_seq FROM head',
  );
}

/**
 * SQLite tells a connection when another one committed (`data_version`), for the price of a
 * look at shared memory. Asked at most once per event-loop tick; a reply of the own writer ends
 * the tick early, so that nobody decides on less than what was acknowledged here.
 */
function revisionReader(connection: Connection) {
  const statement = connection.prepare<[], number>('PRAGMA data_version').pluck();
  let seen: number | undefined;
  const forget = () => {
    seen = undefined;
  };
  const read = () => {
    if (seen !== undefined) return seen;
    seen = statement.get() ?? 0;
    setImmediate(forget);
    return seen;
  };
  return { read, forget };
}

/**
 * The thread died between COMMIT and its reply: the file says whether the group was written.
 * INVARIANT: `append` throws only when nothing of the group was written.
 */
function settleAfterDeath(
  connection: Connection,
  group: readonly PreparedCommit[],
  error: unknown,
): readonly AppendResult[] | undefined {
  if (!(error instanceof StorageError) || error.code !== WRITER_DIED) return undefined;
  const find = connection.prepare<[string], { seq: number; t: number }>(
    'SELECT seq, t FROM events JOIN event_bodies USING (seq) WHERE event_id = ?',
  );
  const found = group.map(({ events }) => events.flatMap(({ eventId }) => find.get(eventId) ?? []));
  if (found.every((rows) => rows.length === 0)) return undefined;
  return found.map((rows) => {
    const newest = rows.at(-1);
    // Refused within the group that was written: reading again and retrying tells which way.
    if (!newest) return { ok: false, reason: 'conflict' };
    return { ok: true, seqs: rows.map(({ seq }) => seq), t: newest.t };
  });
}
