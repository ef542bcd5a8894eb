import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresSettings } from '../../db/postgres/test-cluster';
import { ask } from '../asking/ask';
import { askMany } from '../asking/ask-many';
import { settleAsking } from '../asking/desk';
import { recordExposure } from '../asking/exposures';
import type { Asking } from '../asking/model';
import { deploymentPrincipal } from '../identity/deployment';
import { openPersonSession } from '../identity/entrances';
import { mint } from '../identity/mint';
import type { OfficerPrincipal, PersonPrincipal, Role, SystemPrincipal } from '../identity/model';
import { principalOfSession } from '../identity/sessions';
import { parseEntry } from '../ledger/entry';
import type { Runtime } from '../runtime/model';
import { openRuntime } from '../runtime/open';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { resumeErasures } from './carry-out';
import { eraseSubject } from './erase';
import {
  confirmErasure,
  listErasureRequests,
  refuseErasure,
  requestErasure,
} from './erasure-requests';
import { endHold, holdsOf, placeHold } from './holds';
import { historyOf } from './history';
import type { NewPersonalEvent } from './model';

const ENGINES: readonly (readonly [string, () => Promise<Record<string, string>>])[] = [
  ['SQLite', () => Promise.resolve({})],
  ['PostgreSQL', postgresSettings],
];

const shop = mint<SystemPrincipal>({
  kind: 'system',
  system: 'shop',
  keyId: 'k',
  scopes: ['decide', 'choice:allow', 'choice:refuse', 'erase'],
  touchpoints: ['*'],
  test: false,
});
function officer(id: string, ...roles: Role[]): OfficerPrincipal {
  return mint<OfficerPrincipal>({ kind: 'officer', officer: id, roles, sessionId: 's' });
}
const TOUCHPOINT = 'shop-for-you';

function question(id: string): Asking {
  const subject = { system: 'shop', id };
  return { subject, at: { touchpoint: TOUCHPOINT }, data: [], reserve: false, gpc: false };
}
async function answer(runtime: Runtime, asking: Asking): Promise<Record<string, unknown>> {
  const { text, ref } = (await ask(runtime, shop, asking)).judgement;
  return JSON.parse(`${`${text.before}${ref}${text.after}`.slice(0, -1)}}`) as Record<
    string,
    unknown
  >;
}
async function reasonFor(runtime: Runtime, id: string): Promise<unknown> {
  return (await answer(runtime, question(id))).reason;
}

function allow(words: string): NewPersonalEvent {
  return {
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
    evidence: { words },
  };
}
const denyAds: NewPersonalEvent = {
  about: 'subject',
  body: { type: 'deny', surface: 'portal', purposes: ['advertise'], channels: '*', data: '*' },
};

let people = 0;
interface Someone {
  readonly person: PersonPrincipal;
  readonly id: string;
  readonly email: string;
  readonly words: string;
  readonly token: string;
}
/** Signed in by mail, joined with a shop card, with a history, a tally and an exposure. */
async function someone(runtime: Runtime): Promise<Someone> {
  people += 1;
  const id = `CARD-${String(people)}-aoyama`;
  const email = `erase-${String(people)}@aoyama.example`;
  const words = `okinawa-tea-${String(people)}`;
  const session = await openPersonSession(runtime, email);
  if (session === undefined) throw new Error('no session');
  const person = mint<PersonPrincipal>({ kind: 'person', subject: session.who, sessionId: 's' });
  const card = await runtime.commit({
    actor: deploymentPrincipal(),
    about: { identifier: { system: 'shop', id }, keepSealed: true },
    events: [],
  });
  if (!card.ok || card.subject === undefined) throw new Error('no card');
  const about = { subject: person.subject };
  const join = { type: 'join', surface: 'portal', confirmed: true } as const;
  await runtime.commit({
    actor: person,
    about,
    events: [{ about: 'subject', body: join, of: card.subject }, allow(words), denyAds],
  });
  expect(await reasonFor(runtime, id)).toBe('allowed');
  recordExposure(runtime, shop, {
    subject: { system: 'shop', id },
    touchpoint: TOUCHPOINT,
    because: [{ kind: 'guess', words: `${words} again` }],
  });
  await settleAsking(runtime);
  return { person, id, email, words, token: session.token };
}
const aboutMe = ({ person }: Someone) =>
  ({ actor: person, subject: person.subject, ground: 'requested' }) as const;

