/** The tree's leaves, its logs and what was signed over them (LEDGER "Checkpoint", "Restore"). */
import { and, asc, desc, eq, gt, gte, isNull } from 'drizzle-orm';
import { newHead } from '../append/head';
import { ANCHOR_KINDS, type AnchorRow, type CheckpointRow, type LedgerStore } from '../ledger-port';
import { StorageError } from '../problem';
import type { Engine, Step, Tables } from './engine';
import { logReads } from './log';

const ROWS_A_STATEMENT = 500;

export function ledgerOperations(engine: Engine): LedgerStore {
  const { read, tables } = engine;
  const { seq, t, entry, leafHash } = tables.events;
  return {
    ...logOperations(engine),
    ...checkpointOperations(engine),
    ...anchorOperations(engine),

    async readLeaves(fromSeq, limit) {
      return read
        .select({ seq, t, entry, leafHash })
        .from(tables.events)
        .where(gte(seq, fromSeq))
        .orderBy(asc(seq))
        .limit(limit);
    },

    async restoreEntries({ epoch, firstSeq, entries, hashLeaves }) {
      const head = await logReads(engine).head();
      if (firstSeq !== head.seq + 1) return false;
      const edge = { size: head.seq - head.firstSeq + 1, range: head.range };
      const { range, root, leaves } = hashLeaves(edge, entries);
      const rows = entries.map((bytes, i) => {
        const leaf = leaves[i];
        if (!leaf) throw new Error('Fewer leaves were hashed than there are entries.');
        return {
          seq: firstSeq + i,
          t: leaf.t,
          kind: leaf.kind,
          entry: bytes,
          leafHash: leaf.leafHash,
        };
      });
      const next = { epoch, seq: head.seq + rows.length, t: rows.at(-1)?.t ?? head.t, range, root };
      return engine.together((db) => [
        {
          // INVARIANT: the head is still the one that was hashed on; a rotation has the same seq.
          write: db
            .update(tables.head)
            .set(next)
            .where(and(eq(tables.head.seq, head.seq), eq(tables.head.firstSeq, head.firstSeq)))
            .returning({ id: tables.head.id }),
          rows: 1,
        },
        ...chunks(rows).map((chunk) => ({
          write: db.insert(tables.events).values(chunk).returning({ seq }),
        })),
      ]);
    },
  };
}

function logOperations({ read, write, together, tables }: Engine) {
  const { logs, head } = tables;
  const operations: Pick<LedgerStore, 'listLogs' | 'nameLogKey' | 'rotateLog'> = {
    async listLogs() {
      return read
        .select()
        .from(logs)
        .orderBy(...newestFirst(tables));
    },
    async nameLogKey(origin, vkey) {
      const named = await write
        .update(logs)
        .set({ vkey })
        .where(and(eq(logs.origin, origin), isNull(logs.vkey)))
        .returning({ origin: logs.origin });
      if (named.length === 1) return;
      const [log] = await read.select().from(logs).where(eq(logs.origin, origin));
      if (log?.vkey !== vkey) {
        throw new StorageError(`The log ${origin} is not there or has another key.`, 'LOG_KEY');
      }
    },
    async rotateLog({ expectedSeq, origin }) {
      const { range, root } = newHead();
      const firstSeq = expectedSeq + 1;
      // The counter row first: whoever appends waits there and then reads the new head.
      const steps = (db: Engine['write']): readonly Step[] => [
        {
          write: db
            .update(head)
            .set({ origin, firstSeq, range, root })
            .where(eq(head.seq, expectedSeq))
            .returning({ id: head.id }),
          rows: 1,
        },
        {
          write: db
            .update(logs)
            .set({ closedSeq: expectedSeq })
            .where(isNull(logs.closedSeq))
            .returning({ origin: logs.origin }),
          rows: 1,
        },
        {
          write: db.insert(logs).values({ origin, firstSeq }).returning({ origin: logs.origin }),
          rows: 1,
        },
      ];
      return together(steps);
    },
  };
  return operations;
}

/** Logs that closed empty share their `firstSeq` with the next one: the open one comes first, then the later close. */
function newestFirst({ logs }: Tables) {
  return [desc(logs.firstSeq), desc(isNull(logs.closedSeq)), desc(logs.closedSeq)];
}

function checkpointOperations({ read, write, tables }: Engine) {
  const { checkpoints } = tables;
  const { origin, size } = checkpoints;
  const at = async (row: CheckpointRow) => {
    const same = and(eq(origin, row.origin), eq(size, row.size));
    return (await read.select().from(checkpoints).where(same))[0];
  };
  const operations: Pick<
    LedgerStore,
    'putCheckpoint' | 'newestCheckpoint' | 'checkpointFor' | 'checkpointsOf'
  > = {
    async putCheckpoint(row) {
      const stands = await insertOnce(
        () => at(row),
        async () => {
          await write.insert(checkpoints).values(row);
        },
      );
      if (stands && !Buffer.from(stands.root).equals(row.root)) {
        throw new StorageError(
          `Another root was signed for size ${row.size} of ${row.origin}: the log forked.`,
          'LOG_FORK',
        );
      }
    },
    async newestCheckpoint(of) {
      const newest = read.select().from(checkpoints).where(eq(origin, of));
      return (await newest.orderBy(desc(size)).limit(1))[0];
    },
    async checkpointFor(of, least) {
      const covering = and(eq(origin, of), gte(size, least));
      return (await read.select().from(checkpoints).where(covering).orderBy(size).limit(1))[0];
    },
    async checkpointsOf(of, { afterSize, limit }) {
      const later = and(eq(origin, of), gt(size, afterSize));
      return read.select().from(checkpoints).where(later).orderBy(size).limit(limit);
    },
  };
  return operations;
}

function anchorOperations({ read, write, tables }: Engine) {
  const { anchors } = tables;
  const operations: Pick<LedgerStore, 'addAnchor' | 'anchorsOf'> = {
    async addAnchor(row) {
      await insertOnce(
        async () => (await read.select().from(anchors).where(eq(anchors.id, row.id)))[0],
        async () => {
          await write.insert(anchors).values(row);
        },
      );
    },
    async anchorsOf(origin, { fromSize, limit, kind, detail, order }) {
      const direction = order === 'newest' ? desc : asc;
      const rows = await read
        .select()
        .from(anchors)
        .where(
          and(
            eq(anchors.origin, origin),
            gte(anchors.size, fromSize),
            kind && eq(anchors.kind, kind),
            detail === undefined ? undefined : eq(anchors.detail, detail),
          ),
        )
        .orderBy(...[anchors.size, anchors.atMs, anchors.id].map(direction))
        .limit(limit);
      return rows.map(anchorOf);
    },
  };
  return operations;
}

/** The row that stood already; undefined when this one was written. Tables that refuse every change take no upsert. */
async function insertOnce<Row>(
  find: () => Promise<Row | undefined>,
  insert: () => Promise<void>,
): Promise<Row | undefined> {
  const stands = await find();
  if (stands) return stands;
  try {
    await insert();
    return undefined;
  } catch (error) {
    const raced = await find();
    if (raced) return raced;
    throw error;
  }
}

function anchorOf(row: Tables['anchors']['$inferSelect']): AnchorRow {
  const kind = ANCHOR_KINDS.find((known) => known === row.kind);
  if (!kind) throw new Error(`Anchor ${row.id} is of a kind that this version does not know.`);
  return { ...row, kind };
}

function chunks<Row>(rows: readonly Row[]): Row[][] {
  const all: Row[][] = [];
  for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT) {
    all.push(rows.slice(at, at + ROWS_A_STATEMENT));
  }
  return all;
}
