import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresSettings } from '../../db/postgres/test-cluster';
import { decide } from '../decision/decide';
import { deploymentPrincipal } from '../identity/deployment';
import { newLinkCode, takeLinkCode } from '../identity/link-codes';
import { mint } from '../identity/mint';
import { MAIL_SYSTEM, type PersonPrincipal } from '../identity/model';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { eraseSubject } from './erase';
import {
  declareAge,
  endOwnGuardian,
  endWard,
  guardiansOf,
  linkGuardian,
  sayOfWard,
  sayTeen,
  wardsOf,
} from './guardians';
import { historyOf } from './history';
import type { NewBody } from './model';

let opened: TemporaryRuntime;
let nowMs = Date.parse('2026-11-21T00:00:00Z');
const MAJORITY = Date.parse('2031-05-31T15:00:00Z');
let count = 0;
const once = () => `once-${String((count += 1))}`;

function on(settings: () => Promise<Record<string, string>>): void {
  beforeAll(async () => {
    opened = await openTemporaryRuntime(await settings(), { clock: { now: () => nowMs } });
  });
  afterAll(() => opened.dispose());
}
const ENGINES: readonly (readonly [string, () => Promise<Record<string, string>>])[] = [
  ['SQLite', () => Promise.resolve({})],
  ['PostgreSQL', postgresSettings],
];

async function newPerson(): Promise<PersonPrincipal> {
  const about = { identifier: { system: MAIL_SYSTEM, id: `${once()}@example.org` } };
  const made = await opened.runtime.commit({ actor: deploymentPrincipal(), about, events: [] });
  const subject = (made.ok && made.subject) || '';
  return mint<PersonPrincipal>({ kind: 'person', subject, sessionId: 's' });
}
async function says(person: PersonPrincipal, body: NewBody): Promise<void> {
  const about = { subject: person.subject };
  const events = [{ about: 'subject', body }] as const;
  expect(await opened.runtime.commit({ actor: person, about, events })).toMatchObject({ ok: true });
}
const yes = (...purposes: string[]): NewBody => ({
  ...{ type: 'allow', surface: 'portal', purposes, channels: ['web', 'ads'] },
  ...{ data: ['purchases', 'browsing', 'ad-identifiers'] },
  notice: { catalogueVersion: 1, locale: 'ja', digest: 'A'.repeat(43) },
});
const stop: NewBody = {
  ...{ type: 'deny', surface: 'portal' },
  ...{ purposes: '*', channels: '*', data: '*' },
};
async function answer({ subject }: PersonPrincipal, touchpoint: string) {
  const { runtime } = opened;
  const known = await runtime.subjects.bySubject(subject);
  const system = touchpoint.endsWith('ads') ? 'adtech' : 'shop';
  const question = { touchpoint, data: [], signals: { gpc: false }, system };
  const catalogue = runtime.catalogues.current();
  const { decision, reason, eventId, prohibited } = decide(
    ...([catalogue, known?.state, { contacts: [] }, question, nowMs] as const),
  );
  return { decision, reason, known: eventId !== null, prohibited };
}
async function aChild(): Promise<PersonPrincipal> {
  const child = await newPerson();
  const age = { ageBand: 'child', endsAtMs: MAJORITY } as const;
  expect(await declareAge(opened.runtime, child, age, once())).toMatchObject({ ok: true });
  return child;
}
async function aPair() {
  const [child, guardian] = [await aChild(), await newPerson()];
  const { code } = await newLinkCode(opened.runtime, child, 'guardian');
  expect(await linkGuardian(opened.runtime, guardian, code, once())).toMatchObject({ ok: true });
  return { child, guardian };
}
const word = (act: 'approve' | 'refuse', ...purposes: string[]) => ({
  act,
  purposes,
  once: once(),
});
const WAITS = { decision: false, reason: 'refused', known: false, prohibited: false };

