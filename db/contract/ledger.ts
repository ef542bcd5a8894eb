import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { AnchorPage } from '../ledger-port';
import type { CheckpointRow, Store } from '../port';
import { testHashLeaves } from '../sqlite/test-support/advance';
import {
  appendOk,
  bareCommit,
  bytes,
  newSubject,
  NOW_MS,
  ORIGIN,
  sampleCommit,
  wholeLog,
  type FreshDatabase,
  type TestDatabase,
} from './samples';
import { expectSoundLog, rootOfEntries } from './sound-log';
import { onTwoNodes } from './two-nodes';

function checkpoint(size: number, more: Partial<CheckpointRow> = {}): CheckpointRow {
  const signed = { origin: ORIGIN, size, root: bytes(), text: `${ORIGIN}\n${size}\n` };
  return { ...signed, signedAtMs: NOW_MS + size, ...more };
}
const hex = (root: Uint8Array | undefined) => Buffer.from(root ?? []).toString('hex');

export function ledgerContract(fresh: FreshDatabase): void {
  describe('ledger', () => {
    let store: Store;
    let other: Store;
    let database: TestDatabase;
    onTwoNodes(fresh, (...nodes) => {
      [store, other, database] = nodes;
    });

    test('a new database has one open log, without a key until one is named, once', async () => {
      const log = { origin: ORIGIN, firstSeq: 1, closedSeq: null, vkey: null };
      expect(await store.listLogs()).toEqual([log]);
      await store.nameLogKey(ORIGIN, 'key+1');
      await other.nameLogKey(ORIGIN, 'key+1');
      await expect(other.nameLogKey(ORIGIN, 'key+2')).rejects.toThrow(/another key/);
      await expect(store.nameLogKey('nobody/2020', 'key+1')).rejects.toThrow(/not there/);
      expect(await other.listLogs()).toEqual([{ ...log, vkey: 'key+1' }]);
    });

    test('leaves are read oldest first, page by page', async () => {
      await appendOk(store, ...Array.from({ length: 7 }, () => sampleCommit(newSubject())));
      const log = await wholeLog(store);
      const leaves = [...(await store.readLeaves(1, 4)), ...(await other.readLeaves(5, 100))];
      expect(leaves.map(({ seq, t, entry }) => [seq, t, hex(entry)])).toEqual(
        log.map(({ seq, t, entry }) => [seq, t, hex(entry)]),
      );
      expect(hex(rootOfEntries(leaves.map(({ entry }) => entry)))).toBe(
        hex((await store.head()).root),
      );
      expect(await store.readLeaves(log.length + 1, 5)).toEqual([]);
    });

    checkpointTests(() => ({ database, store, other }));
    anchorTests(() => ({ database, store, other }));
  });
  rotationContract(fresh);
  restoreContract(fresh);
}

type Parts = () => { database: TestDatabase; store: Store; other: Store };

function checkpointTests(parts: Parts): void {
  test('a root is signed once a size: the same again is nothing, another is refused', async () => {
    const { store, other } = parts();
    const first = checkpoint(3);
    await Promise.all([store.putCheckpoint(first), other.putCheckpoint(first)]);
    await other.putCheckpoint({ ...first, text: 'later words', signedAtMs: 1 });
    await expect(store.putCheckpoint(checkpoint(3))).rejects.toThrow(/forked/);
    const stands = await store.newestCheckpoint(ORIGIN);
    expect(stands).toEqual({ ...first, root: stands?.root });
    expect(hex(stands?.root)).toBe(hex(first.root));
  });

  test('a checkpoint is found by the leaves it covers, its log’s only', async () => {
    const { store, other } = parts();
    for (const size of [90, 9, 7]) await store.putCheckpoint(checkpoint(size));
    await store.putCheckpoint(checkpoint(1_000, { origin: 'elsewhere/2026' }));
    const sizeOf = async (size: number) => (await other.checkpointFor(ORIGIN, size))?.size;
    expect(await Promise.all([1, 3, 4, 7, 8, 90, 91].map(sizeOf))).toEqual([
      3,
      3,
      7,
      7,
      9,
      90,
      undefined,
    ]);
    expect((await other.newestCheckpoint(ORIGIN))?.size).toBe(90);
    expect(await other.newestCheckpoint('nobody/2020')).toBeUndefined();
    const page = await other.checkpointsOf(ORIGIN, { afterSize: 3, limit: 2 });
    expect(page.map(({ size }) => size)).toEqual([7, 9]);
  });

  test.each([
    'update checkpoints set signed_at_ms = 1',
    'delete from checkpoints',
    "update anchors set detail = ''",
    'delete from anchors',
  ])('the database itself refuses: %s', async (statement) => {
    const { database, store } = parts();
    await store.putCheckpoint(checkpoint(2_000, { root: new Uint8Array(32) }));
    await store.addAnchor(anchor(2_000));
    await expect(database.raw(statement)).rejects.toThrow(/append-only/);
  });
}

