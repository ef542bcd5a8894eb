import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { JobRow, Store } from '../port';
import { bytes, newSubject, NOW_MS, type FreshDatabase } from './samples';
import { onTwoNodes } from './two-nodes';

function job(kind: string, more: Partial<JobRow> = {}): JobRow {
  return {
    ...{ id: randomUUID(), kind, ownedBy: 'off_1', sealed: bytes(50), status: 'waiting' },
    ...{ done: 0, total: 0, state: null, result: null, problem: null, createdAtMs: NOW_MS },
    ...{ leaseUntilMs: null, worker: null, endedAtMs: null },
    ...more,
  };
}

export function jobContract(fresh: FreshDatabase): void {
  describe('jobs', () => {
    let store: Store;
    let other: Store;
    onTwoNodes(fresh, (...nodes) => {
      [store, other] = nodes;
    });
    const claim = (node: Store, kind: string, worker: string, nowMs = NOW_MS) =>
      node.claimJob({ kinds: [kind, 'another kind'], worker, leaseMs: 1_000, nowMs });

    test('of forty workers on two nodes each job gets one, the oldest first', async () => {
      const kind = randomUUID();
      const rows = Array.from({ length: 25 }, (_, i) => job(kind, { createdAtMs: NOW_MS + i }));
      for (const row of [...rows].reverse()) await store.putJob(row);
      const [oldest] = rows;
      const first = await claim(other, kind, 'early');
      expect(first).toMatchObject({ id: oldest?.id, status: 'running', worker: 'early' });
      const claims = await Promise.all(
        Array.from({ length: 40 }, (_, i) => claim(i % 2 ? store : other, kind, `w${i}`)),
      );
      const taken = claims.flatMap((one) => one?.id ?? []);
      expect(new Set(taken).size).toBe(24);
      expect(taken).toHaveLength(24);
      expect(await claim(store, kind, 'late')).toBeUndefined();
    });

    test('those of a kind that are old go, and no others', async () => {
      const [kind, another] = [randomUUID(), randomUUID()];
      const [old, young, foreign] = [
        job(kind, { createdAtMs: NOW_MS - 1, status: 'running' }),
        job(kind, { createdAtMs: NOW_MS }),
        job(another, { createdAtMs: NOW_MS - 1 }),
      ];
      for (const row of [old, young, foreign]) await store.putJob(row);
      expect(await other.removeJobs(kind, NOW_MS)).toBe(1);
      const left = await Promise.all([old, young, foreign].map(({ id }) => store.findJob(id)));
      expect(left.map((row) => row?.id)).toEqual([undefined, young.id, foreign.id]);
    });

    test('who lost the lease learns it, and whoever takes over goes on where it was', async () => {
      const kind = randomUUID();
      const { id } = job(kind);
      await store.putJob(job(kind, { id }));
      await claim(store, kind, 'a');
      const state = bytes(9);
      const progress = { done: 3, total: 9, state, leaseUntilMs: NOW_MS + 5_000 };
      expect(await store.saveProgress(id, 'a', progress)).toBe(true);
      expect(await claim(other, kind, 'b', NOW_MS + 4_999)).toBeUndefined();
      const over = await claim(other, kind, 'b', NOW_MS + 5_000);
      expect(over).toMatchObject({ id, worker: 'b', done: 3, total: 9 });
      expect(Buffer.from(over?.state ?? []).equals(state)).toBe(true);

      expect(await store.saveProgress(id, 'a', progress)).toBe(false);
      const end = { status: 'done', result: 'r', problem: null, atMs: NOW_MS + 9 } as const;
      expect(await store.endJob(id, 'a', end)).toBe(false);
      expect(await other.endJob(id, 'b', end)).toBe(true);
      expect(await store.findJob(id)).toMatchObject({
        ...{ status: 'done', result: 'r', state: null, endedAtMs: NOW_MS + 9, leaseUntilMs: null },
      });
      expect(await other.endJob(id, 'b', end)).toBe(false);
      expect(await claim(store, kind, 'c', NOW_MS + 999_999)).toBeUndefined();
    });

    test('a cancelled job stops whoever works on it, and an ended one cannot be cancelled', async () => {
      const kind = randomUUID();
      const [waiting, running] = [job(kind, { createdAtMs: NOW_MS + 1 }), job(kind)];
      await store.putJob(waiting);
      await store.putJob(running);
      expect((await claim(store, kind, 'a'))?.id).toBe(running.id);
      expect(await other.cancelJob(running.id, NOW_MS)).toBe(true);
      expect(await other.cancelJob(waiting.id, NOW_MS)).toBe(true);
      expect(await other.cancelJob(waiting.id, NOW_MS + 1)).toBe(false);
      expect(await other.cancelJob('nothing', NOW_MS)).toBe(false);
      const progress = { done: 1, total: 1, state: null, leaseUntilMs: NOW_MS + 9 };
      expect(await store.saveProgress(running.id, 'a', progress)).toBe(false);
      expect(await claim(store, kind, 'b', NOW_MS + 99_999)).toBeUndefined();
      expect((await store.findJob(waiting.id))?.endedAtMs).toBe(NOW_MS);
    });

    test('how far a cancelled job came is forgotten, or kept where it is asked for', async () => {
      const state = bytes(40);
      for (const keep of [undefined, { state: true } as const]) {
        const row = job(randomUUID());
        await store.putJob(row);
        await claim(store, row.kind, 'a');
        const progress = { done: 1, total: 2, state, leaseUntilMs: NOW_MS + 9 };
        await store.saveProgress(row.id, 'a', progress);
        expect(await other.cancelJob(row.id, NOW_MS, keep)).toBe(true);
        const found = (await store.findJob(row.id))?.state ?? null;
        expect(found && Buffer.from(found)).toEqual(keep === undefined ? null : Buffer.from(state));
      }
    });

    test('jobs are listed newest first, by kind and by owner; an id is taken once', async () => {
      const [kind, ownedBy] = [randomUUID(), newSubject()];
      const rows = [1, 2, 3].map((at) =>
        job(kind, { createdAtMs: at, ownedBy: at === 2 ? ownedBy : 'off_2' }),
      );
      for (const row of rows) await store.putJob(row);
      const ids = rows.map(({ id }) => id).reverse();
      expect((await other.listJobs({ kind, limit: 9 })).map(({ id }) => id)).toEqual(ids);
      expect(await other.listJobs({ kind, limit: 2 })).toHaveLength(2);
      const counted = (await other.countJobs()).filter((row) => row.kind === kind);
      expect(counted).toEqual([{ kind, status: 'waiting', jobs: 3 }]);
      expect(await other.listJobs({ ownedBy, limit: 9 })).toMatchObject([{ id: ids[1], kind }]);
      await expect(store.putJob(job(kind, { id: ids[0] ?? '' }))).rejects.toThrow();
      expect(await store.findJob('nothing')).toBeUndefined();
    });
  });
}
