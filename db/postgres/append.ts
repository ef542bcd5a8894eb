/**
 * One group, one transaction (LEDGER "Order of steps" 1). Locks are taken subjects first, in
 * sorted order, the counter row last and as late as possible: groups that are about different
 * people meet only there, and never in a circle.
 *
 * What is judged before the counter row is held can be overtaken in one way only: another node
 * commits a new subject, handle, key or catalogue version of the same name meanwhile. The
 * tables' primary keys find that (23505); the group is rolled back and judged again, and now
 * sees it. Rows that exist cannot change: they are locked.
 */
import { inArray, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { judgeGroup, namedIn, replayKey, type Facts } from '../append/judge';
import { planGroup, type Plan } from '../append/plan';
import { sealGroup } from '../append/seal';
import type {
  AdvanceLedger,
  AppendResult,
  Head,
  PreparedCommit,
  SealedCommit,
  SealEvent,
} from '../port';
import * as tables from '../schema/postgres';
import { rowsOf, type PgDb } from './connection';
import { committedAfterAll, retrying } from './retry';
import { writeRows } from './rows';

export type Append = (group: readonly PreparedCommit[]) => Promise<readonly AppendResult[]>;

export function createAppend(db: PgDb, advance: AdvanceLedger, seal?: SealEvent): Append {
  return async (group) => {
    const sealed = sealGroup(group, seal);
    return retrying(() => appendOnce(db, advance, sealed));
  };
}

async function appendOnce(
  db: PgDb,
  advance: AdvanceLedger,
  group: readonly SealedCommit[],
): Promise<readonly AppendResult[]> {
  let ready: { plan: Plan; transaction: string } | undefined;
  try {
    const plan = await db.transaction(
      async (tx) => {
        const facts = await readFacts(tx, group);
        const verdicts = judgeGroup(group, facts);
        const writes = verdicts.some(({ kind }) => kind === 'accepted');
        const { head, now, transaction } = await readHead(tx, writes);
        const planned = planGroup(group, verdicts, head, now, advance);
        if (writes) await writeRows(tx, planned, facts);
        ready = { plan: planned, transaction };
        return planned;
      },
      { isolationLevel: 'read committed' },
    );
    return plan.results;
  } catch (error) {
    // The connection broke at COMMIT: the server knows whether it happened.
    if (ready && (await committedAfterAll(db, ready.transaction, error))) return ready.plan.results;
    throw error;
  }
}

async function readFacts(db: PgDb, group: readonly PreparedCommit[]): Promise<Facts> {
  const { subjects, identifiers, catalogues, idempotency } = tables;
  const named = namedIn(group);
  const revisions = new Map<string, number>();
  const writtenAt = new Map<string, number>();
  if (named.subjects.length > 0) {
    const rows = await rowsOf<{ subject: string; n: string; seq: string }>(
      db,
      sql`select subject, n, seq from ${subjects} where ${inArray(subjects.subject, named.subjects)} order by subject for update`,
    );
    for (const { subject, n, seq } of rows) {
      revisions.set(subject, Number(n));
      writtenAt.set(subject, Number(seq));
    }
  }
  const replays = new Map<string, { payloadHash: string; answer: string; seq: number }>();
  if (named.keys.length > 0) {
    const pairs = named.keys.map(({ scope, key }) => sql`(${scope}, ${key})`);
    const rows = await rowsOf<ReplayRow>(
      db,
      sql`select scope, key, payload_hash, answer, seq from ${idempotency} where (scope, key) in (${sql.join(pairs, sql`, `)})`,
    );
    for (const { scope, key, payload_hash, answer, seq } of rows) {
      replays.set(replayKey(scope, key), { payloadHash: payload_hash, answer, seq: Number(seq) });
    }
  }
  const handles = new Set<string>();
  if (named.handles.length > 0) {
    const taken = inArray(identifiers.handle, named.handles);
    const found = sql`select handle from ${identifiers} where ${taken}`;
    for (const { handle } of await rowsOf<{ handle: string }>(db, found)) handles.add(handle);
  }
  const versions = new Set<number>();
  if (named.versions.length > 0) {
    const taken = inArray(catalogues.version, named.versions);
    const found = sql`select version from ${catalogues} where ${taken}`;
    for (const { version } of await rowsOf<{ version: string }>(db, found)) {
      versions.add(Number(version));
    }
  }
  return { revisions, writtenAt, replays, handles, versions };
}

interface ReplayRow {
  readonly scope: string;
  readonly key: string;
  readonly payload_hash: string;
  readonly answer: string;
  readonly seq: string;
}

interface HeadRow {
  readonly seq: string;
  readonly t: string;
  readonly epoch: string;
  readonly origin: string;
  readonly first_seq: string;
  readonly range: Uint8Array;
  readonly root: Uint8Array;
  readonly now: string;
  readonly transaction: string;
}

/** Head, the database's clock (one for all nodes) and the transaction's number; `lock` holds the counter until COMMIT. */
async function readHead(db: PgDb, lock: boolean) {
  const [row] = await rowsOf<HeadRow>(
    db,
    sql`select seq, t, epoch, origin, first_seq, range, root,
      floor(extract(epoch from clock_timestamp()))::bigint as now,
      pg_current_xact_id()::text as transaction
      from ${tables.head as unknown as PgTable}${lock ? sql` for update` : sql``}`,
  );
  if (!row) throw new Error('The head row is missing.');
  const { epoch, origin, range, root, transaction } = row;
  const firstSeq = Number(row.first_seq);
  const head: Head = {
    seq: Number(row.seq),
    t: Number(row.t),
    epoch,
    origin,
    firstSeq,
    range,
    root,
  };
  return { head, now: Number(row.now), transaction };
}
