import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellKey, ITSELF } from '../catalogue/model';
import { paintAt } from '../choice/paint';
import { deploymentPrincipal } from '../identity/deployment';
import { mint } from '../identity/mint';
import type { PersonPrincipal, SystemPrincipal } from '../identity/model';
import { bodyCommitment, personalCommitment, personalOpening } from '../ledger/commitment';
import { parseEntry } from '../ledger/entry';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { historyOf } from './history';
import type { NewPersonalEvent } from './model';

let temporary: TemporaryRuntime;
beforeAll(async () => {
  temporary = await openTemporaryRuntime();
});
afterAll(() => temporary.dispose());

let people = 0;
async function newPerson(): Promise<PersonPrincipal> {
  people += 1;
  const outcome = await temporary.runtime.commit({
    actor: deploymentPrincipal(),
    about: { identifier: { system: 'shop', id: `C-${String(people)}` } },
    events: [],
  });
  if (!outcome.ok || outcome.subject === undefined) throw new Error('no subject');
  return mint<PersonPrincipal>({ kind: 'person', subject: outcome.subject, sessionId: 's' });
}
function shopKey(scopes: SystemPrincipal['scopes']): SystemPrincipal {
  return mint<SystemPrincipal>({
    kind: 'system',
    system: 'shop',
    keyId: 'k',
    scopes,
    touchpoints: ['*'],
    test: false,
  });
}
const allow: NewPersonalEvent = {
  about: 'subject',
  body: {
    type: 'allow',
    surface: 'portal',
    purposes: ['recommend'],
    channels: ['web'],
    data: ['purchases', 'browsing'],
    notice: { catalogueVersion: 1, locale: 'ja', digest: 'x'.repeat(43) },
    expiresAtMs: 4_000_000_000_000,
  },
};
const denyAll: NewPersonalEvent = {
  about: 'subject',
  body: { type: 'deny', surface: 'portal', purposes: '*', channels: '*', data: '*' },
};

async function effectOf(subject: string, data: string): Promise<string | undefined> {
  const found = await temporary.runtime.subjects.bySubject(subject);
  if (found === undefined) return undefined;
  const key = cellKey('recommend', 'web', data);
  return paintAt(found.state, 'recommend', 'web', data, key)?.effect;
}
const about = (person: PersonPrincipal) => ({ subject: person.subject });