describe.each(ENGINES)('a guardian, on %s', (_, settings) => {
  on(settings);

  it('acts in both histories, which stay two, and their own record is as it was', async () => {
    const { runtime } = opened;
    const { child, guardian } = await aPair();
    await says(child, yes('recommend'));
    await sayOfWard(runtime, guardian, child.subject, word('refuse', 'recommend'));
    const acts = async (person: PersonPrincipal) =>
      (await historyOf(runtime, person)).map(({ body }) => [
        'act' in body ? body.act : body.type,
        body.by,
      ]);
    const both = [
      ['refuse', 'guardian'],
      ['link', 'guardian'],
    ];
    expect(await acts(guardian)).toEqual(both);
    expect(await acts(child)).toEqual([
      both[0],
      ['allow', 'person'],
      both[1],
      ['declare', 'person'],
    ]);
    expect(await answer(guardian, 'shop-for-you')).toMatchObject({ reason: 'never_asked' });
    expect(await answer(guardian, 'shop-also-bought')).toMatchObject({ decision: true });
    const rows = await runtime.store.findSubjects([child.subject, guardian.subject]);
    expect(rows.map((row) => row?.leader)).toEqual([child.subject, guardian.subject]);
    expect(await wardsOf(runtime, child.subject)).toEqual([]);
    const said = [...((await wardsOf(runtime, guardian.subject))[0]?.said ?? [])];
    expect(said).toEqual([['recommend', { act: 'refuse', atMs: nowMs }]]);
  });

  it('is nobody who was not let in: every act of anybody else is refused and leaves no event', async () => {
    const { runtime } = opened;
    const { child, guardian } = await aPair();
    const [stranger, adult, otherChild] = [await newPerson(), await newPerson(), await aChild()];
    const before = (await runtime.store.head()).seq;
    const refused = [
      await sayOfWard(runtime, stranger, child.subject, word('approve', 'recommend')),
      await endWard(runtime, stranger, child.subject, once()),
      await sayOfWard(runtime, child, child.subject, word('approve', 'recommend')),
      await sayOfWard(runtime, child, guardian.subject, word('approve', 'recommend')),
      await endOwnGuardian(runtime, stranger, guardian.subject, once()),
      await linkGuardian(runtime, stranger, 'AAAAA-AAAAA', once()),
    ];
    for (const [from, to] of [
      [adult, stranger],
      [otherChild, child],
      [otherChild, otherChild],
      [child, guardian],
    ] as const) {
      const { code } = await newLinkCode(runtime, from, 'guardian');
      refused.push(await linkGuardian(runtime, to, code, once()));
    }
    expect(refused.map(({ ok }) => ok)).toEqual(refused.map(() => false));
    expect((await runtime.store.head()).seq).toBe(before);
  });
});

