/** The store on PostgreSQL: any number of nodes on the same database (DESIGN §7). */
import { sql } from 'drizzle-orm';
import { newHead } from '../append/head';
import { activityOperations } from '../operations/activity';
import { audienceOperations } from '../operations/audiences';
import type { Engine } from '../operations/engine';
import { keyOperations } from '../operations/keys';
import { erasureOperations } from '../operations/erasure';
import { ERASED_TABLES } from '../operations/erasure-writes';
import { jobOperations } from '../operations/jobs';
import { ledgerOperations } from '../operations/ledger';
import { logReads } from '../operations/log';
import { catalogueReads, principalReads } from '../operations/principals';
import { signInOperations } from '../operations/sign-in';
import { subjectReads } from '../operations/subjects';
import { webhookOperations } from '../operations/webhooks';
import { plainError, withPlainErrors } from '../plain-errors';
import type { AdvanceLedger, KeyStore, SealEvent, Store } from '../port';
import * as tables from '../schema/postgres';
import * as keyTables from '../schema/postgres-keys';
import { createAppend, type Append } from './append';
import { byteSearch } from './byte-search';
import { asShared, connectPostgres, rowsOf, type PgConnection, type PgDb } from './connection';
import { together } from './together';
import { migratePostgres } from './migrate';
import { retrying } from './retry';

const ERASED_KEY_TABLES = ['subject_keys', 'kept_suppressions', 'kept_withdrawals'];

interface LedgerParts {
  readonly advance: AdvanceLedger;
  readonly seal?: SealEvent;
  /** Of a database that is new. */
  readonly origin: string;
}

export async function openPostgresStore(
  url: string,
  { advance, seal, origin }: LedgerParts,
): Promise<Store> {
  const connection = await connectPostgres(url);
  const first = async (db: PgDb) => {
    const row = { ...newHead(), origin };
    await asShared(db).insert(tables.head).values(row).onConflictDoNothing();
    await db.execute(
      sql`insert into ${tables.logs} (origin, first_seq) select origin, first_seq from ${tables.head} on conflict do nothing`,
    );
  };
  await openSchema(connection, () => migratePostgres(connection, 'postgres', first));
  return withPlainErrors(storeOn(connection, createAppend(connection.db, advance, seal)));
}

function storeOn({ db, version, maintain, close }: PgConnection, append: Append): Store {
  const shared = asShared(db);
  const engine: Engine = {
    read: shared,
    write: shared,
    tables,
    search: byteSearch,
    exclusive: (keys, work) =>
      retrying(() =>
        db.transaction(async (tx) => {
          for (const key of [...new Set(keys)].sort()) {
            await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
          }
          return work(asShared(tx));
        }),
      ),
    together: (steps) => together(db, steps),
  };
  const revision = revisionReader(db);
  return {
    engine: 'postgres',
    engineVersion: version,
    ...logReads(engine),
    ...ledgerOperations(engine),
    ...subjectReads(engine),
    ...catalogueReads(engine),
    ...principalReads(engine),
    ...signInOperations(engine),
    ...activityOperations(engine),
    ...audienceOperations(engine),
    ...erasureOperations(engine),
    ...jobOperations(engine),
    ...webhookOperations(engine),
    backupTo: () => Promise.resolve(false),
    async scrub() {
      await maintain([`vacuum ${ERASED_TABLES.join(', ')}`]);
      return true;
    },
    revision: revision.read,
    append: (group) => append(group).finally(revision.forget),
    async ping() {
      await db.execute(sql`select seq from ${tables.head}`);
    },
    close,
  };
}

/**
 * One query answers everybody who asks while it runs. A commit of this node ends the sharing, so
 * that nobody decides on less than what was acknowledged here.
 */
function revisionReader(db: PgDb) {
  let running: Promise<number> | undefined;
  const forget = () => {
    running = undefined;
  };
  const read = () => {
    if (running) return running;
    const asked = rowsOf<{ seq: string }>(db, sql`select seq from ${tables.head}`)
      .then(([row]) => Number(row?.seq))
      .finally(() => {
        if (running === asked) running = undefined;
      });
    running = asked;
    return asked;
  };
  return { read, forget };
}

/** The key store in a database of its own, with its own short backups. */
export async function openPostgresKeyStore(url: string): Promise<KeyStore> {
  const connection = await connectPostgres(url);
  await openSchema(connection, () =>
    migratePostgres(connection, 'postgres-keys', () => Promise.resolve()),
  );
  const { db, close, maintain } = connection;
  const shared = asShared(db);
  // A deleted row stays in the heap until the table is rewritten (LEDGER "Erasure").
  const scrub = async () => {
    await maintain(ERASED_KEY_TABLES.map((table) => `vacuum full ${table}`));
    return true;
  };
  const engine = { read: shared, write: shared, tables: keyTables, scrub };
  const backupTo = () => Promise.resolve(false);
  return withPlainErrors({ ...keyOperations(engine), backupTo, close });
}

async function openSchema(connection: PgConnection, migrate: () => Promise<void>): Promise<void> {
  try {
    await migrate();
  } catch (error) {
    await connection.close();
    throw plainError(error);
  }
}
