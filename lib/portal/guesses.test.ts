import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ExposureReason } from '../../sdk/src/contract';
import { deploymentPrincipal } from '../identity/deployment';
import { openDeviceSession } from '../identity/entrances';
import { mint } from '../identity/mint';
import { MAIL_SYSTEM, type PersonPrincipal } from '../identity/model';
import { principalOfSession } from '../identity/sessions';
import { newId } from '../ids';
import { guessTag } from '../record/contests';
import { sealForSubject } from '../record/personal';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { commitAct } from './commands';
import { guessesFor } from './guesses';
import { historyFor } from './history';

let opened: TemporaryRuntime;
let nowMs = Date.parse('2026-11-21T00:00:00Z');
beforeAll(async () => {
  opened = await openTemporaryRuntime({}, { clock: { now: () => nowMs } });
});
afterAll(() => opened.dispose());

const TEA: ExposureReason = {
  ...{ kind: 'guess', data: 'interests-guessed' },
  words: { ja: 'お茶がお好きだと推測したため', en: 'We guessed that you like tea' },
};
const BOUGHT: ExposureReason = { kind: 'data', data: 'purchases', words: { ja: '購入から' } };
const EVERYONE: ExposureReason = { kind: 'collective', words: 'みなさんの傾向から' };

async function personAs(name: string): Promise<PersonPrincipal> {
  const { runtime } = opened;
  const made = await runtime.commit({
    actor: deploymentPrincipal(),
    about: { identifier: { system: MAIL_SYSTEM, id: `${name}@example.test` } },
    events: [],
  });
  if (!made.ok || made.subject === undefined) throw new Error('nobody was made');
  return mint<PersonPrincipal>({ kind: 'person', subject: made.subject, sessionId: 's' });
}

async function report(
  { subject }: PersonPrincipal,
  touchpoint: string,
  because: readonly ExposureReason[],
): Promise<void> {
  nowMs += 60_000;
  const id = newId('exp');
  const sealed = await sealForSubject(opened.runtime, subject, id, because);
  const times = { atMs: nowMs, receivedAtMs: nowMs };
  const row = { id, subject, touchpoint, ...times, decisionId: null, sealed };
  expect(await opened.runtime.store.putExposure(row)).toBe(true);
}

let taps = 0;
type Actor = Parameters<typeof commitAct>[1];
type Tap = { act: 'contest'; guess: string } | { act: 'undo'; events: string };
function tap(actor: Actor, said: Tap) {
  taps += 1;
  nowMs += 1_000;
  const carried = { once: String(taps).padStart(22, '0'), version: 1 };
  return commitAct(opened.runtime, actor, { ...said, ...carried }, 'ja');
}
function seen(person: PersonPrincipal, locale: 'ja' | 'en' = 'ja', place?: string) {
  const { runtime } = opened;
  return guessesFor(runtime, person, runtime.catalogues.current(), locale, place);
}
const entries = async () => (await opened.runtime.store.head()).seq;

it('what was guessed stands once, with where, how often, when last and on what', async () => {
  const me = await personAs('me');
  expect(await seen(me)).toEqual([]);
  await report(me, 'shop-for-you', [TEA, BOUGHT, EVERYONE]);
  await report(me, 'home-hero', [TEA]);
  await report(me, 'home-hero', [TEA, TEA]);
  const [tea, bought, ...others] = await seen(me);
  expect(others).toEqual([]);
  expect(tea).toMatchObject({ kind: 'guess', times: 3, lastAtMs: nowMs, said: null });
  expect(tea?.words).toEqual({ text: 'お茶がお好きだと推測したため', lang: 'ja' });
  expect(tea?.data).toMatchObject({ key: 'interests-guessed', name: '推測された好み' });
  const places = tea?.places.map(({ key, times, system }) => [key, times, system]);
  expect(places).toEqual([
    ['home-hero', 2, 'shop'],
    ['shop-for-you', 1, 'shop'],
  ]);
  expect(bought).toMatchObject({ kind: 'data', times: 1, lastAtMs: nowMs - 120_000 });
  const english = await seen(me, 'en', 'shop-for-you');
  expect(english.map(({ words }) => words)).toEqual([
    { text: 'We guessed that you like tea', lang: 'en' },
    { text: '購入から', lang: 'ja' },
  ]);
  expect(await seen(me, 'ja', 'home-hero')).toHaveLength(1);
});

it('「違います」 is said once to each system that used it, stands in the history, and is undone', async () => {
  const me = await personAs('answers');
  await report(me, 'shop-for-you', [TEA]);
  await report(me, 'newsletter', [TEA]);
  const before = await entries();
  const said = await tap(me, { act: 'contest', guess: guessTag(TEA) });
  if (!said.ok) throw new Error(said.reason);
  const saidAtMs = nowMs;
  expect(said.eventIds).toHaveLength(2);
  expect(await tap(me, { act: 'contest', guess: guessTag(TEA) })).toMatchObject({ eventIds: [] });
  expect(await entries()).toBe(before + 2);

  const [told] = await seen(me);
  const waiting = ['mailer', 'shop'].map((system) => ({ system, receivedAtMs: null }));
  expect(told).toMatchObject({ mayContest: false, said: { atMs: saidAtMs, undoable: true } });
  expect(told?.said).toMatchObject({ systems: waiting, since: null });
  const { runtime } = opened;
  const [entry] = await historyFor(runtime, me, runtime.catalogues.current(), 'ja');
  expect(entry).toMatchObject({ type: 'contest', target: TEA.words['ja' as never] });
  expect(entry?.undoable).toBe(true);

  await report(me, 'home-hero', [TEA]);
  expect((await seen(me))[0]?.said?.since).toEqual({ times: 1, lastAtMs: nowMs });
  expect(await tap(me, { act: 'undo', events: said.eventIds.join(' ') })).toMatchObject({
    ok: true,
  });
  expect((await seen(me))[0]).toMatchObject({ mayContest: true, said: null });
});

it('of what was reported about somebody else nothing can be said, nor by a browser', async () => {
  const [me, other] = [await personAs('mine'), await personAs('other')];
  await report(me, 'shop-for-you', [TEA]);
  const { runtime } = opened;
  const device = await principalOfSession(runtime, (await openDeviceSession(runtime)).token);
  if (device.kind !== 'device') throw new Error('no device');
  const before = await entries();
  const guess = guessTag(TEA);
  expect(await tap(other, { act: 'contest', guess })).toEqual({ ok: false, reason: 'not_found' });
  expect(await tap(device, { act: 'contest', guess })).toEqual({ ok: false, reason: 'forbidden' });
  expect(await tap(me, { act: 'contest', guess: 'A'.repeat(22) })).toMatchObject({ ok: false });
  expect(await entries()).toBe(before);
  expect([(await seen(other)).length, (await seen(me))[0]?.said]).toEqual([0, null]);
});
