import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ErasureRequestRow, KeyStore, ServiceErasureRow, Store } from '../port';
import { addPerson, erasing, sweeping, type Person } from './person';
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
import { expectSoundLog } from './sound-log';

const DAY = '2026-01-01';

async function leftOf(store: Store, { subject, handle }: Person) {
  return {
    events: (await store.eventsOf([subject])).length,
    state: (await store.findSubjects([subject]))[0]?.n,
    handle: (await store.findByHandles([handle]))[0]?.subject,
    identifiers: (await store.identifiersOf([subject])).length,
    tallies: (await store.talliesOf([subject], DAY)).length,
    exposures: (await store.exposuresOf([subject], 0, 9)).length,
    contacts: (await store.contactsOf([subject], 0)).length,
    audiences: (await store.audiencesOf([subject], 0, 9)).length,
    sessions: await store.endSessionsOf('subject', subject, NOW_MS),
    holds: (await store.holdsOf([subject])).length,
  };
}
const EVERYTHING = {
  ...{ events: 4, state: 4, identifiers: 1, tallies: 1, exposures: 1, contacts: 1 },
  audiences: 1,
};
const NOTHING = {
  ...{ events: 0, state: undefined, handle: undefined, identifiers: 0, tallies: 0 },
  ...{ exposures: 0, contacts: 0, audiences: 0, sessions: 0, holds: 0 },
};

export function erasureContract(fresh: FreshDatabase): void {
  describe('erasure', () => {
    let database: TestDatabase;
    let store: Store;
    let other: Store;
    let keys: KeyStore;
    beforeAll(async () => {
      database = await fresh();
      [store, other, keys] = await Promise.all([
        database.open(),
        database.open(),
        database.openKeys(),
      ]);
    });
    afterAll(async () => {
      await Promise.all([store.close(), other.close(), keys.close()]);
      await database.close();
    });
    const parts = () => ({ store, other, keys });
    erasingTests(parts);
    sweepTests(parts);
    erasedSetTests(parts);
    rowTests(parts);
  });
}

type Parts = () => { store: Store; other: Store; keys: KeyStore };

