import { describe, expect, test } from 'vitest';
import type { Store } from '../port';
import { bytes, newSubject, NOW_MS, type FreshDatabase } from './samples';
import { onTwoNodes } from './two-nodes';

export function activityContract(fresh: FreshDatabase): void {
  describe('activity', () => {
    let store: Store;
    let other: Store;
    onTwoNodes(fresh, (...nodes) => {
      [store, other] = nodes;
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

    test('a batch of tallies counts once, whichever node it reaches, or not at all', async () => {
      const subject = newSubject();
      const rows = [
        { subject, touchpoint: 'home', day: '2026-07-01', outcome: 'refused', count: 3 },
      ];
      const batch = { scope: `tallies ${subject}`, key: 'b1', payloadHash: 'h1', atMs: NOW_MS };
      const adds = Array.from({ length: 10 }, (_, i) =>
        (i % 2 ? store : other).addTalliesOnce(batch, rows),
      );
      expect((await Promise.all(adds)).sort()).toEqual([
        'added',
        ...Array<string>(9).fill('again'),
      ]);
      expect(await store.addTalliesOnce({ ...batch, payloadHash: 'h2' }, rows)).toBe('reused');
      expect(await store.addTalliesOnce({ ...batch, key: 'b2' }, [])).toBe('added');
      expect((await other.talliesOf([subject], '2026-07-01')).map(({ count }) => count)).toEqual([
        3,
      ]);
    });

    test('which places are asked about, whoever it was about', async () => {
      const place = newSubject();
      const tally = { touchpoint: place, outcome: 'allowed', count: 2 };
      const [a, b] = [newSubject(), newSubject()];
      await store.addTallies([
        { ...tally, subject: a, day: '2026-07-01' },
        { ...tally, subject: b, day: '2026-07-01' },
        { ...tally, subject: b, day: '2026-07-03' },
      ]);
      await other.addTallies([{ ...tally, subject: a, day: '2026-07-01' }]);
      const since = async (day: string) =>
        (await store.askedPlaces(day)).filter(({ touchpoint }) => touchpoint === place);
      expect(await since('2026-07-01')).toEqual([
        { touchpoint: place, day: '2026-07-03', count: 8 },
      ]);
      expect(await since('2026-07-02')).toEqual([
        { touchpoint: place, day: '2026-07-03', count: 2 },
      ]);
      expect(await since('2026-07-04')).toEqual([]);
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

    test("everybody's exposures come newest first, page by page, each once", async () => {
      const base = { touchpoint: 'home', receivedAtMs: 1, decisionId: null, sealed: bytes(60) };
      const sinceMs = NOW_MS + 1_000_000;
      const made = Array.from({ length: 7 }, (_, i) => ({
        ...{ ...base, id: newSubject(), subject: newSubject() },
        // Pairs at the same instant, also across the end of a page.
        atMs: sinceMs + Math.floor(i / 2),
      }));
      for (const row of made) await store.putExposure(row);
      const pages: string[] = [];
      let before: { atMs: number; id: string } | undefined;
      for (;;) {
        const page = await other.exposuresSince(sinceMs, { limit: 3, ...(before && { before }) });
        pages.push(...page.map(({ id }) => id));
        before = page.at(-1);
        if (page.length < 3) break;
      }
      const order = (row: { atMs: number; id: string }) => `${row.atMs} ${row.id}`;
      const expected = [...made].sort((a, b) => (order(a) < order(b) ? 1 : -1));
      expect(pages).toEqual(expected.map(({ id }) => id));
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
