// A person reads their record: whole, page by page, with what each act changed, and beside any day before.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploymentPrincipal } from '../identity/deployment';
import { mint } from '../identity/mint';
import { MAIL_SYSTEM, type PersonPrincipal } from '../identity/model';
import { newId } from '../ids';
import { sealForSubject } from '../record/personal';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { askedOf, askedView, shownTo } from './activity';
import { commitAct } from './commands';
import { comparedInstant, compareWith } from './compare';
import type { Act } from './form-schema';
import { historyFor } from './history';
import { historyKind, ofKind, pageNumber, pageOf, pageOfHistory } from './history-kinds';
import { readOldNew } from './old-new';

const DAY_MS = 86_400_000;
const BEGAN_MS = Date.parse('2026-10-01T03:00:00Z');
let opened: TemporaryRuntime;
let nowMs = BEGAN_MS;
let me: PersonPrincipal;
let shopSubject = '';

async function known(system: string, id: string): Promise<string> {
  const about = { identifier: { system, id } };
  const made = await opened.runtime.commit({ actor: deploymentPrincipal(), about, events: [] });
  if (!made.ok || made.subject === undefined) throw new Error('nobody was made');
  return made.subject;
}
async function personAs(name: string): Promise<PersonPrincipal> {
  const subject = await known(MAIL_SYSTEM, `${name}@example.test`);
  return mint<PersonPrincipal>({ kind: 'person', subject, sessionId: 's' });
}

let taps = 0;
type Said = Act extends infer A ? (A extends Act ? Omit<A, 'once' | 'version'> : never) : never;
async function tap(said: Said, person = me): Promise<readonly string[]> {
  taps += 1;
  nowMs += 60_000;
  const act = { ...said, once: String(taps).padStart(22, '0'), version: 1 } as Act;
  const outcome = await commitAct(opened.runtime, person, act, 'ja');
  if (!outcome.ok) throw new Error(`${act.act}: ${outcome.reason}`);
  return outcome.eventIds;
}
function compiled() {
  return opened.runtime.catalogues.current();
}
const history = (person = me) => historyFor(opened.runtime, person, compiled(), 'ja');

beforeAll(async () => {
  opened = await openTemporaryRuntime({}, { clock: { now: () => nowMs } });
  me = await personAs('me');
  shopSubject = await known('shop', 'S-1');
  await opened.runtime.commit({
    actor: me,
    about: { subject: me.subject },
    events: [
      {
        ...{ about: 'subject', of: shopSubject, evidence: { system: 'shop' } },
        body: { type: 'join', surface: 'portal', confirmed: true },
      },
    ],
  });
});
afterAll(() => opened.dispose());