function erasingTests(parts: Parts): void {
  test('what is personal goes with its entry, every leaf stays, and nobody else is touched', async () => {
    const { store, other, keys } = parts();
    const [gone, stays] = [await addPerson(store, keys), await addPerson(store, keys)];
    const before = await store.readLeaves(1, 100_000);
    await appendOk(store, erasing(gone, 4));
    expect(await leftOf(other, gone)).toEqual(NOTHING);
    const rest = { ...EVERYTHING, handle: stays.subject, sessions: 1, holds: 1 };
    expect(await leftOf(other, stays)).toEqual(rest);
    const log = await expectSoundLog(other);
    expect((await other.readLeaves(1, before.length)).map(({ entry }) => entry)).toEqual(
      before.map(({ entry }) => entry),
    );
    const erased = log.filter(({ seq }) => gone.seqs.includes(seq));
    expect(erased.map(({ body, personal }) => [body, personal])).toEqual(
      gone.seqs.map(() => [null, null]),
    );
    const told = (await other.outboxAfter(0, 100_000)).map(({ seq }) => seq);
    expect(gone.seqs.filter((seq) => told.includes(seq))).toEqual([]);
    expect(stays.seqs.every((seq) => told.includes(seq))).toBe(true);
    expect(log.at(-1)?.kind).toBe('erasure');
    expect(await store.scrub()).toBe(true);
  });

  test('a retry after the erasure finds its key used and its answer empty', async () => {
    const { store, keys } = parts();
    const gone = await addPerson(store, keys);
    await appendOk(store, erasing(gone, 4));
    const { scope, key, payloadHash } = gone.idempotency;
    const replay = { payloadHash, answer: '', seq: gone.seqs[0] };
    expect(await store.findReplay(scope, key)).toEqual(replay);
    expect(await store.findReplay(`portal ${gone.subject}`, 'k')).toBeUndefined();
    const idempotency = { ...gone.idempotency, answer: '{}', subject: gone.subject };
    const [result] = await store.append([sampleCommit(gone.subject, 1, { idempotency })]);
    expect(result).toEqual({ ok: false, reason: 'replay', ...replay });
    expect(await store.findSubjects([gone.subject])).toEqual([undefined]);
  });

  test('bodies that a ground keeps stay provable, without the person', async () => {
    const { store, keys } = parts();
    const gone = await addPerson(store, keys);
    await appendOk(store, erasing(gone, 4, { keepBodies: true }));
    const log = await expectSoundLog(store);
    const kept = log.filter(({ seq }) => gone.seqs.includes(seq));
    expect(kept.every(({ body, personal }) => body !== null && personal === null)).toBe(true);
    expect(await store.countLog({ purpose: 'recommend' })).toBeGreaterThanOrEqual(4);
  });

  test('an erasure of somebody who wrote meanwhile conflicts, and erases nothing', async () => {
    const { store, keys } = parts();
    const busy = await addPerson(store, keys);
    expect(await store.append([erasing(busy, 3)])).toEqual([{ ok: false, reason: 'conflict' }]);
    expect(await leftOf(store, busy)).toMatchObject(EVERYTHING);
  });

  test('of an erasure and writers that race nobody writes after it', async () => {
    const { store, other, keys } = parts();
    const gone = await addPerson(store, keys);
    const write = (node: Store) => node.append([sampleCommit(gone.subject, 5)]);
    const erase = async (node: Store): Promise<void> => {
      for (;;) {
        const n = (await node.findSubjects([gone.subject]))[0]?.n ?? 0;
        const [result] = await node.append([erasing(gone, n)]);
        if (result?.ok) return;
      }
    };
    await Promise.all([write(other), erase(store), write(other), write(store)]);
    expect(await store.eventsOf([gone.subject])).toEqual([]);
    expect(await store.findSubjects([gone.subject])).toEqual([undefined]);
    expect(await write(store)).toEqual([{ ok: false, reason: 'conflict' }]);
    await expectSoundLog(store);
  });

  test('within one group, what follows an erasure of the same person conflicts', async () => {
    const { store, keys } = parts();
    const gone = await addPerson(store, keys);
    const { subject } = gone;
    const group = [sampleCommit(subject, 5), erasing(gone, 5), sampleCommit(subject, 6)];
    const anew = { ...sampleCommit(subject, 1), expected: [] };
    const results = await store.append([...group, anew]);
    expect(results.map(({ ok }) => ok)).toEqual([true, true, false, false]);
    expect(await leftOf(store, gone)).toEqual(NOTHING);
  });

  test('caches drop everything when somebody was erased, and name subjects again after it', async () => {
    const { store, other, keys } = parts();
    const gone = await addPerson(store, keys);
    const { seq } = await store.head();
    await appendOk(store, erasing(gone, 4));
    const after = await store.head();
    expect(await other.changedSince(seq)).toEqual({ seq: after.seq, subjects: null });
    const subject = newSubject();
    await appendOk(store, sampleCommit(subject));
    const changed = await other.changedSince(after.seq);
    expect(changed).toEqual({ seq: after.seq + 1, subjects: [subject] });
  });
}

function sweepTests(parts: Parts): void {
  test('what another process writes after the erasure is swept without an entry; others keep everything', async () => {
    const { store, other, keys } = parts();
    const [gone, stays] = [await addPerson(store, keys), await addPerson(store, keys)];
    const { subject } = gone;
    await appendOk(store, erasing(gone, 4));
    await other.addTallies([
      { subject, touchpoint: 'home', day: '2026-07-01', outcome: 'refused', count: 2 },
    ]);
    await other.reserveContact([subject], { channel: 'mail', atMs: NOW_MS }, []);
    await appendOk(store, sweeping(subject));
    expect(await leftOf(store, gone)).toEqual(NOTHING);
    expect(await leftOf(store, stays)).toMatchObject(EVERYTHING);
  });
}

function erasedSetTests(parts: Parts): void {
  test('erased seqs are open until a set tells of them; one that comes meanwhile stays open', async () => {
    const { store, other, keys } = parts();
    const [one, two] = [await addPerson(store, keys), await addPerson(store, keys)];
    await appendOk(store, erasing(one, 4));
    const open = await other.openErasedSeqs();
    expect(one.seqs.every((seq) => open.includes(seq))).toBe(true);
    await appendOk(store, erasing(two, 4));
    const rows = [{ table: 'erased-set', document: '{"seqs":1}', seqs: open } as const];
    const [seq] = await appendOk(store, bareCommit({ rows }));
    expect(await other.openErasedSeqs()).toEqual(two.seqs);
    expect((await other.erasedSets()).at(-1)).toEqual({ seq, document: '{"seqs":1}' });
    const asked = [one.seqs[0] ?? 0, seq ?? 0, two.seqs[3] ?? 0];
    expect(await other.isErased(asked)).toEqual([true, false, true]);
  });
}

