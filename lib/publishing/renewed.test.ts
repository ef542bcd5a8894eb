// A newer notice changes materially: the person is told once what is different, and asked with nothing chosen.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultCatalogue } from '../../db/default-catalogue/content';
import type { CatalogueContent, Touchpoint } from '../catalogue/model';
import { decide } from '../decision/decide';
import { deploymentPrincipal } from '../identity/deployment';
import { mint } from '../identity/mint';
import { MAIL_SYSTEM, type PersonPrincipal } from '../identity/model';
import { commitAct } from '../portal/commands';
import type { Act } from '../portal/form-schema';
import { broughtUp, renewalViews } from '../portal/read-renewal';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { publishCatalogue } from './publish';

const DAY_MS = 86_400_000;
let opened: TemporaryRuntime;
let nowMs = Date.parse('2026-11-01T00:00:00Z');
beforeAll(async () => {
  opened = await openTemporaryRuntime({}, { clock: { now: () => nowMs } });
});
afterAll(() => opened.dispose());

async function personAs(name: string): Promise<PersonPrincipal> {
  const made = await opened.runtime.commit({
    actor: deploymentPrincipal(),
    about: { identifier: { system: MAIL_SYSTEM, id: `${name}@example.test` } },
    events: [],
  });
  if (!made.ok || made.subject === undefined) throw new Error('nobody was made');
  return mint<PersonPrincipal>({ kind: 'person', subject: made.subject, sessionId: 's' });
}

const isForYou = ({ key }: Touchpoint) => key === 'shop-for-you';

let taps = 0;
type Said = Act extends infer A ? (A extends Act ? Omit<A, 'once' | 'version'> : never) : never;
async function tap(person: PersonPrincipal, said: Said, version?: number) {
  taps += 1;
  nowMs += 60_000;
  const shown = version ?? opened.runtime.catalogues.current().version;
  const act = { ...said, once: String(taps).padStart(22, '0'), version: shown } as Act;
  const outcome = await commitAct(opened.runtime, person, act, 'ja');
  if (!outcome.ok) throw new Error(`${act.act}: ${outcome.reason}`);
  return outcome.eventIds;
}

async function reading(person: PersonPrincipal) {
  const { runtime } = opened;
  const subject = await runtime.subjects.bySubject(person.subject);
  return { compiled: runtime.catalogues.current(), state: subject?.state, nowMs };
}
async function seen(person: PersonPrincipal) {
  const now = await reading(person);
  const [listed, note] = await Promise.all([
    renewalViews(opened.runtime, now, 'ja'),
    broughtUp(opened.runtime, person, now),
  ]);
  return { listed, note };
}
async function answers(person: PersonPrincipal, touchpoint: string) {
  const { compiled, state } = await reading(person);
  const system = compiled.touchpoints.get(touchpoint)?.touchpoint.system ?? '';
  const question = { touchpoint, data: [], signals: { gpc: false }, system };
  const { reason, permitted } = decide(compiled, state, { contacts: [] }, question, nowMs);
  return [reason, permitted];
}

let content: CatalogueContent = defaultCatalogue;
async function publish(change: (place: Touchpoint) => Partial<Touchpoint>): Promise<void> {
  const touchpoints = content.touchpoints.map((place) => ({ ...place, ...change(place) }));
  content = { ...content, touchpoints };
  nowMs += DAY_MS;
  const outcome = await publishCatalogue(opened.runtime, deploymentPrincipal(), content);
  if (!outcome.ok) throw new Error(outcome.reason);
}