describe('what a person reads of their record', () => {
  it('is every event of theirs in the ledger, each with when, from where and under which notice', async () => {
    await tap({ act: 'allow-purpose', purpose: 'recommend' });
    await tap({ act: 'refuse-place', touchpoint: 'home-hero' });
    const [stopped = ''] = await tap({ act: 'stop' });
    await tap({ act: 'undo', events: stopped });
    const other = await personAs('other');
    await tap({ act: 'stop' }, other);

    const { store } = opened.runtime;
    const stored = await store.eventsOf([me.subject, shopSubject]);
    const items = await history();
    expect(items.map(({ eventId }) => eventId)).toEqual(
      stored.map(({ eventId }) => eventId).reverse(),
    );
    const subjects = [me.subject, shopSubject];
    const found = await store.searchLog({ subjects, order: 'newest', limit: 99 });
    expect(found.map(({ eventId }) => eventId)).toEqual(items.map(({ eventId }) => eventId));
    for (const item of items) {
      expect(item.atMs).toBeGreaterThanOrEqual(BEGAN_MS);
      expect(item.surface).toBe('portal');
      expect(item.noticeVersion).toBe(item.type === 'allow' ? 1 : null);
    }
    expect((await history(other)).map(({ type }) => type)).toEqual(['deny']);
  });

  it('says of each act what stood before and what stands by it, also when it is undone', async () => {
    const changes = await readOldNew(opened.runtime, me.subject, compiled());
    const read = (await history()).map(({ type, eventId }) => {
      const { was, is } = changes.get(eventId) ?? {};
      return [type, was, is];
    });
    const items = await history();
    for (const { eventId } of items) {
      const alone = await readOldNew(opened.runtime, me.subject, compiled(), [eventId]);
      expect(alone.get(eventId)).toEqual(changes.get(eventId));
    }
    // Stopping everything meets cells that stood in more than one way.
    expect(read).toEqual([
      ['undo', 'refused', 'mixed'],
      ['deny', 'mixed', 'refused'],
      ['touchpoint-off', 'on', 'off'],
      ['allow', 'never_asked', 'allowed'],
      ['join', undefined, undefined],
    ]);
  });

  it('is compared with any instant before: what may be used now and not then, and the other way about', async () => {
    const { runtime } = opened;
    const allowedMs = nowMs;
    nowMs += 7 * DAY_MS;
    await tap({ act: 'refuse-purpose', purpose: 'recommend' });
    await tap({ act: 'allow-purpose', purpose: 'search' });
    const then = await compareWith(runtime, me, 'ja', allowedMs);
    const of = (change: string) =>
      then.places.filter((place) => place.change === change).map(({ key }) => key);
    expect([of('added'), of('removed')]).toEqual([['site-search'], ['shop-for-you']]);
    expect(then.purposes.map(({ key, was, is }) => [key, was, is])).toEqual([
      ['recommend', 'allowed', 'refused'],
      ['search', 'never_asked', 'allowed'],
    ]);
    const same = await compareWith(runtime, me, 'en', nowMs);
    expect([same.purposes, same.places.filter(({ change }) => change !== 'same')]).toEqual([
      [],
      [],
    ]);
    // What came and went in between does not show; nor does anything before there was a catalogue.
    const before = await compareWith(runtime, me, 'ja', BEGAN_MS - DAY_MS);
    expect(before.versions).toEqual({ was: null, is: 1 });
    expect(before.places.every((place) => !place.before)).toBe(true);
  });

  it.each([
    ['2026-10-01', '12:00', '2026-10-01T03:00:00.000Z'],
    ['2026-10-01', '', '2026-09-30T15:00:00.000Z'],
    ['2026-02-30', '12:00', undefined],
    ['2027-01-01', '12:00', undefined],
    ['yesterday', '12:00', undefined],
    [undefined, undefined, undefined],
  ])('takes %s %s on the clock of the deployment as %s', (date, time, expected) => {
    const atMs = comparedInstant(date, time, Date.parse('2026-11-22T00:00:00Z'));
    expect(atMs === undefined ? undefined : new Date(atMs).toISOString()).toBe(expected);
  });

  it('stands on pages that hold everything once, whatever number the address names', async () => {
    const items = await history();
    expect(pageOfHistory(items, 1).items).toEqual(items);
    const rows = Array.from({ length: 421 }, (_, index) => index);
    const pages = Array.from({ length: 9 }, (_, index) => pageOf(rows, index + 1));
    expect(pages.flatMap((page) => page.items)).toEqual(rows);
    expect([pages[0]?.newer, pages[8]?.older, pages[8]?.last]).toEqual([null, null, 421]);
    expect(pageOf(rows, 10).items).toEqual([]);
    for (const text of ['0', '-1', '1e3', 'x', undefined]) expect(pageNumber(text)).toBe(1);
    expect([historyKind('looks'), historyKind('nothing')]).toEqual(['looks', 'all']);
    expect(ofKind(items, 'looks')).toEqual([]);
    expect(ofKind(items, 'choices')).toEqual(items);
  });

  it('says who asked on which day and what was answered, and what was shown with its reasons', async () => {
    const { runtime } = opened;
    const day = new Date(nowMs).toISOString().slice(0, 10);
    const row = { subject: shopSubject, touchpoint: 'shop-for-you', day };
    await runtime.store.addTallies([
      { ...row, outcome: 'allowed', count: 2 },
      { ...row, outcome: 'withdrawn', count: 3 },
    ]);
    const asked = await askedOf(runtime, me, compiled(), 'en');
    expect(asked).toMatchObject({ asked: 5, refused: 3, places: 1 });
    const place = { key: 'shop-for-you', system: 'shop', asked: 5, refused: 3 };
    expect(asked.days).toMatchObject([{ dayMs: Date.parse(day), rows: [place] }]);
    expect(askedView([], compiled(), 'ja').days).toEqual([]);

    const id = newId('exp');
    const because = [{ kind: 'data', data: 'purchases', words: { ja: '購入から' } }];
    const sealed = await sealForSubject(runtime, shopSubject, id, because);
    const times = { atMs: nowMs, receivedAtMs: nowMs };
    await runtime.store.putExposure({
      id,
      subject: shopSubject,
      touchpoint: 'home-hero',
      ...times,
      decisionId: null,
      sealed,
    });
    const shown = await shownTo(runtime, me, compiled(), 'en', 10);
    expect(shown).toMatchObject([{ id, place: { key: 'home-hero' }, system: 'shop' }]);
    expect(shown[0]?.because).toEqual([{ text: '購入から', lang: 'ja' }]);
    expect(await shownTo(runtime, await personAs('nobody'), compiled(), 'ja', 10)).toEqual([]);
  });
});
