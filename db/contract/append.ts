import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { PreparedCommit, Store } from '../port';
import {
  appendOk,
  bareCommit,
  bytes,
  newSubject,
  NOW_MS,
  ORIGIN,
  sampleCommit,
  sampleEvent,
  wholeLog,
  type FreshDatabase,
  type TestDatabase,
} from './samples';
import { expectSoundLog } from './sound-log';
import { onTwoNodes } from './two-nodes';

export function appendContract(fresh: FreshDatabase): void {
  describe('append', () => {
    let store: Store;
    let other: Store;
    let database: TestDatabase;
    onTwoNodes(fresh, (...nodes) => {
      [store, other, database] = nodes;
    });

    test('a new log is empty and keeps the origin it was made with', async () => {
      const head = await store.head();
      expect(head).toMatchObject({ seq: 0, t: 0, origin: ORIGIN, firstSeq: 1 });
      expect((await other.head()).epoch).toBe(head.epoch);
      await expectSoundLog(store);
    });

    test('a hundred concurrent appends of two nodes get gapless numbers, and the tree holds', async () => {
      const before = (await store.head()).seq;
      // Ten at a time a node, as many as it has connections: how long others wait is the machine's.
      const lanes = Array.from({ length: 20 }, async (_, lane) => {
        const seqs: (readonly number[])[] = [];
        for (let i = 0; i < 5; i += 1) {
          const commit = sampleCommit(newSubject());
          const two = { ...commit, events: [...commit.events, sampleEvent(null)] };
          seqs.push(await appendOk(lane % 2 === 0 ? store : other, two));
        }
        return seqs;
      });
      const seqs = (await Promise.all(lanes)).flat();
      for (const [first, second] of seqs) expect(second).toBe((first ?? 0) + 1);
      const sorted = seqs.flat().sort((a, b) => a - b);
      expect(sorted).toEqual(sorted.map((_, i) => before + i + 1));
      await expectSoundLog(other);
    });

    test('a group keeps its order and t never falls', async () => {
      const late = bareCommit({ t: 4_000_000_000 });
      const early = bareCommit({ t: 1_000 });
      const results = await store.append([bareCommit(), late, early]);
      expect(results.map((result) => result.ok && result.t)).toEqual([
        expect.any(Number),
        4_000_000_000,
        4_000_000_000,
      ]);
      const log = await expectSoundLog(store);
      expect(log.map(({ t }) => t)).toEqual(log.map(({ t }) => t).sort((a, b) => a - b));
      expect((await store.head()).t).toBe(4_000_000_000);
    });

    test('a group of seventy-seven is written whole, every row as its own event says', async () => {
      const group = Array.from({ length: 77 }, (_, i) => {
        const subject = newSubject();
        const identifiers = [{ handle: `h1_${subject}`, system: 'shop', subject, sealed: null }];
        return sampleCommit(subject, 1, { search: { system: `system-${String(i)}` }, identifiers });
      });
      const seqs = await appendOk(store, ...group);
      for (const [i, { events, states, identifiers }] of group.entries()) {
        const [event] = events;
        const written = await store.findEvent(event?.eventId ?? '');
        expect(written?.seq).toBe(seqs[i]);
        const bySystem = await store.searchLog({
          ...{ system: `system-${String(i)}`, purpose: 'recommend' },
          ...{ order: 'oldest', limit: 2 },
        });
        expect(bySystem.map(({ seq }) => seq)).toEqual([seqs[i]]);
        expect(written?.body?.json).toBe(event?.body?.json);
        const plain = [written?.personal?.sealed, event?.personal?.sealed];
        expect(Buffer.from(plain[0] ?? [])).toEqual(Buffer.from(plain[1] ?? bytes()));
        const found = await store.findGroup({ handle: identifiers[0]?.handle ?? '' });
        expect(Buffer.from(found?.rows[0]?.state ?? [])).toEqual(
          Buffer.from(states[0]?.state ?? bytes()),
        );
      }
      await expectSoundLog(store);
    });

    test('what is handed over unsealed is written sealed', async () => {
      const subject = newSubject();
      const { eventId, search, topic } = sampleEvent(subject);
      const unsealed = { key: bytes(), json: '{"event":"納得"}' };
      const body = { json: '{"type":"deny"}', opening: bytes() };
      const leaf = { k: 'event' as const, p: Buffer.from(bytes()).toString('base64url') };
      const personal = { subject, n: 1, random: bytes() };
      const event = { eventId, leaf, body, personal, unsealed, search, topic };
      await appendOk(store, { ...sampleCommit(subject), events: [event] });
      const written = await store.findEvent(eventId);
      const hmac = (key: Uint8Array, text: string) => createHmac('sha256', key).update(text);
      expect(Buffer.from(written?.personal?.sealed ?? [])).toEqual(
        hmac(unsealed.key, unsealed.json).digest(),
      );
      expect(written?.body?.json).toBe(body.json);
      const b = hmac(body.opening, body.json).digest('base64url');
      expect(Buffer.from(written?.entry ?? []).toString()).toContain(b);
      await expectSoundLog(store);
    });

    test('of two writers that saw the same revision one conflicts, and nothing of it is there', async () => {
      const subject = newSubject();
      await appendOk(store, sampleCommit(subject));
      const rivals = [sampleCommit(subject, 2), sampleCommit(subject, 2)] as const;
      const results = await Promise.all([store.append([rivals[0]]), other.append([rivals[1]])]);
      const won = results.flat().map(({ ok }) => ok);
      expect([...won].sort()).toEqual([false, true]);
      const lost = rivals[won.indexOf(false)];
      expect(await store.findEvent(lost?.events[0]?.eventId ?? '')).toBeUndefined();
      expect((await store.findSubjects([subject]))[0]?.n).toBe(2);
      await expectSoundLog(store);
    });

    test('a row written since is a conflict for whoever says when it was, though its revision is the same', async () => {
      const subject = newSubject();
      const [seq = 0] = await appendOk(store, sampleCommit(subject));
      const onward = (n: number, at: number): PreparedCommit => ({
        ...sampleCommit(subject, n),
        expected: [{ subject, n: n - 1, seq: at }],
      });
      const rewriting = { ...sampleCommit(subject, 2), states: sampleCommit(subject).states };
      const [rewritten, sameGroup] = await store.append([rewriting, onward(2, seq)]);
      expect([rewritten?.ok, sameGroup?.ok]).toEqual([true, false]);
      expect(await store.append([onward(2, seq)])).toMatchObject([{ reason: 'conflict' }]);
      const now = rewritten?.ok === true ? (rewritten.seqs.at(-1) ?? 0) : 0;
      const [next = 0] = await appendOk(store, onward(2, now));
      expect(await store.append([onward(3, now), onward(3, next)])).toMatchObject([
        { ok: false, reason: 'conflict' },
        { ok: true },
      ]);
    });

    test('fifty racing writers of one subject make fifty revisions when each retries', async () => {
      const subject = newSubject();
      const write = async (node: Store): Promise<void> => {
        for (;;) {
          const n = (await node.findSubjects([subject]))[0]?.n ?? 0;
          const [result] = await node.append([sampleCommit(subject, n + 1)]);
          if (result?.ok) return;
        }
      };
      await Promise.all(Array.from({ length: 50 }, (_, i) => write(i % 2 === 0 ? store : other)));
      const history = await store.eventsOf([subject]);
      expect(history.map(({ personal }) => personal?.n)).toEqual(history.map((_, i) => i + 1));
      expect(history).toHaveLength(50);
    });

    test('a group sees its own earlier commits, and one that conflicts takes none of the others along', async () => {
      const subject = newSubject();
      const group = [sampleCommit(subject, 1), sampleCommit(subject, 1), sampleCommit(subject, 2)];
      const results = await store.append(group);
      expect(results.map(({ ok }) => ok)).toEqual([true, false, true]);
      expect(await store.eventsOf([subject])).toHaveLength(2);
    });

    test('a subject or a handle that two nodes make at once is made once', async () => {
      const subject = newSubject();
      const handle = `h1_${newSubject()}`;
      const make = () => {
        const mine = sampleCommit(newSubject());
        const identifiers = [{ handle, system: 'shop', subject: newSubject(), sealed: null }];
        return [sampleCommit(subject), { ...mine, identifiers }];
      };
      const nodes = [store, other, store, other, store, other];
      const results = await Promise.all(nodes.map((node) => node.append(make())));
      for (const at of [0, 1]) {
        expect(results.filter((both) => both[at]?.ok)).toHaveLength(1);
        expect(results.filter((both) => both[at]?.ok === false)).toHaveLength(5);
      }
      await expectSoundLog(store);
    });

    test('one key, fifty identical posts on two nodes: one event, and everybody gets its answer', async () => {
      const subject = newSubject();
      const idempotency = {
        scope: 'shop|choices',
        key: newSubject(),
        payloadHash: 'h',
        answer: '{"a":1}',
        subject,
      };
      const posts = Array.from({ length: 50 }, (_, i) =>
        (i % 2 === 0 ? store : other).append([sampleCommit(subject, 1, { idempotency })]),
      );
      const results = (await Promise.all(posts)).flat();
      const written = results.filter(({ ok }) => ok);
      expect(written).toHaveLength(1);
      const [seq] = written.flatMap((result) => (result.ok ? result.seqs : []));
      const replay = { ok: false, reason: 'replay', payloadHash: 'h', answer: '{"a":1}', seq };
      for (const result of results) if (!result.ok) expect(result).toEqual(replay);
      expect(await store.eventsOf([subject])).toHaveLength(1);
      const { payloadHash, answer } = idempotency;
      const found = await store.findReplay(idempotency.scope, idempotency.key);
      expect(found).toEqual({ payloadHash, answer, seq });
      expect(await store.findReplay('another principal', idempotency.key)).toBeUndefined();
    });

    test('the same key twice in one group is a replay, not a conflict', async () => {
      const subject = newSubject();
      const request = { scope: 's', key: newSubject(), payloadHash: 'h' };
      const idempotency = { ...request, answer: '{}', subject };
      const twice = [
        sampleCommit(subject, 1, { idempotency }),
        sampleCommit(subject, 1, { idempotency }),
      ];
      const [first, second] = await store.append(twice);
      const seq = first?.ok ? first.seqs[0] : undefined;
      expect(second).toEqual({ ok: false, reason: 'replay', payloadHash: 'h', answer: '{}', seq });
    });

    test('a handle is given away only after it was removed', async () => {
      const handle = `h1_${newSubject()}`;
      const [first, second] = [newSubject(), newSubject()];
      const given = (subject: string, sealed: Uint8Array | null) => [
        { handle, system: 'shop', subject, sealed },
      ];
      await appendOk(store, sampleCommit(first, 1, { identifiers: given(first, bytes()) }));
      const taken = sampleCommit(second, 1, { identifiers: given(second, null) });
      expect(await store.append([taken])).toEqual([{ ok: false, reason: 'conflict' }]);
      const rows = [{ table: 'identifier-removed', handle } as const];
      await appendOk(store, sampleCommit(second, 1, { identifiers: given(second, null), rows }));
      expect((await store.findByHandles([handle]))[0]?.subject).toBe(second);
    });

    test('a catalogue version is published once', async () => {
      const rows = [
        {
          table: 'catalogue',
          version: 7,
          digest: 'd',
          publishedAtMs: NOW_MS,
          document: '{}',
        } as const,
      ];
      await appendOk(store, bareCommit({ rows }));
      expect(await other.append([bareCommit({ rows })])).toEqual([
        { ok: false, reason: 'conflict' },
      ]);
      expect(await other.newestCatalogueVersion()).toBe(7);
      expect(await other.findCatalogue(7)).toEqual({ version: 7, document: '{}' });
      expect(await other.findCatalogue(8)).toBeUndefined();
    });

    test('a group that fails half-way leaves nothing at all', async () => {
      const before = await store.head();
      const good = sampleCommit(newSubject());
      const doubled = bareCommit({ events: [good.events[0] ?? sampleEvent(null)] });
      await expect(store.append([good, doubled])).rejects.toThrow();
      expect(await store.head()).toEqual(before);
      expect(await store.findSubjects([good.states[0]?.subject ?? ''])).toEqual([undefined]);
      await appendOk(store, bareCommit());
      await expectSoundLog(store);
    });

    test('an error says what failed, never with which values', async () => {
      const good = sampleCommit(newSubject());
      await appendOk(store, good);
      const again = bareCommit({ events: good.events });
      const error: unknown = await store.append([again]).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Error);
      const told = JSON.stringify(error, Object.getOwnPropertyNames(error));
      expect(told).not.toContain(good.events[0]?.eventId);
    });

    test.each([
      'update events set t = t + 1 where seq = 1',
      'delete from events where seq = 1',
      'delete from events',
    ])('the database itself refuses: %s', async (statement) => {
      await expect(database.raw(statement)).rejects.toThrow(/append-only/);
      await expectSoundLog(store);
    });

    test('a store that opens again sees everything, with the same epoch', async () => {
      const [before, log] = [await store.head(), await wholeLog(store)];
      const again = await database.open();
      expect(await again.head()).toEqual(before);
      expect(await wholeLog(again)).toEqual(log);
      await again.close();
    });
  });
}
