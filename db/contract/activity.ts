import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../port';
import { bytes, newSubject, NOW_MS, type FreshDatabase, type TestDatabase } from './samples';

export function activityContract(fresh: FreshDatabase): void {
  describe('activity', () => {
    let database: TestDatabase;
    let store: Store;
    let other: Store;
    beforeAll(async () => {
      database = await fresh();
      [store, other] = await Promise.all([database.open(), database.open()]);
    });
    afterAll(async () => {
      await Promise.all([store.close(), other.close()]);
      await database.close();
    });

    test('tallies of two nodes add up, doubled keys in one call too', async () => {
      const subject = newSubject();
      const tally = {
        subject,
        touchpoint: 'home',
        day: '2026-07-01',
        outcome: 'refused',
        count: 1,
      };
      const batch = [tally, { ...tally, outcome: 'allowed', count: 5 }, tally];
      const adds = Array.from({ length: 20 }, (_, i) => (i % 2 ? store : other).addTallies(batch));
      await Promise.all(adds);
      expect(await store.talliesOf([subject], '2026-07-01')).toEqual([
        { ...tally, outcome: 'allowed', count: 100 },
        { ...tally, outcome: 'refused', count: 40 },
      ]);
      expect(await store.talliesOf([subject], '2026-07-02')).toEqual([]);
      await store.addTallies([]);
    });

    test('of two systems that want the last message one gets it', async () => {
      const [subject, joined] = [newSubject(), newSubject()];
      const limits = [{ channel: null, sinceMs: NOW_MS - 1000, max: 3 }];
      const tries = Array.from({ length: 20 }, (_, i) => {
        const channel = i % 3 ? 'mail' : 'app';
        const subjects = i % 4 < 2 ? [subject, joined] : [joined, subject];
        return (i % 2 ? store : other).reserveContact(subjects, { channel, atMs: NOW_MS }, limits);
      });
      const given = await Promise.all(tries);
      expect(given.filter(Boolean)).toHaveLength(3);
      expect(await store.contactsOf([subject, joined], NOW_MS)).toHaveLength(3);
      expect(await store.contactsOf([subject, joined], NOW_MS + 1)).toEqual([]);
    });

    test('every limit must leave room, each over its own channel and window', async () => {
      const subject = newSubject();
      const mail = { channel: 'mail', sinceMs: NOW_MS, max: 1 };
      const all = { channel: null, sinceMs: NOW_MS, max: 2 };
      const ask = (channel: string, atMs: number, limits = [mail, all]) =>
        store.reserveContact([subject], { channel, atMs }, limits);
      expect(await ask('mail', NOW_MS - 5)).toBe(true);
      expect(await ask('mail', NOW_MS + 1)).toBe(true);
      expect(await ask('mail', NOW_MS + 2)).toBe(false);
      expect(await ask('app', NOW_MS + 3, [all])).toBe(true);
      expect(await ask('app', NOW_MS + 4, [all])).toBe(false);
      expect(await ask('app', NOW_MS + 5, [])).toBe(true);
      expect(await store.reserveContact([], { channel: 'app', atMs: 1 }, [])).toBe(false);
    });

    test('an exposure reported twice is there once', async () => {
      const subject = newSubject();
      const row = {
        id: newSubject(),
        subject,
        touchpoint: 'home',
        atMs: NOW_MS,
        receivedAtMs: NOW_MS + 1,
        decisionId: null,
        sealed: bytes(60),
      };
      const puts = await Promise.all([store, other, store].map((node) => node.putExposure(row)));
      expect(puts.filter(Boolean)).toHaveLength(1);
      await store.putExposure({ ...row, id: newSubject(), atMs: NOW_MS + 9, decisionId: 'dec_1' });
      const found = await other.exposuresOf([subject], NOW_MS, 10);
      expect(found.map(({ decisionId }) => decisionId)).toEqual(['dec_1', null]);
      expect(Buffer.from(found[1]?.sealed ?? []).equals(row.sealed)).toBe(true);
      expect(await other.exposuresOf([subject], NOW_MS, 1)).toHaveLength(1);
      expect(await other.exposuresOf([subject], NOW_MS + 10, 10)).toEqual([]);
    });

    test('mail is listed newest first', async () => {
      for (const at of [1, 3, 2])
        await store.putMail({ id: `m${at}`, sealed: bytes(), createdAtMs: at });
      expect((await store.listMail(2)).map(({ id }) => id)).toEqual(['m3', 'm2']);
    });

    test('a store that is asked answers', async () => {
      await expect(store.ping()).resolves.toBeUndefined();
      expect(store.engineVersion).toMatch(/^(SQLite|PostgreSQL|PGlite) /);
    });
  });
}