function anchor(size: number) {
  const at = { id: randomUUID(), origin: ORIGIN, size, atMs: NOW_MS };
  return { ...at, kind: 'rfc3161', data: bytes(900), detail: 'https://tsa.example' } as const;
}

function anchorTests(parts: Parts): void {
  test('anchors come back by size, and an id that is there stays as it is', async () => {
    const { store, other } = parts();
    const [late, early] = [anchor(44), anchor(41)];
    await Promise.all([store.addAnchor(late), other.addAnchor(late)]);
    await other.addAnchor(early);
    await other.addAnchor({ ...early, kind: 'witness', data: bytes(3) });
    const found = await store.anchorsOf(ORIGIN, { fromSize: 41, limit: 2 });
    expect(found.map(({ id, kind, data }) => [id, kind, hex(data)])).toEqual(
      [early, late].map(({ id, kind, data }) => [id, kind, hex(data)]),
    );
    const [next] = await store.anchorsOf(ORIGIN, { fromSize: 42, limit: 1 });
    expect(next?.size).toBe(44);
  });

  test('anchors come back newest first, of one kind and one giver alone, when asked so', async () => {
    const { store } = parts();
    const origin = 'anchors.example/2026';
    const line = { ...anchor(75), kind: 'witness', detail: 'north' } as const;
    const other = { ...anchor(77), kind: 'witness', detail: 'south' } as const;
    for (const row of [anchor(71), line, other, anchor(79)]) {
      await store.addAnchor({ ...row, origin });
    }
    const newest = { fromSize: 70, limit: 9, order: 'newest' } as const;
    const sizes = async (page: AnchorPage) =>
      (await store.anchorsOf(origin, page)).map(({ size }) => size);
    expect(await sizes(newest)).toEqual([79, 77, 75, 71]);
    expect(await sizes({ ...newest, kind: 'rfc3161', limit: 1 })).toEqual([79]);
    expect(await sizes({ ...newest, kind: 'witness' })).toEqual([77, 75]);
    expect(await sizes({ fromSize: 70, limit: 9, kind: 'witness', detail: 'north' })).toEqual([75]);
  });
}