function rowTests(parts: Parts): void {
  test('a suppression stands with its commit or not at all, and is lifted again', async () => {
    const { store, other } = parts();
    const [a, b] = [`h1_${newSubject()}`, `h1_${newSubject()}`];
    const row = (handle: string, erasedAtMs: number) =>
      ({ table: 'suppression', handle, erasedAtMs, sealed: bytes(40) }) as const;
    const lost = bareCommit({
      expected: [{ subject: newSubject(), n: 7 }],
      rows: [row(a, 1)],
    });
    await store.append([lost]);
    expect(await other.findSuppressions([a])).toEqual([undefined]);
    const [first, newer] = [row(a, 2), row(a, 3)];
    await appendOk(store, bareCommit({ rows: [first, row(b, 2)] }), bareCommit({ rows: [newer] }));
    const found = await other.findSuppressions([b, 'nobody', a]);
    expect(found.map((one) => one?.erasedAtMs)).toEqual([2, undefined, 3]);
    expect(Buffer.from(found[2]?.sealed ?? []).equals(newer.sealed)).toBe(true);
    await appendOk(store, bareCommit({ rows: [{ table: 'suppression-lifted', handle: a }] }));
    expect((await other.findSuppressions([a, b])).map((one) => one?.erasedAtMs)).toEqual([
      undefined,
      2,
    ]);
  });

  test('a hold keeps its first end', async () => {
    const { store, other } = parts();
    const [id, subject] = [newSubject(), newSubject()];
    const row = { id, subject, sealed: bytes(), sinceMs: 1, untilMs: 9, endedAtMs: null };
    await appendOk(store, bareCommit({ rows: [{ table: 'hold', row }] }));
    expect(await other.holdsOf([newSubject(), subject])).toMatchObject([{ id, endedAtMs: null }]);
    for (const atMs of [5, 6]) {
      await appendOk(store, bareCommit({ rows: [{ table: 'hold-ended', id, atMs }] }));
    }
    expect(await other.holdsOf([subject])).toMatchObject([{ id, untilMs: 9, endedAtMs: 5 }]);
  });

  test('requests and what systems were asked are found by what is known of them', async () => {
    const { store, other } = parts();
    const subject = newSubject();
    const waiting: ErasureRequestRow = {
      ...{ id: randomUUID(), subject, sealed: bytes(), askedBy: 'system', askedWho: 'shop' },
      ...{ confirmedWho: null, status: 'waiting', createdAtMs: 5, decidedAtMs: null },
    };
    const asked: ServiceErasureRow = {
      ...{ id: randomUUID(), subject, system: 'shop', handle: 'h1_x' },
      ...{ status: 'asked', askedAtMs: 5, answeredAtMs: null },
    };
    const rows = [
      { table: 'erasure-request', row: waiting } as const,
      { table: 'service-erasure', row: asked } as const,
      { table: 'service-erasure', row: { ...asked, id: randomUUID(), system: 'mail' } } as const,
    ];
    await appendOk(store, bareCommit({ rows }));
    const { id } = waiting;
    for (const by of [{ id }, { subject }, { subject, status: 'waiting' } as const]) {
      expect(await other.erasureRequests({ ...by, limit: 9 })).toMatchObject([{ id, subject }]);
    }
    expect(await other.serviceErasures({ subject, limit: 9 })).toHaveLength(2);
    expect(await other.serviceErasures({ subject, limit: 1 })).toHaveLength(1);
    const shop = { system: 'shop', status: 'asked', subject, limit: 9 } as const;
    expect(await other.serviceErasures(shop)).toMatchObject(
      [asked].map(({ id: of }) => ({ id: of })),
    );

    const done = { ...waiting, subject: null, sealed: new Uint8Array(), status: 'done' } as const;
    const answered = { ...asked, status: 'done', answeredAtMs: 8 } as const;
    await appendOk(
      store,
      bareCommit({
        rows: [
          { table: 'erasure-request', row: { ...done, decidedAtMs: 7 } },
          { table: 'service-erasure', row: answered },
        ],
      }),
    );
    const [now] = await other.erasureRequests({ id, limit: 1 });
    expect(now).toMatchObject({ subject: null, status: 'done', decidedAtMs: 7 });
    expect(now?.sealed).toHaveLength(0);
    expect(await other.serviceErasures(shop)).toEqual([]);
    expect(await other.erasureRequests({ status: 'waiting', subject, limit: 9 })).toEqual([]);
  });
}