describe('commit', () => {
  it('folds what a person said into their state, in order', async () => {
    const person = await newPerson();
    const { runtime } = temporary;
    await runtime.commit({ actor: person, about: about(person), events: [allow] });
    expect(await effectOf(person.subject, 'purchases')).toBe('allow');
    expect(await effectOf(person.subject, ITSELF)).toBe('allow');
    await runtime.commit({ actor: person, about: about(person), events: [denyAll] });
    expect(await effectOf(person.subject, 'purchases')).toBe('deny');
  });

  it('commits to the body and to the personal part with openings that verify', async () => {
    const person = await newPerson();
    const { runtime } = temporary;
    const outcome = await runtime.commit({
      actor: person,
      about: about(person),
      events: [allow, denyAll],
    });
    if (!outcome.ok) throw new Error(outcome.reason);
    const key = await runtime.subjectKeys.get(person.subject);
    const { origin } = await runtime.store.head();
    let previous: string | undefined;
    for (const { eventId } of outcome.events) {
      const stored = await runtime.store.findEvent(eventId);
      if (!stored?.body || !stored.personal) throw new Error('not stored');
      const entry = parseEntry(stored.entry);
      expect(bodyCommitment(stored.body.opening, stored.body.json)).toBe(entry.b);
      const json = Buffer.from(
        runtime.vault.openPersonal(key, eventId, stored.personal.sealed),
      ).toString();
      expect(
        personalCommitment(personalOpening(key, stored.personal.random, origin, eventId), json),
      ).toBe(entry.p);
      expect((JSON.parse(json) as { prev: string[] }).prev).toEqual(
        previous === undefined ? [] : [previous],
      );
      previous = entry.p;
    }
  });

  it('writes one event for fifty simultaneous requests with one idempotency key', async () => {
    const person = await newPerson();
    const { runtime } = temporary;
    const request = {
      actor: person,
      about: about(person),
      idempotency: { scope: 'test', key: 'once', payloadHash: 'h' },
      events: [denyAll],
    };
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => runtime.commit(request)));
    const ids = new Set(
      outcomes.map((outcome) => (outcome.ok ? outcome.events[0]?.eventId : outcome.reason)),
    );
    const seqs = new Set(outcomes.map((outcome) => (outcome.ok ? outcome.events[0]?.seq : -1)));
    expect([ids.size, seqs.size]).toEqual([1, 1]);
    expect(await historyOf(runtime, person)).toHaveLength(1);
    const other = await runtime.commit({
      ...request,
      idempotency: { scope: 'test', key: 'once', payloadHash: 'another' },
    });
    expect(other).toEqual({ ok: false, reason: 'idempotency_key_reused' });
  });

  it('creates one subject when many writers meet an unseen identifier at once', async () => {
    const { runtime } = temporary;
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () =>
        runtime.commit({
          actor: shopKey(['choice:refuse']),
          about: { identifier: { system: 'shop', id: 'met-by-many' } },
          events: [{ ...denyAll, body: { ...denyAll.body, surface: 'api' } }],
        }),
      ),
    );
    expect(
      new Set(outcomes.map((outcome) => (outcome.ok ? outcome.subject : outcome.reason))).size,
    ).toBe(1);
  });

  it('refuses a write against a revision that has moved on, and writes nothing', async () => {
    const person = await newPerson();
    const { runtime } = temporary;
    await runtime.commit({ actor: person, about: about(person), events: [allow] });
    const before = await runtime.store.head();
    const late = await runtime.commit({
      actor: person,
      about: about(person),
      expected: 0,
      events: [denyAll],
    });
    expect(late).toEqual({ ok: false, reason: 'conflict' });
    expect((await runtime.store.head()).seq).toBe(before.seq);
  });

  it('brings back exactly what was when a person undoes "stop everything"', async () => {
    const person = await newPerson();
    const { runtime } = temporary;
    await runtime.commit({ actor: person, about: about(person), events: [allow] });
    const stop = await runtime.commit({ actor: person, about: about(person), events: [denyAll] });
    if (!stop.ok) throw new Error(stop.reason);
    const of = stop.events[0]?.eventId ?? '';
    const undo: NewPersonalEvent = {
      about: 'subject',
      body: { type: 'undo', surface: 'portal' },
      of,
    };
    expect(
      await runtime.commit({ actor: person, about: about(person), events: [undo] }),
    ).toMatchObject({ ok: true });
    expect(await effectOf(person.subject, 'purchases')).toBe('allow');
    const twice = await runtime.commit({ actor: person, about: about(person), events: [undo] });
    expect(twice).toMatchObject({ ok: false, reason: 'undo_not_possible' });
  });

  it.each(['embed', 'mail-link', 'store-tablet', 'browser'] as const)(
    'lets the signed-in person, and nobody else, take back what was refused on the surface %s',
    async (surface) => {
      const person = await newPerson();
      const { runtime } = temporary;
      const refusal: NewPersonalEvent =
        surface === 'browser'
          ? { about: 'subject', body: { type: 'signal', signal: 'gpc', surface, device: 'd' } }
          : {
              about: 'subject',
              body: { type: 'deny', surface, purposes: ['recommend'], channels: '*', data: '*' },
            };
      const via = surface === 'embed' || surface === 'mail-link' ? surface : undefined;
      const weak = via === undefined ? person : mint<PersonPrincipal>({ ...person, via });
      const refuser = surface === 'store-tablet' ? shopKey(['choice:refuse']) : weak;
      const id = `C-${String(people)}`;
      const named = refuser.kind === 'system' ? { identifier: { system: 'shop', id } } : undefined;
      await runtime.commit({ actor: person, about: about(person), events: [allow] });
      const said = await runtime.commit({
        actor: refuser,
        about: named ?? about(person),
        events: [refusal],
      });
      if (!said.ok) throw new Error(said.reason);
      const of = said.events[0]?.eventId ?? '';
      const undo = { about: 'subject', body: { type: 'undo', surface: 'portal' }, of } as const;
      const undoAs = (actor: typeof refuser) =>
        runtime.commit({ actor, about: about(person), events: [undo] });
      const before = (await runtime.store.head()).seq;
      if (refuser !== person) expect(await undoAs(refuser)).toMatchObject({ ok: false });
      expect((await runtime.store.head()).seq).toBe(before);
      expect((await historyOf(runtime, person))[0]).toMatchObject({ undoable: true });
      expect(await undoAs(person)).toMatchObject({ ok: true });
      expect((await runtime.store.head()).seq - before).toBe(1);
      expect(await effectOf(person.subject, 'purchases')).toBe('allow');
      const [, undone] = await historyOf(runtime, person);
      expect(undone).toMatchObject({ eventId: of, undone: true });
    },
  );

  it('joins two subjects so that a refusal of either holds for both, and both chains meet', async () => {
    const [a, b] = [await newPerson(), await newPerson()];
    const { runtime } = temporary;
    await runtime.commit({ actor: a, about: about(a), events: [allow] });
    await runtime.commit({ actor: b, about: about(b), events: [denyAll] });
    const join: NewPersonalEvent = {
      about: 'subject',
      body: { type: 'join', surface: 'portal', confirmed: true },
      of: b.subject,
    };
    const outcome = await runtime.commit({ actor: a, about: about(a), events: [join] });
    expect(outcome).toMatchObject({ ok: true });
    expect(await effectOf(a.subject, 'purchases')).toBe('deny');
    expect(await effectOf(b.subject, 'purchases')).toBe('deny');
    await runtime.commit({ actor: b, about: about(b), events: [allow] });
    expect(await effectOf(a.subject, 'purchases')).toBe('allow');
    expect((await historyOf(runtime, a)).length).toBe(4);
  });

  it.each<[string, () => Promise<unknown>]>([
    [
      'a key may not allow without the scope',
      () =>
        temporary.runtime.commit({
          actor: shopKey(['choice:refuse']),
          about: { identifier: { system: 'shop', id: 'wrong-actor' } },
          events: [allow],
        }),
    ],
    [
      'a key may not speak about another system’s identifier',
      () =>
        temporary.runtime.commit({
          actor: shopKey(['choice:refuse']),
          about: { identifier: { system: 'mailer', id: 'wrong-actor' } },
          events: [denyAll],
        }),
    ],
    [
      'nobody may speak anonymously',
      () =>
        temporary.runtime.commit({
          actor: { kind: 'anonymous' },
          about: { identifier: { system: 'shop', id: 'wrong-actor' } },
          events: [denyAll],
        }),
    ],
  ])('%s: nothing is written', async (_, act) => {
    const before = await temporary.runtime.store.head();
    expect(await act()).toMatchObject({ ok: false });
    expect((await temporary.runtime.store.head()).seq).toBe(before.seq);
  });

  it('lets no person write about another', async () => {
    const [a, b] = [await newPerson(), await newPerson()];
    expect(
      await temporary.runtime.commit({ actor: a, about: about(b), events: [denyAll] }),
    ).toEqual({
      ok: false,
      reason: 'forbidden',
    });
  });
});
