import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LogFilter, Store } from '../port';
import { nameListOf } from '../name-list';
import { OwnerRun } from '../owner-run';
import { StateRun } from '../state-run';
import {
  appendOk,
  bareCommit,
  bytes,
  newSubject,
  NOW_MS,
  sampleCommit,
  type FreshDatabase,
  type TestDatabase,
} from './samples';

export function readContract(fresh: FreshDatabase): void {
  describe('reads', () => {
    let database: TestDatabase;
    let store: Store;
    const [ann, ben, cat] = [newSubject(), newSubject(), newSubject()];
    beforeAll(async () => {
      database = await fresh();
      store = await database.open();
      const searches = [
        { subject: ann, search: { purposes: ['recommend'] } },
        { subject: ann, search: { purposes: ['*'], type: 'deny', receivedAtMs: NOW_MS + 10 } },
        { subject: ben, search: { purposes: ['advertise'], system: 'shop', by: 'key' } },
        { subject: ben, search: { purposes: [], surface: 'embed', receivedAtMs: NOW_MS + 20 } },
      ];
      const seen = new Map<string, number>();
      for (const { subject, search } of searches) {
        const n = (seen.get(subject) ?? 0) + 1;
        seen.set(subject, n);
        await appendOk(store, sampleCommit(subject, n, { search }));
      }
    });
    afterAll(async () => {
      await store.close();
      await database.close();
    });

    const cases: [string, Omit<LogFilter, 'order' | 'limit'>, number[]][] = [
      ['nothing', {}, [1, 2, 3, 4]],
      ['an instant and later', { fromMs: NOW_MS + 10 }, [2, 4]],
      ['before an instant, exclusive', { toMs: NOW_MS + 10 }, [1, 3]],
      ['types', { types: ['deny', 'pause'] }, [2]],
      ['no types', { types: [] }, []],
      ['a purpose, with what sweeps over it', { purpose: 'recommend' }, [1, 2]],
      ['another purpose', { purpose: 'advertise' }, [2, 3]],
      ['a surface', { surface: 'embed' }, [4]],
      ['who acted', { by: 'key' }, [3]],
      ['a system', { system: 'shop' }, [3]],
      ['subjects', { subjects: [ann] }, [1, 2]],
      ['two subjects and a purpose', { subjects: [ann, ben], purpose: 'advertise' }, [2, 3]],
      ['no subjects', { subjects: [] }, []],
    ];
    test.each(cases)('the log is searched by %s', async (_, filter, expected) => {
      const oldest = await store.searchLog({ ...filter, order: 'oldest', limit: 10 });
      expect(oldest.map(({ seq }) => seq)).toEqual(expected);
      const newest = await store.searchLog({ ...filter, order: 'newest', limit: 10 });
      expect(newest.map(({ seq }) => seq)).toEqual([...expected].reverse());
      expect(await store.countLog(filter)).toBe(expected.length);
    });

    test('pages meet without a gap in both orders', async () => {
      const page = async (order: LogFilter['order'], afterSeq?: number) => {
        const after = afterSeq === undefined ? {} : { afterSeq };
        const found = await store.searchLog({ order, limit: 3, ...after });
        return found.map(({ seq }) => seq);
      };
      expect(await page('newest')).toEqual([4, 3, 2]);
      expect(await page('newest', 2)).toEqual([1]);
      expect(await page('oldest', 3)).toEqual([4]);
    });

    test('an event comes back byte for byte', async () => {
      const commit = sampleCommit(newSubject());
      const [event] = commit.events;
      const [seq] = await appendOk(store, commit);
      const found = await store.findEvent(event?.eventId ?? '');
      expect(found).toMatchObject({ seq, kind: 'event', eventId: event?.eventId });
      expect(found?.body?.json).toBe(event?.body?.json);
      expect(hex(found?.body?.opening)).toBe(hex(event?.body?.opening));
      expect(found?.personal).toMatchObject({ subject: event?.personal?.subject, n: 1 });
      expect(hex(found?.personal?.sealed)).toBe(hex(event?.personal?.sealed));
      expect(hex(found?.personal?.random)).toBe(hex(event?.personal?.random));
      expect(await store.findEvent('evt_unknown')).toBeUndefined();
    });

    test('many are found whose handle first, in the order asked, and their states as one run of bytes', async () => {
      const [one, two] = [newSubject(), newSubject()];
      const state = Buffer.from('{"words":"納得 ✓"}', 'utf8');
      const [handle, other] = [`h1_${one}`, `h1_${two}`];
      const first = sampleCommit(one, 1, {
        identifiers: [{ handle, system: 'shop', subject: one, sealed: null }],
      });
      const states = first.states.map((row) => ({ ...row, state }));
      await appendOk(store, { ...first, states });
      await appendOk(
        store,
        sampleCommit(two, 1, {
          identifiers: [{ handle: other, system: 'shop', subject: two, sealed: null }],
        }),
      );
      const owners = async (...asked: string[]) => {
        const ownerRun = new OwnerRun(await store.ownerRunOf(nameListOf(asked)));
        const found = asked.map((): string => '');
        while (ownerRun.next()) found[ownerRun.place] = ownerRun.subject();
        return found;
      };
      expect(await owners(other, 'h1_nobody', handle, other)).toEqual([two, '', one, two]);
      expect(await owners('h1_nobody')).toEqual(['']);
      expect(await owners()).toEqual([]);
      const stateRunOf = (...asked: string[]) => store.stateRunOf(nameListOf(asked));
      const run = new StateRun(await stateRunOf('sub_nobody', two, one, two));
      const rows: [number, object][] = [];
      while (run.next()) rows.push([run.place, run.row(run.place === 2 ? one : two)]);
      const written = { state, seal: Buffer.from(states[0]?.seal ?? []) };
      expect(rows).toHaveLength(3);
      expect(rows).toContainEqual([2, { subject: one, leader: one, n: 1, head: 'p1', ...written }]);
      expect(rows.map(([place]) => place).sort()).toEqual([1, 2, 3]);
      expect(new StateRun(await stateRunOf('sub_nobody')).next()).toBe(false);
      expect(new StateRun(await stateRunOf()).next()).toBe(false);
      expect(() => nameListOf(['sub_"'])).toThrow('none of ours');
    });

    test('subjects are found in the order asked, unknown ones as undefined', async () => {
      const handles = ['h1_cat', 'h1_cat_2'];
      const sealed = bytes(40);
      const identifiers = handles.map((handle, i) => ({
        handle,
        system: 'shop',
        subject: cat,
        sealed: i === 0 ? sealed : null,
      }));
      const commit = sampleCommit(cat, 1, { identifiers });
      await appendOk(store, commit);
      const rows = await store.findByHandles(['h1_nobody', 'h1_cat', 'h1_cat_2']);
      expect(rows.map((row) => row?.subject)).toEqual([undefined, cat, cat]);
      expect(await store.findByHandles(['h1_nobody'])).toEqual([undefined]);
      const [one] = await store.findByHandles(['h1_cat']);
      expect(hex(one?.state)).toBe(hex(commit.states[0]?.state));
      expect(hex(one?.seal)).toBe(hex(commit.states[0]?.seal));
      expect(one).toMatchObject({ n: 1, head: 'p1', leader: cat, createdAtMs: NOW_MS });
      expect(await store.findByHandles([])).toEqual([]);
      const found = await store.findSubjects([cat, 'sub_nobody', ann]);
      expect(found.map((row) => row?.n)).toEqual([1, undefined, 2]);
      const kept = await store.identifiersOf([cat]);
      expect(kept.map(({ handle }) => handle)).toEqual(handles);
      expect(hex(kept[0]?.sealed)).toBe(hex(sealed));
      expect(kept[1]?.sealed).toBeNull();
    });

    test('whom a system knows comes page by page, under its own handles alone', async () => {
      const [first, second] = [newSubject(), newSubject()];
      const named = (subject: string, handle: string, system: string) => ({
        ...{ handle, system, subject },
        sealed: null,
      });
      const ofFirst = [
        named(first, 'h1_Z', 'tablet'),
        named(first, 'h1_a', 'tablet'),
        named(first, 'h1_b', 'tablet-2'),
      ];
      const ofSecond = [named(second, 'h1_c', 'tablet'), named(second, 'h1__', 'tablet')];
      const commits = [
        sampleCommit(first, 1, { identifiers: ofFirst }),
        sampleCommit(second, 1, { identifiers: ofSecond }),
      ];
      await appendOk(store, ...commits);
      const all = await store.subjectsOfSystem('tablet', { limit: 10 });
      const order = all.map(({ handle }) => handle);
      const owners = { h1_Z: first, h1_a: first, h1_c: second, h1__: second };
      expect(Object.fromEntries(all.map(({ handle, subject }) => [handle, subject]))).toEqual(
        owners,
      );
      expect(order).toHaveLength(4);
      const state = all.find(({ subject }) => subject === first)?.state;
      expect(hex(state)).toBe(hex(commits[0]?.states[0]?.state));
      const paged: string[] = [];
      for (let after: string | undefined; paged.length < order.length;) {
        const page = { limit: 1, ...(after !== undefined && { after }) };
        const [row] = await store.subjectsOfSystem('tablet', page);
        after = row?.handle ?? '';
        paged.push(after);
      }
      expect(paged).toEqual(order);
      expect(await store.subjectsOfSystem('tablet', { after: order[3] ?? '', limit: 1 })).toEqual(
        [],
      );
      expect(await store.subjectsOfSystem('nobody', { limit: 1 })).toEqual([]);
    });

    test('joined subjects are found by their leader, and in one read by any of them', async () => {
      const [leader, member, alone] = [newSubject(), newSubject(), newSubject()];
      const handle = `h1_${member}`;
      const system = `of-${member}`;
      const named = (text: string, subject: string) => [
        { handle: text, system, subject, sealed: null },
      ];
      const identifiers = named(handle, member);
      await appendOk(
        store,
        sampleCommit(leader),
        sampleCommit(member, 1, { identifiers }),
        sampleCommit(alone, 1, { identifiers: named(`h1_${alone}`, alone) }),
      );
      const counted = async () =>
        (await store.countIdentifiers()).filter((row) => row.system === system);
      expect(await counted()).toEqual([{ system, identifiers: 2, joined: 0 }]);
      const joined = sampleCommit(leader, 2);
      const states = [leader, member].map((subject) => ({
        ...sampleCommit(subject, 2).states[0],
        subject,
        leader,
        n: 2,
        head: 'p2',
        state: bytes(),
        seal: bytes(),
      }));
      const { seq } = await store.head();
      await appendOk(store, { ...joined, states });
      expect(await counted()).toEqual([{ system, identifiers: 2, joined: 1 }]);
      const members = await store.membersOf(leader);
      expect(members.map(({ subject }) => subject).sort()).toEqual([leader, member].sort());
      const group = await store.findGroup({ handle });
      expect(group?.subject).toBe(member);
      expect(group?.rows.map(({ subject }) => subject).sort()).toEqual([leader, member].sort());
      expect((await store.findGroup({ subject: leader }))?.rows).toHaveLength(2);
      expect(await store.findGroup({ handle: 'h1_nobody' })).toBeUndefined();
      // Both states changed, though the event is about one of them.
      const changed = await store.changedSince(seq);
      expect([...(changed.subjects ?? [])].sort()).toEqual([leader, member].sort());
      expect(changed.seq).toBe(seq + 1);
    });

    test('what changed is named exactly, until it is too much to name', async () => {
      const { seq } = await store.head();
      expect(await store.changedSince(seq)).toEqual({ seq, subjects: [] });
      await appendOk(store, bareCommit());
      expect(await store.changedSince(seq)).toEqual({ seq: seq + 1, subjects: [] });
      const many = Array.from({ length: 5_001 }, () => sampleCommit(newSubject()));
      await appendOk(store, ...many);
      expect(await store.changedSince(seq + 1)).toEqual({ seq: seq + 5_002, subjects: null });
      expect((await store.changedSince(seq + 2)).subjects).toHaveLength(5_000);
      expect(await store.countSubjects()).toBeGreaterThan(5_001);
    });

    test('who changed is told under each handle of the systems asked about, page by page', async () => {
      const [first, second] = [newSubject(), newSubject()];
      const named = (subject: string, handle: string, system: string) => ({
        ...{ handle, system, subject },
        sealed: null,
      });
      const { seq } = await store.head();
      const ofFirst = [
        named(first, 'h1_till_B', 'till'),
        named(first, 'h1_till_A', 'till'),
        named(first, 'h1_kiosk', 'kiosk'),
        named(first, 'h1_other', 'other'),
      ];
      const ofSecond = [named(second, 'h1_till_C', 'till')];
      await appendOk(
        store,
        sampleCommit(first, 1, { identifiers: ofFirst }),
        sampleCommit(second, 1, { identifiers: ofSecond }),
      );
      const begin = { seq, handle: '' };
      const all = await store.changedPeople(['till', 'kiosk'], { after: begin, limit: 10 });
      expect(all.map(({ handle, system }) => [system, handle])).toEqual([
        ['kiosk', 'h1_kiosk'],
        ['till', 'h1_till_A'],
        ['till', 'h1_till_B'],
        ['till', 'h1_till_C'],
      ]);
      expect(all.map((row) => row.seq)).toEqual([seq + 1, seq + 1, seq + 1, seq + 2]);
      const paged: string[] = [];
      for (let after = begin; ;) {
        const [row] = await store.changedPeople(['till', 'kiosk'], { after, limit: 1 });
        if (row === undefined) break;
        paged.push(row.handle);
        after = { seq: row.seq, handle: row.handle };
      }
      expect(paged).toEqual(all.map(({ handle }) => handle));
      // Written again, somebody comes once, at the end, with the newest state.
      const again = sampleCommit(first, 2);
      await appendOk(store, again);
      const now = await store.changedPeople(['till'], { after: begin, limit: 10 });
      expect(now.map(({ handle }) => handle)).toEqual(['h1_till_C', 'h1_till_A', 'h1_till_B']);
      expect(hex(now[1]?.state)).toBe(hex(again.states[0]?.state));
      expect(await store.changedPeople([], { after: begin, limit: 10 })).toEqual([]);
    });

    test('everybody is read page by page, each once', async () => {
      await appendOk(store, ...Array.from({ length: 5 }, () => sampleCommit(newSubject())));
      const seen: string[] = [];
      for (;;) {
        const after = seen.at(-1);
        const page = await store.subjectIds({
          limit: 2_000,
          ...(after !== undefined && { after }),
        });
        if (page.length === 0) break;
        seen.push(...page);
      }
      expect(seen).toHaveLength(await store.countSubjects());
      expect(new Set(seen).size).toBe(seen.length);
    });

    test('the revision differs after every commit, of this node and of another', async () => {
      const other = await database.open();
      const seen = [await store.revision()];
      await appendOk(store, bareCommit());
      seen.push(await store.revision());
      await appendOk(other, bareCommit());
      await new Promise((wake) => setImmediate(wake));
      seen.push(await store.revision());
      expect(new Set(seen).size).toBe(3);
      await other.close();
    });

    test('the outbox gives every told event once, in commit order', async () => {
      const first = await store.outboxAfter(0, 2);
      expect(first.map(({ seq }) => seq)).toEqual([1, 2]);
      const next = await store.outboxAfter(first.at(-1)?.id ?? 0, 1);
      expect(next[0]).toMatchObject({ seq: 3, topic: 'choice' });
    });

    test('keys and officers are written with their event, changed and revoked', async () => {
      const key = {
        id: 'abc',
        name: 'Shop',
        system: 'shop',
        scopes: ['decide', 'choice:refuse'],
        touchpoints: ['*'],
        mac: bytes(),
        createdAtMs: 1,
        expiresAtMs: 2,
        revokedAtMs: null,
        limitPerSecond: 25,
      };
      const officer = {
        id: 'off_1',
        handle: 'h1_officer',
        sealed: bytes(),
        roles: ['auditor'],
        createdAtMs: 1,
        removedAtMs: null,
      };
      await appendOk(
        store,
        bareCommit({
          rows: [
            { table: 'api-key', row: key },
            { table: 'officer', row: officer },
          ],
        }),
      );
      expect(await store.findApiKey('abc')).toMatchObject({
        scopes: key.scopes,
        revokedAtMs: null,
        limitPerSecond: 25,
      });
      expect(hex((await store.findApiKey('abc'))?.mac)).toBe(hex(key.mac));
      expect(await store.findApiKey('xyz')).toBeUndefined();
      expect(await store.findOfficerByHandle('h1_officer')).toMatchObject({ roles: ['auditor'] });
      const removed = { ...officer, roles: ['auditor', 'admin'], removedAtMs: 9 };
      await appendOk(
        store,
        bareCommit({
          rows: [
            { table: 'api-key-revoked', id: 'abc', atMs: 5 },
            { table: 'api-key-revoked', id: 'abc', atMs: 6 },
            { table: 'officer', row: removed },
          ],
        }),
        bareCommit({ rows: [{ table: 'api-key-revoked', id: 'abc', atMs: 7 }] }),
      );
      expect((await store.listApiKeys())[0]?.revokedAtMs).toBe(5);
      expect(await store.findOfficer('off_1')).toMatchObject({ roles: ['auditor', 'admin'] });
      expect(await store.findOfficerByHandle('h1_officer')).toBeUndefined();
      expect(await store.listOfficers()).toHaveLength(1);
    });
  });
}

function hex(value: Uint8Array | null | undefined): string {
  return value ? Buffer.from(value).toString('hex') : 'nothing';
}
