import { afterAll, beforeAll, expect, test } from 'vitest';
import { decide } from '../decision/decide';
import { openPersonSession } from '../identity/entrances';
import type { PersonPrincipal } from '../identity/model';
import { deviceFromCookie, sessionCookie } from '../identity/session-cookie';
import { principalOfSession } from '../identity/sessions';
import { historyOf } from '../record/history';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { noticeSignal } from './browser-signal';
import { commitAct } from './commands';
import { readPortal } from './queries';

let temporary: TemporaryRuntime;
beforeAll(async () => {
  temporary = await openTemporaryRuntime();
});
afterAll(() => temporary.dispose());

const PAGE = { 'sec-gpc': '1', 'sec-fetch-dest': 'document' };
let people = 0;
let taps = 0;

async function entries(): Promise<number> {
  return (await temporary.runtime.store.head()).seq;
}

async function signIn(): Promise<{ cookie: string; person: PersonPrincipal }> {
  const { runtime } = temporary;
  people += 1;
  const session = await openPersonSession(runtime, `person${String(people)}@example.test`);
  if (session === undefined) throw new Error('no session');
  const [cookie = ''] = (await sessionCookie(runtime, 'session', session)).split(';', 1);
  const person = await principalOfSession(runtime, session.token);
  if (person.kind !== 'person') throw new Error('no person');
  return { cookie, person };
}

async function allowAds(person: PersonPrincipal): Promise<void> {
  taps += 1;
  const once = String(taps).padStart(22, '0');
  const act = { act: 'allow-purpose', purpose: 'advertise', once, version: 1 } as const;
  expect(await commitAct(temporary.runtime, person, act, 'ja')).toMatchObject({ ok: true });
}

async function reading(who: Parameters<typeof readPortal>[1]) {
  return readPortal(temporary.runtime, who);
}

test('without a signal, with another value, or for anything but a page nothing is written', async () => {
  const before = await entries();
  for (const headers of [
    {},
    { 'sec-gpc': '0' },
    { 'sec-gpc': 'true' },
    { 'sec-gpc': '01' },
    { 'sec-gpc': '1.0, 11' },
    { ...PAGE, 'sec-fetch-dest': 'empty' },
    { ...PAGE, 'sec-fetch-dest': 'image' },
    { ...PAGE, rsc: '1' },
  ]) {
    expect(await noticeSignal(temporary.runtime, headers)).toEqual({});
  }
  expect(await entries()).toBe(before);
});

test('a browser that signals is known from its first page on, and ads are refused to it', async () => {
  const before = await entries();
  const noticed = await noticeSignal(temporary.runtime, PAGE);
  expect(noticed.setCookie).toMatch(/^nattoku-device=[^;]+; .*HttpOnly/);
  expect(await entries()).toBe(before + 1);
  const device = await deviceFromCookie(temporary.runtime, noticed.cookie);
  if (device === undefined) throw new Error('no device');
  const { compiled, state, signal, nowMs } = await reading(device);
  expect(signal).toEqual({ followed: ['advertise'], allowedSince: [] });
  const ads = [...compiled.touchpoints.values()].filter(({ sharesForAds }) => sharesForAds);
  expect(ads.length).toBeGreaterThan(0);
  for (const { touchpoint } of ads) {
    const { key, system } = touchpoint;
    const question = { touchpoint: key, data: [], signals: { gpc: false }, system };
    const verdict = decide(compiled, state, { contacts: [] }, question, nowMs);
    expect(verdict).toMatchObject({ decision: false, reason: 'signal' });
  }
});

test('of several values any that is exactly 1 counts', async () => {
  for (const said of ['0, 1', '1,1', ' 1 ']) {
    const noticed = await noticeSignal(temporary.runtime, { ...PAGE, 'sec-gpc': said });
    expect([said, noticed.setCookie]).toEqual([said, expect.stringMatching(/^nattoku-device=/)]);
  }
});

