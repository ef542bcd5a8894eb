/** What outlives a restore of the other store (LEDGER "Erasure", "Restore"). */
import { and, eq, gt, inArray, max, sql } from 'drizzle-orm';
import type { KeptStore, KeptWithdrawal } from '../erasure-port';
import { inChunks } from './engine';
import type { KeyEngine } from './keys';

export function keptOperations(engine: KeyEngine): KeptStore {
  const { read, write, tables } = engine;
  const { tombstones } = tables;
  return {
    ...suppressionOperations(engine),
    ...withdrawalOperations(engine),

    async putTombstones(rows) {
      // Sorted, so that two who tell of the same people do not wait for each other in a circle.
      const sorted = [...rows].sort((a, b) => (a.mac < b.mac ? -1 : 1));
      await inChunks(sorted, async (chunk) => {
        await write.insert(tombstones).values(chunk).onConflictDoNothing();
        return [];
      });
    },
    async tombstones({ after = '', limit }) {
      return read
        .select()
        .from(tombstones)
        .where(gt(tombstones.mac, after))
        .orderBy(tombstones.mac)
        .limit(limit);
    },
  };
}

function suppressionOperations({ read, write, tables, scrub }: KeyEngine) {
  const { keptSuppressions: kept } = tables;
  const operations: Pick<KeptStore, 'putSuppressions' | 'suppressions' | 'dropSuppressions'> = {
    async putSuppressions(rows) {
      // One row a handle: PostgreSQL refuses to touch a row twice; sorted, so that batches do not deadlock.
      const newest = new Map(
        [...rows].sort((a, b) => a.atMs - b.atMs).map((row) => [row.handle, row]),
      );
      const sorted = [...newest.values()].sort((a, b) => (a.handle < b.handle ? -1 : 1));
      await inChunks(sorted, async (chunk) => {
        await write
          .insert(kept)
          .values(chunk)
          .onConflictDoUpdate({
            target: kept.handle,
            set: { atMs: sql`excluded.at_ms`, sealed: sql`excluded.sealed` },
            setWhere: sql`excluded.at_ms >= ${kept.atMs}`,
          });
        return [];
      });
    },
    async suppressions({ after = '', limit }) {
      return read
        .select()
        .from(kept)
        .where(gt(kept.handle, after))
        .orderBy(kept.handle)
        .limit(limit);
    },
    async dropSuppressions(handles) {
      await inChunks(handles, async (chunk) => {
        await write.delete(kept).where(inArray(kept.handle, chunk));
        return [];
      });
      if (handles.length > 0) await scrub();
    },
  };
  return operations;
}

function withdrawalOperations({ read, write, tables, scrub }: KeyEngine) {
  const { keptWithdrawals: kept } = tables;
  const operations: Pick<
    KeptStore,
    'putWithdrawals' | 'withdrawals' | 'lastWithdrawalSeq' | 'dropWithdrawals'
  > = {
    async putWithdrawals(rows) {
      // One row a name: PostgreSQL refuses to touch a row twice.
      const named = new Map(rows.map((row) => [`${String(row.seq)} ${row.handle}`, row]));
      const sorted = [...named.values()].sort(
        (a, b) => a.seq - b.seq || (a.handle < b.handle ? -1 : 1),
      );
      await inChunks(sorted, async (chunk) => {
        // After a restore a seq may come again: what it said before was said again under another.
        await write
          .insert(kept)
          .values(chunk)
          .onConflictDoUpdate({
            target: [kept.seq, kept.handle],
            set: { atMs: sql`excluded.at_ms`, sealed: sql`excluded.sealed` },
          });
        return [];
      });
    },
    async withdrawals({ afterSeq, limit }) {
      const rows = await read
        .select()
        .from(kept)
        .where(gt(kept.seq, afterSeq))
        .orderBy(kept.seq, kept.handle)
        .limit(limit);
      const last = rows.at(-1);
      if (last === undefined || rows.length < limit) return rows;
      return [...rows, ...(await restOfSeq(last))];
    },
    async lastWithdrawalSeq() {
      const [row] = await read.select({ seq: max(kept.seq) }).from(kept);
      return Number(row?.seq ?? 0);
    },
    async dropWithdrawals(handles) {
      await inChunks(handles, async (chunk) => {
        await write.delete(kept).where(inArray(kept.handle, chunk));
        return [];
      });
      if (handles.length > 0) await scrub();
    },
  };
  /** A page ends with a whole seq. */
  async function restOfSeq(last: KeptWithdrawal) {
    const rest = and(eq(kept.seq, last.seq), gt(kept.handle, last.handle));
    return read.select().from(kept).where(rest).orderBy(kept.handle);
  }
  return operations;
}