describe('a guardian', () => {
  on(() => Promise.resolve({}));

  it('lets through what the child allowed, and nothing the child refuses', async () => {
    const { runtime } = opened;
    const { child, guardian } = await aPair();
    await says(child, yes('recommend', 'advertise'));
    expect(await answer(child, 'shop-for-you')).toEqual(WAITS);
    const agreed = word('approve', 'recommend', 'advertise');
    expect(await sayOfWard(runtime, guardian, child.subject, agreed)).toMatchObject({ ok: true });
    expect(await answer(child, 'shop-for-you')).toMatchObject({
      decision: true,
      reason: 'allowed',
    });
    expect(await answer(child, 'retargeting-ads')).toEqual({ ...WAITS, prohibited: true });
    await says(child, stop);
    await sayOfWard(runtime, guardian, child.subject, word('approve', 'recommend'));
    expect(await answer(child, 'shop-for-you')).toMatchObject({ reason: 'withdrawn' });
    await says(child, yes('recommend'));
    expect(await answer(child, 'shop-for-you')).toEqual(WAITS);
  });

  it('where there are several, all have to agree, any of them refuses, and going passes nobody over', async () => {
    const { runtime } = opened;
    const { child, guardian } = await aPair();
    const [second, third] = [await newPerson(), await newPerson()];
    const join = async (person: PersonPrincipal) => {
      const { code } = await newLinkCode(runtime, child, 'guardian');
      return linkGuardian(runtime, person, code, once());
    };
    const agrees = (person: PersonPrincipal) =>
      sayOfWard(runtime, person, child.subject, word('approve', 'recommend'));
    const may = async () => (await answer(child, 'shop-for-you')).decision;
    await says(child, yes('recommend'));
    await agrees(guardian);
    expect(await may()).toBe(true);
    expect([await join(second), await join(third)]).toMatchObject([{ ok: true }, { ok: true }]);
    expect((await guardiansOf(runtime, child.subject)).map((one) => one.guardian)).toEqual(
      [guardian, second, third].map(({ subject }) => subject),
    );
    expect(await answer(child, 'shop-for-you')).toEqual(WAITS);
    await agrees(second);
    await endWard(runtime, third, child.subject, once());
    // Whoever went had not agreed: those who stay are asked again.
    expect(await may()).toBe(false);
    await agrees(guardian);
    expect(await may()).toBe(false);
    await agrees(second);
    expect(await may()).toBe(true);
    await sayOfWard(runtime, second, child.subject, word('refuse', 'recommend'));
    await agrees(guardian);
    expect(await answer(child, 'shop-for-you')).toMatchObject({ decision: false, known: true });
  });

  it('comes in by a code that is good for that alone, once', async () => {
    const { runtime } = opened;
    const [child, guardian] = [await aChild(), await newPerson()];
    const forGuardian = await newLinkCode(runtime, child, 'guardian');
    expect(await takeLinkCode(runtime, forGuardian.code)).toBeUndefined();
    const forShop = await newLinkCode(runtime, child);
    expect(await linkGuardian(runtime, guardian, forShop.code, once())).toMatchObject({
      ok: false,
    });
    const first = await linkGuardian(runtime, guardian, forGuardian.code, once());
    expect(first).toMatchObject({ ok: true });
    const again = await linkGuardian(runtime, guardian, forGuardian.code, once());
    expect(again).toMatchObject({ ok: false, reason: 'not_found' });
  });

  it.each(['the child', 'the guardian'])(
    'is none any more when %s ends it, and what they agreed to rests',
    async (who) => {
      const { runtime } = opened;
      const { child, guardian } = await aPair();
      await says(child, yes('recommend'));
      await sayOfWard(runtime, guardian, child.subject, word('approve', 'recommend'));
      const ended =
        who === 'the child'
          ? await endOwnGuardian(runtime, child, guardian.subject, once())
          : await endWard(runtime, guardian, child.subject, once());
      expect(ended).toMatchObject({ ok: true });
      expect(await answer(child, 'shop-for-you')).toEqual(WAITS);
      expect(await guardiansOf(runtime, child.subject)).toEqual([]);
      expect(await wardsOf(runtime, guardian.subject)).toEqual([]);
      const late = await sayOfWard(runtime, guardian, child.subject, word('approve', 'recommend'));
      expect(late).toMatchObject({ ok: false, reason: 'not_found' });
    },
  );

  it('who was erased is let go by the child – and all with them –, who may have others, or the same', async () => {
    const { runtime } = opened;
    const { child, guardian } = await aPair();
    const second = await newPerson();
    const join = async (person: PersonPrincipal) => {
      const { code } = await newLinkCode(runtime, child, 'guardian');
      return (await linkGuardian(runtime, person, code, once())).ok;
    };
    expect(await join(second)).toBe(true);
    const request = { actor: deploymentPrincipal(), ground: 'requested' } as const;
    const erased = await eraseSubject(runtime, { ...request, subject: guardian.subject });
    expect(erased).toMatchObject({ ok: true });
    expect(await endOwnGuardian(runtime, child, guardian.subject, once())).toMatchObject({
      ok: true,
    });
    expect(await guardiansOf(runtime, child.subject)).toEqual([]);
    expect(
      await sayOfWard(runtime, second, child.subject, word('approve', 'search')),
    ).toMatchObject({ ok: false, reason: 'not_found' });
    for (const person of [await newPerson(), second]) expect(await join(person)).toBe(true);
  });

  it('is one no longer once the child is a teenager, or of age; what they agreed to is asked again', async () => {
    const { runtime } = opened;
    const pairs = [await aPair(), await aPair()];
    for (const { child, guardian } of pairs) {
      await says(child, yes('recommend'));
      await sayOfWard(runtime, guardian, child.subject, word('approve', 'recommend'));
    }
    const [teen, grown] = pairs;
    if (teen === undefined || grown === undefined) throw new Error('two pairs');
    const [ward] = await wardsOf(runtime, teen.guardian.subject);
    if (ward === undefined) throw new Error('a ward');
    nowMs += 1_000;
    expect(await sayTeen(runtime, teen.guardian, ward, once())).toMatchObject({ ok: true });
    const past = nowMs;
    expect(await answer(teen.child, 'shop-for-you')).toMatchObject({ reason: 'expired' });
    expect(await answer(grown.child, 'shop-for-you')).toMatchObject({ decision: true });
    nowMs = MAJORITY;
    expect(await answer(grown.child, 'shop-for-you')).toMatchObject({ reason: 'expired' });
    for (const { child, guardian } of pairs) {
      const late = await sayOfWard(runtime, guardian, child.subject, word('approve', 'recommend'));
      expect(late).toMatchObject({ ok: false });
    }
    await declareAge(runtime, grown.child, { ageBand: 'adult' }, once());
    await says(grown.child, yes('recommend', 'advertise'));
    expect(await answer(grown.child, 'shop-for-you')).toMatchObject({ decision: true });
    expect(await answer(grown.child, 'retargeting-ads')).toMatchObject({ decision: true });
    nowMs = past;
  });
});