it('what changed is brought up once, said as a difference, and nothing is allowed until the person answers', async () => {
  const [agrees, refuses, later, never] = [
    await personAs('agrees'),
    await personAs('refuses'),
    await personAs('later'),
    await personAs('never-asked'),
  ];
  for (const person of [agrees, refuses, later]) {
    await tap(person, {
      ...{ act: 'allow-cell', purpose: 'recommend', channel: 'web', data: 'purchases' },
    });
    await tap(person, {
      ...{ act: 'refuse-cell', purpose: 'recommend', channel: 'web', data: 'interests-guessed' },
    });
    expect(await seen(person)).toEqual({ listed: [], note: undefined });
  }
  expect(await answers(agrees, 'shop-for-you')).toEqual(['allowed', ['purchases']]);

  // Words alone ask nobody anew.
  await publish(({ key, text }) =>
    key === 'shop-for-you' ? { text: { ...text, ja: { ...text.ja, with: '別の言葉' } } } : {},
  );
  expect(await seen(agrees)).toEqual({ listed: [], note: undefined });

  await publish(({ key, recipients, mayUse }) =>
    key === 'shop-for-you'
      ? { recipients: [...recipients, 'ai-provider'], mayUse: [...mayUse, 'lifestyle'] }
      : {},
  );
  const asked = await seen(agrees);
  expect(asked.note).toEqual({ changed: 1, ending: 0 });
  const [renewal, ...others] = asked.listed;
  expect(others).toEqual([]);
  expect(renewal).toMatchObject({ key: 'recommend', why: 'changed', noticeVersion: 1 });
  expect(renewal?.places.map(({ key }) => key)).toEqual(['shop-for-you']);
  const told = renewal?.changes.map(({ field, added, removed }) => [field, added, removed]);
  expect(told).toEqual([
    ['mayUse', ['ライフスタイル'], []],
    ['recipients', ['AI事業者'], []],
    ['with', ['別の言葉'], [defaultCatalogue.touchpoints.find(isForYou)?.text.ja.with]],
  ]);
  // What was allowed and what came with the change; what is refused by name is not among it.
  expect(renewal?.boxes).toEqual([
    { channel: 'サイト', data: expect.arrayContaining(['購入の記録', 'ライフスタイル']) },
  ]);
  expect(renewal?.boxes?.[0]?.data).toHaveLength(2);
  expect((await answers(agrees, 'shop-for-you'))[0]).toBe('renewal_needed');
  expect(await seen(never)).toEqual({ listed: [], note: undefined });

  expect(await tap(agrees, { act: 'renew', purpose: 'recommend' })).toHaveLength(1);
  expect(await answers(agrees, 'shop-for-you')).toEqual(['allowed', ['purchases', 'lifestyle']]);
  // Said again there is nothing to renew.
  expect(await tap(agrees, { act: 'renew', purpose: 'recommend' })).toEqual([]);
  await tap(refuses, { act: 'refuse-purpose', purpose: 'recommend' });
  await tap(later, { act: 'dismiss' });
  expect((await seen(later)).listed).toHaveLength(1);
  expect((await answers(later, 'shop-for-you'))[0]).toBe('renewal_needed');

  for (let day = 0; day < 30; day += 1) {
    nowMs += DAY_MS;
    const notes = await Promise.all(
      [agrees, refuses, later].map(async (one) => (await seen(one)).note),
    );
    expect([day, ...notes]).toEqual([day, undefined, undefined, undefined]);
  }

  await publish(({ key }) => (key === 'shop-for-you' ? { technique: 'prediction' } : {}));
  const [again, refused, once] = await Promise.all([agrees, refuses, later].map(seen));
  expect([again?.note, once?.note]).toEqual([
    { changed: 1, ending: 0 },
    { changed: 1, ending: 0 },
  ]);
  expect(refused).toEqual({ listed: [], note: undefined });
  expect(once?.listed[0]?.changes.map(({ field }) => field).sort()).toEqual([
    'mayUse',
    'recipients',
    'technique',
    'with',
  ]);
});

it('an end that comes near is listed for sixty days, brought up once, and what is over is never brought up', async () => {
  const me = await personAs('ends');
  await tap(me, { act: 'allow-purpose', purpose: 'search' });
  const endsAtMs = (await reading(me)).state?.cells.get('search search itself')?.expiresAtMs ?? 0;
  nowMs = endsAtMs - 61 * DAY_MS;
  expect(await seen(me)).toEqual({ listed: [], note: undefined });
  nowMs = endsAtMs - 59 * DAY_MS;
  const near = await seen(me);
  expect(near.note).toEqual({ changed: 0, ending: 1 });
  expect(near.listed).toMatchObject([{ key: 'search', why: 'ending', endsAtMs, changes: [] }]);
  await tap(me, { act: 'dismiss' });
  expect((await seen(me)).note).toBeUndefined();
  nowMs = endsAtMs + DAY_MS;
  const over = await seen(me);
  expect([over.note, over.listed[0]?.why]).toEqual([undefined, 'ended']);
  await tap(me, { act: 'renew', purpose: 'search' });
  expect(await seen(me)).toEqual({ listed: [], note: undefined });
  expect((await answers(me, 'site-search'))[0]).toBe('allowed');
});

it('what takes two steps of its own is not allowed again with one', async () => {
  const me = await personAs('explicit');
  await tap(me, { act: 'allow-explicit', purpose: 'skin-care', sensitive: 'dna' });
  await publish(({ key, recipients }) =>
    key === 'app-dna-report' ? { recipients: [...recipients, 'group'] } : {},
  );
  const { listed } = await seen(me);
  expect(listed).toMatchObject([{ key: 'skin-care', boxes: null }]);
  await expect(tap(me, { act: 'renew', purpose: 'skin-care' })).rejects.toThrow(
    'explicit_not_allowed',
  );
});