function* filesUnder(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    if (statSync(file).isDirectory()) yield* filesUnder(file);
    else yield file;
  }
}

describe.each(ENGINES)('erasing somebody on %s', (engine, settings) => {
  let temporary: TemporaryRuntime;
  let runtime: Runtime;
  beforeAll(async () => {
    temporary = await openTemporaryRuntime(await settings());
    runtime = temporary.runtime;
  });
  afterAll(async () => {
    await settleAsking(runtime);
    await temporary.dispose();
  });

  async function entries(): Promise<readonly string[]> {
    const { seq } = await runtime.store.head();
    const leaves = await runtime.store.readLeaves(1, seq);
    return leaves.map(({ entry }) => Buffer.from(entry).toString());
  }

  it('takes everyone they are joined with away, and leaves every earlier leaf as it was', async () => {
    const who = await someone(runtime);
    const before = await entries();
    const group = await runtime.store.findGroup({ subject: who.person.subject });
    const subjects = group?.rows.map(({ subject }) => subject) ?? [];
    expect(subjects).toHaveLength(2);
    const outcome = await eraseSubject(runtime, aboutMe(who));
    expect(outcome).toEqual({ ok: true, erased: 3, people: 2, suppressed: 2, scrubbed: true });

    const after = await entries();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length).map((entry) => parseEntry(Buffer.from(entry)).k)).toEqual([
      'erasure',
    ]);
    expect(await runtime.store.eventsOf(subjects)).toEqual([]);
    expect(await runtime.store.identifiersOf(subjects)).toEqual([]);
    expect(await runtime.store.talliesOf(subjects, '2000-01-01')).toEqual([]);
    expect(await runtime.store.exposuresOf(subjects, 0, 9)).toEqual([]);
    expect(await runtime.keyStore.findKeys(subjects)).toEqual([undefined, undefined]);
    expect(await runtime.subjectKeys.find(subjects)).toEqual([undefined, undefined]);
    expect(await principalOfSession(runtime, who.token)).toEqual({ kind: 'anonymous' });
    const open = await runtime.store.erasureRequests({ status: 'confirmed', limit: 99 });
    expect(open.map((row) => row.subject)).toEqual([null]);
    const late = { subject: subjects[0] ?? '', touchpoint: TOUCHPOINT, day: '2026-01-01' };
    await runtime.store.addTallies([{ ...late, outcome: 'allowed', count: 1 }]);
    await resumeErasures(runtime, { lateMs: 0 });
    expect(await runtime.store.talliesOf(subjects, '2000-01-01')).toEqual([]);
    const requests = await runtime.store.erasureRequests({ status: 'done', limit: 99 });
    const mine = requests.at(-1);
    expect([mine?.subject, mine?.sealed.length, mine?.askedWho]).toEqual([null, 0, 'person']);
  });

  it('answers their handles as it answers somebody who refused, alone, in a batch and from memory', async () => {
    const gone = await someone(runtime);
    const refuser = `REFUSER-${engine}`;
    await runtime.commit({
      actor: shop,
      about: { identifier: { system: 'shop', id: refuser } },
      events: [
        {
          about: 'subject',
          body: { type: 'deny', surface: 'call', purposes: '*', channels: '*', data: '*' },
        },
      ],
    });
    await eraseSubject(runtime, aboutMe(gone));
    const one = await answer(runtime, question(gone.id));
    const other = await answer(runtime, question(refuser));
    expect(one).toEqual({
      ...other,
      evidence: {
        ...(other.evidence as object),
        ref: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/) as string,
      },
    });
    expect(one.reason).toBe('refused');
    expect(await answer(runtime, question(gone.id))).toEqual(one);
    const asked = await askMany(runtime, shop, [question(gone.id), question('NOBODY-1')]);
    expect(asked.map(({ judgement }) => judgement.verdict.reason)).toEqual([
      'refused',
      'never_asked',
    ]);
    expect(asked[0]?.judgement.tally).toBeUndefined();
    const handle = runtime.vault.handleOf({ system: 'shop', id: gone.id });
    expect((await answer(runtime, { ...question(''), subject: { handle } })).reason).toBe(
      'refused',
    );
    expect(await runtime.subjects.byHandle(handle)).toBeUndefined();
  });

  it('answers like nobody when the person declined that anything be kept', async () => {
    const who = await someone(runtime);
    await eraseSubject(runtime, { ...aboutMe(who), keepSuppression: false });
    expect(await reasonFor(runtime, who.id)).toBe('never_asked');
  });

  it('begins anew with the refusal, turns older allows away and lets the person allow again', async () => {
    const who = await someone(runtime);
    const beforeMs = Date.now();
    await eraseSubject(runtime, aboutMe(who));
    const { body } = allow('late');
    const late = { ...body, surface: 'store-tablet' as const, givenAtMs: beforeMs };
    const queued = await runtime.commit({
      actor: shop,
      about: { identifier: { system: 'shop', id: who.id } },
      events: [{ about: 'subject', body: late }],
    });
    if (!queued.ok || queued.subject === undefined) throw new Error('not queued');
    expect(queued.events).toHaveLength(1);
    expect(queued.events[0]?.notPainted).toHaveLength(3);
    expect(queued.events[0]?.seq).toBe((await runtime.store.head()).seq);
    expect(await reasonFor(runtime, who.id)).toBe('refused');
    const person = mint<PersonPrincipal>({
      kind: 'person',
      subject: queued.subject,
      sessionId: 's',
    });
    const history = await historyOf(runtime, person);
    expect(history.map((item) => [item.body.type, item.body.by])).toEqual([
      ['allow', 'key'],
      ['deny', 'system'],
    ]);
    const about = { subject: queued.subject };
    await runtime.commit({ actor: person, about, events: [allow('again')] });
    expect(await reasonFor(runtime, who.id)).toBe('allowed');
  });

  it('takes a yes given since the erasure, though it arrives later', async () => {
    const who = await someone(runtime);
    await eraseSubject(runtime, aboutMe(who));
    const givenAtMs = Date.now() + 1;
    await new Promise((wake) => setTimeout(wake, 5));
    const { body } = allow('since');
    await runtime.commit({
      actor: shop,
      about: { identifier: { system: 'shop', id: who.id } },
      events: [
        { about: 'subject', body: { ...body, surface: 'store-tablet', givenAtMs } as typeof body },
      ],
    });
    expect(await reasonFor(runtime, who.id)).toBe('allowed');
  });

  it('keeps bodies as facts about nobody when a ground says so', async () => {
    const who = await someone(runtime);
    const { seq } = await runtime.store.head();
    await eraseSubject(runtime, { ...aboutMe(who), keepBodies: true });
    const [denied] = await runtime.store.searchLog({
      afterSeq: seq - 1,
      order: 'oldest',
      limit: 1,
    });
    expect(JSON.parse(denied?.body?.json ?? '{}')).toMatchObject({ type: 'deny' });
    expect(denied?.personal).toBeNull();
  });

  it('is done once for a request that is sent twice, and recreates nothing for older ones', async () => {
    const who = await someone(runtime);
    const choice = {
      actor: shop,
      about: { identifier: { system: 'shop', id: who.id } },
      idempotency: { scope: 'test', key: `choice ${who.id}`, payloadHash: 'h' },
      events: [{ ...denyAds, body: { ...denyAds.body, surface: 'call' as const } }],
    };
    expect((await runtime.commit(choice)).ok).toBe(true);
    const idempotency = { scope: 'test', key: `erase ${who.id}`, payloadHash: 'h' };
    const first = await eraseSubject(runtime, { ...aboutMe(who), idempotency });
    const { seq } = await runtime.store.head();
    expect(await eraseSubject(runtime, { ...aboutMe(who), idempotency })).toMatchObject({
      ok: true,
      erased: first.ok ? first.erased : -1,
    });
    expect(await runtime.commit(choice)).toEqual({ ok: false, reason: 'erased' });
    expect((await runtime.store.head()).seq).toBe(seq);
  });

  it('waits while a hold runs and is carried out when it has ended', async () => {
    const who = await someone(runtime);
    const approver = officer('off_a', 'approver');
    const { subject } = who.person;
    const untilMs = Date.now() + 86_400_000;
    const hold = await placeHold(runtime, approver, { subject, ground: 'a lawsuit', untilMs });
    if (!hold.ok) throw new Error(hold.reason);
    expect(await eraseSubject(runtime, aboutMe(who))).toEqual({
      ok: false,
      reason: 'held',
      untilMs,
    });
    expect(await holdsOf(runtime, [subject])).toMatchObject([{ ground: 'a lawsuit', untilMs }]);
    const waiting = await runtime.store.erasureRequests({ subject, limit: 9 });
    expect(waiting.map(({ status }) => status)).toEqual(['held']);
    await resumeErasures(runtime, { lateMs: 0 });
    expect(await resumeErasures(runtime)).toBe(0);
    expect(await reasonFor(runtime, who.id)).toBe('allowed');
    await endHold(runtime, approver, { subject, id: hold.id });
    expect(await resumeErasures(runtime)).toBe(1);
    expect(await runtime.store.findGroup({ subject })).toBeUndefined();
    expect(await runtime.store.holdsOf([subject])).toEqual([]);
    expect(await reasonFor(runtime, who.id)).toBe('refused');
  });

  it('takes two officers, and not the one who asked', async () => {
    const who = await someone(runtime);
    const [asker, second] = [officer('off_1', 'auditor', 'approver'), officer('off_2', 'approver')];
    const wanted = { subject: who.person.subject, ground: 'unlawful', words: who.words } as const;
    expect(await requestErasure(runtime, officer('off_3', 'admin'), wanted)).toMatchObject({
      reason: 'forbidden',
    });
    const asked = await requestErasure(runtime, asker, wanted);
    if (!asked.ok) throw new Error(asked.reason);
    const seen = await listErasureRequests(runtime, second);
    expect(seen?.find(({ id }) => id === asked.id)).toMatchObject({
      words: who.words,
      mayDecide: true,
    });
    for (const wrong of [asker, officer('off_4', 'auditor'), officer('off_5', 'author')]) {
      expect(await confirmErasure(runtime, wrong, asked.id)).toEqual({
        ok: false,
        reason: 'forbidden',
      });
    }
    expect(await reasonFor(runtime, who.id)).toBe('allowed');
    const people = 2;
    expect(await confirmErasure(runtime, second, asked.id)).toMatchObject({ ok: true, people });
    expect(await reasonFor(runtime, who.id)).toBe('refused');
    expect(await confirmErasure(runtime, second, asked.id)).toMatchObject({ reason: 'conflict' });
  });

  it('leaves somebody whose erasure was refused as they were, and says so in their record', async () => {
    const who = await someone(runtime);
    const asked = await requestErasure(runtime, officer('off_1', 'auditor'), {
      subject: who.person.subject,
      ground: 'not-needed',
    });
    if (!asked.ok) throw new Error(asked.reason);
    await refuseErasure(runtime, officer('off_2', 'approver'), asked.id);
    expect(await reasonFor(runtime, who.id)).toBe('allowed');
    const [refused, askedFor] = await historyOf(runtime, who.person);
    expect([refused?.body, askedFor?.body]).toMatchObject([{ act: 'refuse' }, { act: 'ask' }]);
  });

  it('is nobody’s to order for somebody else', async () => {
    const [who, other] = [await someone(runtime), await someone(runtime)];
    const outcome = await eraseSubject(runtime, { ...aboutMe(who), actor: other.person });
    expect(outcome).toEqual({ ok: false, reason: 'forbidden' });
    expect(await reasonFor(runtime, who.id)).toBe('allowed');
  });

  it('is noticed by another process before it answers or seals anything', async () => {
    const who = await someone(runtime);
    const { subject } = who.person;
    const other = await openRuntime(runtime.env, { log: runtime.log });
    try {
      expect(await reasonFor(other, who.id)).toBe('allowed');
      await other.subjectKeys.get(subject);
      await eraseSubject(runtime, aboutMe(who));
      expect(await reasonFor(other, who.id)).toBe('refused');
      expect(await other.subjectKeys.find([subject])).toEqual([undefined]);
      const write = other.commit({ actor: who.person, about: { subject }, events: [denyAds] });
      await expect(write).rejects.toMatchObject({ code: 'not_found' });
    } finally {
      await settleAsking(other);
      await other.close();
    }
  });

  it('is finished at the next start when a crash came before or after its commit', async () => {
    for (const broken of ['append', 'destroyKeys'] as const) {
      const who = await someone(runtime);
      const { subject } = who.person;
      const subjects = (await runtime.store.findGroup({ subject }))?.rows ?? [];
      const crash = () => Promise.reject(new Error('the power went'));
      const crashing =
        broken === 'append'
          ? {
              ...runtime,
              commit: (request: Parameters<Runtime['commit']>[0]) =>
                request.events.length > 0 ? crash() : runtime.commit(request),
            }
          : { ...runtime, keyStore: { ...runtime.keyStore, destroyKeys: crash } };
      await resumeErasures(runtime, { lateMs: 0 });
      await expect(eraseSubject(crashing, aboutMe(who))).rejects.toThrow('the power went');
      expect(await resumeErasures(runtime, { lateMs: 0 })).toBe(1);
      expect(await runtime.store.findGroup({ subject })).toBeUndefined();
      const keys = await runtime.keyStore.findKeys(subjects.map((row) => row.subject));
      expect(keys).toEqual(subjects.map(() => undefined));
      expect(await reasonFor(runtime, who.id)).toBe('refused');
    }
  });
});