test('a device signals once, however many pages it opens, also at the same moment', async () => {
  const { cookie } = await noticeSignal(temporary.runtime, PAGE);
  const before = await entries();
  for (let page = 0; page < 3; page += 1) {
    expect(await noticeSignal(temporary.runtime, { ...PAGE, cookie })).toEqual({});
  }
  expect(await entries()).toBe(before);
  const { cookie: session } = await signIn();
  const pages = [1, 2, 3, 4].map(() =>
    noticeSignal(temporary.runtime, { ...PAGE, cookie: `${cookie ?? ''}; ${session}` }),
  );
  await Promise.all(pages);
  expect(await entries()).toBe(before + 1);
});

test('it holds for the person who is signed in, over what they had allowed before', async () => {
  const { cookie, person } = await signIn();
  await allowAds(person);
  await noticeSignal(temporary.runtime, { ...PAGE, cookie });
  expect((await reading(person)).signal).toEqual({ followed: ['advertise'], allowedSince: [] });
});

test('an allow after it stands: the same device never brings the signal back', async () => {
  const { cookie: session, person } = await signIn();
  const noticed = await noticeSignal(temporary.runtime, { ...PAGE, cookie: session });
  await allowAds(person);
  const before = await entries();
  await noticeSignal(temporary.runtime, { ...PAGE, cookie: noticed.cookie });
  expect(await entries()).toBe(before);
  expect((await reading(person)).signal).toEqual({ followed: [], allowedSince: ['advertise'] });
});

test('the cookie of the browser goes beside the others, and replaces a broken one', async () => {
  const cookie = 'nattoku-language=en; nattoku-device=broken';
  const noticed = await noticeSignal(temporary.runtime, { ...PAGE, cookie });
  expect(noticed.cookie).toMatch(/^nattoku-language=en; nattoku-device=(?!broken)[^; ]+$/);
});

test('a failure is no failure of the page', async () => {
  const { runtime } = temporary;
  const failing = { ...runtime, commit: () => Promise.reject(new Error('disk full')) };
  expect(await noticeSignal(failing, PAGE)).toEqual({});
});

test('clients that keep no cookie do not fill the log', async () => {
  const limited = { ...temporary.runtime };
  const before = await entries();
  const visits = Array.from({ length: 320 }, () => noticeSignal(limited, PAGE));
  await Promise.all(visits);
  expect((await entries()) - before).toBe(300);
}, 30_000);

test('taken back on the history page it refuses no more, is not noted again, and still counts in the browser’s own requests', async () => {
  const { runtime } = temporary;
  const { cookie, person } = await signIn();
  await allowAds(person);
  const noticed = await noticeSignal(runtime, { ...PAGE, cookie });
  const [signal] = await historyOf(runtime, person);
  expect(signal).toMatchObject({ body: { type: 'signal', by: 'browser' }, undoable: true });
  taps += 1;
  const [once, events] = [String(taps).padStart(22, '0'), signal?.eventId ?? ''];
  const undo = { act: 'undo', events, once, version: 1 } as const;
  expect(await commitAct(runtime, person, undo, 'ja')).toMatchObject({ ok: true });
  const after = await entries();
  expect(await noticeSignal(runtime, { ...PAGE, cookie: noticed.cookie ?? '' })).toEqual({});
  expect(await entries()).toBe(after);
  const { compiled, state, signal: shown, nowMs } = await reading(person);
  expect(shown).toBeUndefined();
  const asked = (gpc: boolean) => {
    const question = { touchpoint: 'retargeting-ads', data: [], signals: { gpc } } as const;
    const verdict = decide(
      ...([compiled, state, { contacts: [] }, { ...question, system: 'adtech' }, nowMs] as const),
    );
    return [verdict.reason, verdict.eventId === events];
  };
  expect(asked(false)[0]).not.toBe('signal');
  expect(asked(true)).toEqual(['signal', false]);
});
