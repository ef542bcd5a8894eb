/**
 * One group, one transaction (DESIGN §6, LEDGER "Order of steps" 1). The write lock is the
 * sequencer: head, facts and rows are read and written under BEGIN IMMEDIATE, so what was judged
 * still holds at COMMIT. Crash points: before COMMIT returns nothing of the group exists; after
 * it, all of it does, on the disk.
 */
import { and, eq, sql } from 'drizzle-orm';
import type {
  AdvanceLedger,
  AppendResult,
  Head,
  PreparedCommit,
  SealedCommit,
  SealEvent,
} from '../port';
import { judgeGroup, namedIn, replayKey, type Facts } from '../append/judge';
import { planGroup } from '../append/plan';
import type { GroupRows } from '../append/rows';
import { sealGroup } from '../append/seal';
import * as t from '../schema/sqlite';
import type { Connection } from './connection';
import { eraser } from './eraser';
import { inserter, queryBuilder, reader } from './statements';

export type Append = (group: readonly PreparedCommit[]) => readonly AppendResult[];

/** What the storage does with a group, but does not know. */
export interface LedgerParts {
  readonly advance: AdvanceLedger;
  /** Absent: whoever appends hands over what is sealed. */
  readonly seal?: SealEvent;
}

export function createAppend(connection: Connection, { advance, seal }: LedgerParts): Append {
  const readHead = headReader(connection);
  const readFacts = factsReader(connection);
  const write = rowsWriter(connection);
  const transaction = connection.transaction((group: readonly SealedCommit[]) => {
    const verdicts = judgeGroup(group, readFacts(group));
    const now = Math.floor(Date.now() / 1000);
    const plan = planGroup(group, verdicts, readHead(), now, advance);
    if (verdicts.some(({ kind }) => kind === 'accepted')) write(plan.rows, plan.head);
    return plan.results;
  });
  return (group) => transaction.immediate(sealGroup(group, seal));
}

function headReader(connection: Connection): () => Head {
  const { seq, t: seconds, epoch, origin, firstSeq, range, root } = t.head;
  const columns = { seq, t: seconds, epoch, origin, firstSeq, range, root };
  const statement = connection.prepare<[], Head>(
    queryBuilder
      .select(
        Object.fromEntries(Object.entries(columns).map(([key, c]) => [key, sql`${c}`.as(key)])),
      )
      .from(t.head)
      .toSQL().sql,
  );
  return () => {
    const head = statement.get();
    if (!head) throw new Error('The head row is missing.');
    return head;
  };
}

function factsReader(connection: Connection): (group: readonly PreparedCommit[]) => Facts {
  const { idempotency, subjects, identifiers, catalogues } = t;
  const { payloadHash, answer, seq } = idempotency;
  const one = sql.placeholder('one');
  const replayed = reader<[string, string, number]>(
    connection,
    queryBuilder
      .select({ payloadHash, answer, seq })
      .from(idempotency)
      .where(and(eq(idempotency.scope, one), eq(idempotency.key, sql.placeholder('two')))),
  );
  const revision = reader<[number, number]>(
    connection,
    queryBuilder
      .select({ n: subjects.n, seq: subjects.seq })
      .from(subjects)
      .where(eq(subjects.subject, one)),
  );
  const handle = reader<[string]>(
    connection,
    queryBuilder
      .select({ h: identifiers.handle })
      .from(identifiers)
      .where(eq(identifiers.handle, one)),
  );
  const version = reader<[number]>(
    connection,
    queryBuilder
      .select({ v: catalogues.version })
      .from(catalogues)
      .where(eq(catalogues.version, one)),
  );
  return (group) => {
    const named = namedIn(group);
    const facts = {
      replays: new Map(),
      revisions: new Map<string, number>(),
      writtenAt: new Map<string, number>(),
      handles: new Set<string>(),
      versions: new Set<number>(),
    };
    for (const { scope, key } of named.keys) {
      const row = replayed(scope, key);
      if (row)
        facts.replays.set(replayKey(scope, key), {
          payloadHash: row[0],
          answer: row[1],
          seq: row[2],
        });
    }
    for (const subject of named.subjects) {
      const row = revision(subject);
      if (row === undefined) continue;
      facts.revisions.set(subject, row[0]);
      facts.writtenAt.set(subject, row[1]);
    }
    for (const taken of named.handles) if (handle(taken)) facts.handles.add(taken);
    for (const taken of named.versions) if (version(taken)) facts.versions.add(taken);
    return facts;
  };
}