describe('after an erasure', () => {
  it('no file holds a trace of the person: names, words, keys or randoms', async () => {
    const { runtime, dataDir, dispose } = await openTemporaryRuntime();
    try {
      const who = await someone(runtime);
      const group = await runtime.store.findGroup({ subject: who.person.subject });
      const subjects = group?.rows.map(({ subject }) => subject) ?? [];
      const events = await runtime.store.eventsOf(subjects);
      const keys = (await runtime.subjectKeys.find(subjects)).filter((key) => key !== undefined);
      const wrapped = (await runtime.keyStore.findKeys(subjects)).filter(
        (key) => key !== undefined,
      );
      const secret = [
        who.id,
        who.email,
        who.words,
        ...keys,
        ...wrapped,
        ...events.flatMap(({ personal }) => [personal?.random, personal?.sealed]),
        ...events.map(({ body }) => body?.opening),
        ...subjects,
      ].flatMap((part) => (part === undefined ? [] : [Buffer.from(part)]));
      const found = (): number[] => {
        const files = [...filesUnder(dataDir)].map((file) => readFileSync(file));
        return secret.flatMap((part, at) =>
          files.some((file) => file.includes(part)) ? [at] : [],
        );
      };
      // What is stored at all can be found, or looking for it would prove nothing.
      expect(found().length).toBeGreaterThan(keys.length + 8);
      expect(await eraseSubject(runtime, aboutMe(who))).toMatchObject({ scrubbed: true });
      await settleAsking(runtime);
      expect(found()).toEqual([]);
    } finally {
      await settleAsking(runtime);
      await dispose();
    }
  });
});