function rotationContract(fresh: FreshDatabase): void {
  describe('rotation', () => {
    test('a log that is closed stands as it was, and the next one begins with an empty tree', async () => {
      const database = await fresh();
      const store = await database.open();
      await appendOk(store, bareCommit(), bareCommit(), bareCommit());
      expect(await store.rotateLog({ expectedSeq: 2, origin: 'consent.example/2027' })).toBe(false);
      const empty = rootOfEntries([]);
      expect(await store.rotateLog({ expectedSeq: 3, origin: 'consent.example/2027' })).toBe(true);
      const head = await store.head();
      expect(head).toMatchObject({ seq: 3, origin: 'consent.example/2027', firstSeq: 4 });
      expect([hex(head.root), head.range.length]).toEqual([hex(empty), 0]);
      expect(await store.listLogs()).toEqual([
        { origin: 'consent.example/2027', firstSeq: 4, closedSeq: null, vkey: null },
        { origin: ORIGIN, firstSeq: 1, closedSeq: 3, vkey: null },
      ]);

      expect(await appendOk(store, bareCommit(), bareCommit())).toEqual([4, 5]);
      const mine = (await store.readLeaves(4, 10)).map(({ entry }) => entry);
      expect(hex((await store.head()).root)).toBe(hex(rootOfEntries(mine)));

      const before = await store.head();
      await expect(store.rotateLog({ expectedSeq: 5, origin: ORIGIN })).rejects.toThrow();
      expect(await store.head()).toEqual(before);
      await store.close();
      const again = await database.open();
      expect(await again.head()).toEqual(before);
      expect(await again.listLogs()).toHaveLength(2);
      await again.close();
      await database.close();
    });

    test('of nodes that rotate while others append one does, and every leaf is in exactly one tree', async () => {
      const database = await fresh();
      const nodes = await Promise.all([database.open(), database.open()]);
      const [store, other] = nodes;
      let rotated = 0;
      const rotate = async (node: Store): Promise<void> => {
        while (rotated < 3) {
          const { seq } = await node.head();
          const origin = `consent.example/${randomUUID()}`;
          if (await node.rotateLog({ expectedSeq: seq, origin })) rotated += 1;
        }
      };
      // Pauses let a rotation in between; whatever is left of them comes after the last append.
      const write = async (node: Store): Promise<void> => {
        for (let i = 0; i < 60; i += 1) {
          await appendOk(node, sampleCommit(newSubject()));
          await new Promise((wake) => setTimeout(wake, Math.random() * 8));
        }
      };
      await Promise.all([write(store), write(other), rotate(store), rotate(other)]);

      const head = await store.head();
      const [current, ...closed] = await store.listLogs();
      expect(current).toMatchObject({ origin: head.origin, firstSeq: head.firstSeq });
      let next = head.firstSeq;
      for (const log of closed) {
        expect(log.closedSeq).toBe(next - 1);
        next = log.firstSeq;
      }
      expect(next).toBe(1);
      const leaves = await store.readLeaves(1, 100_000);
      expect(leaves.map(({ seq }) => seq)).toEqual(leaves.map((_, i) => i + 1));
      const mine = leaves.filter(({ seq }) => seq >= head.firstSeq).map(({ entry }) => entry);
      expect(hex(head.root)).toBe(hex(rootOfEntries(mine)));
      await Promise.all(nodes.map((node) => node.close()));
      await database.close();
    });

    test('what was prepared for another log is prepared anew, with everything of its group', async () => {
      const database = await fresh();
      const store = await database.open();
      const subject = newSubject();
      const [one, two] = [sampleCommit(subject, 1, { origin: ORIGIN }), sampleCommit(subject, 2)];
      await store.rotateLog({ expectedSeq: 0, origin: 'consent.example/2027' });
      const conflict = { ok: false, reason: 'conflict' };
      expect(await store.append([one, two, bareCommit()])).toEqual([conflict, conflict, conflict]);
      expect((await store.head()).seq).toBe(0);
      await appendOk(store, { ...one, origin: 'consent.example/2027' }, two);
      await expectSoundLog(store);
      await store.close();
      await database.close();
    });
  });
}

function restoreContract(fresh: FreshDatabase): void {
  describe('restore', () => {
    test('published entries refill the log: the same tree, a new epoch, nothing personal', async () => {
      const [source, target] = [await fresh(), await fresh()];
      const [full, old] = await Promise.all([source.open(), target.open()]);
      await appendOk(full, ...Array.from({ length: 700 }, () => sampleCommit(newSubject())));
      const leaves = await full.readLeaves(1, 1_000);
      const entries = leaves.map(({ entry }) => entry);
      const refill = (firstSeq: number, from: number, to?: number) =>
        old.restoreEntries({
          epoch: `epoch-${from}`,
          firstSeq,
          entries: entries.slice(from, to),
          hashLeaves: testHashLeaves,
        });
      expect(await refill(1, 0, 37)).toBe(true);
      expect(await refill(1, 0)).toBe(false);
      expect(await refill(39, 38)).toBe(false);
      expect(await refill(38, 37)).toBe(true);
      const [there, here] = [await full.head(), await old.head()];
      expect(here).toEqual({ ...there, epoch: 'epoch-37' });
      const log = await expectSoundLog(old);
      expect(log.every(({ body, personal }) => body === null && personal === null)).toBe(true);
      expect(log.map(({ t, kind }) => [t, kind])).toEqual(
        (await wholeLog(full)).map(({ t, kind }) => [t, kind]),
      );
      expect(await refill(701, 700)).toBe(true);
      expect(await old.head()).toEqual({ ...there, epoch: 'epoch-700' });
      await appendOk(old, sampleCommit(newSubject()));
      await expectSoundLog(old);
      await Promise.all([full.close(), old.close()]);
      await Promise.all([source.close(), target.close()]);
    });
  });
}