const STATE_COLUMNS = ['leader', 'n', 'head', 'state', 'seal', 'seq'];
const HEAD_COLUMNS = ['seq', 't', 'epoch', 'origin', 'firstSeq', 'range', 'root'];
const KEY_COLUMNS = [
  'name',
  'system',
  'scopes',
  'touchpoints',
  'mac',
  'createdAtMs',
  'expiresAtMs',
  'revokedAtMs',
  'limitPerSecond',
];
const OFFICER_COLUMNS = ['handle', 'sealed', 'roles', 'createdAtMs', 'removedAtMs'];

/**
 * A state that stays with its leader, as nearly all do; false where no row is. SQLite writes every
 * index anew whose columns a statement sets, though they say what they said: a fifth of the pages
 * that a group writes (measured: bench commit).
 */
function stateUpdater(connection: Connection): (row: typeof t.subjects.$inferInsert) => boolean {
  const statement = connection.prepare(
    `UPDATE subjects SET n = ?, head = ?, state = ?, seal = ?, seq = ? WHERE subject = ? AND leader = ?`,
  );
  return ({ n, head, state, seal, seq, subject, leader }) =>
    statement.run(n, head, state, seal, seq, subject, leader).changes > 0;
}

function rowsWriter(connection: Connection): (rows: GroupRows, head: Head) => void {
  const event = inserter(connection, t.events);
  const body = inserter(connection, t.eventBodies);
  const purpose = inserter(connection, t.eventPurposes);
  const personal = inserter(connection, t.eventPersonal);
  const outbox = inserter(connection, t.outbox);
  const idempotency = inserter(connection, t.idempotency);
  const catalogue = inserter(connection, t.catalogues);
  const identifier = inserter(connection, t.identifiers);
  const subject = inserter(connection, t.subjects, { target: 'subject', update: STATE_COLUMNS });
  const carryOn = stateUpdater(connection);
  const apiKey = inserter(connection, t.apiKeys, { target: 'id', update: KEY_COLUMNS });
  const officer = inserter(connection, t.officers, { target: 'id', update: OFFICER_COLUMNS });
  const headRow = inserter(connection, t.head, { target: 'id', update: HEAD_COLUMNS });
  const removeHandle = connection.prepare(`DELETE FROM identifiers WHERE handle = ?`);
  const revoke = connection.prepare(
    `UPDATE api_keys SET revoked_at_ms = ? WHERE id = ? AND revoked_at_ms IS NULL`,
  );
  const erase = eraser(connection);
  return (rows, head) => {
    event(rows.events);
    body(rows.eventBodies);
    purpose(rows.eventPurposes);
    personal(rows.eventPersonal);
    outbox(rows.outbox);
    idempotency(rows.idempotency);
    catalogue(rows.catalogues);
    subject([...rows.subjects.values()].filter((row) => !carryOn(row)));
    for (const handle of rows.removedHandles) removeHandle.run(handle);
    identifier([...rows.identifiers.values()]);
    apiKey([...rows.apiKeys.values()]);
    for (const [id, atMs] of rows.revoked) revoke.run(atMs, id);
    officer([...rows.officers.values()]);
    rows.erasures.forEach(erase);
    headRow([{ id: 1, ...head }]);
  };
}
