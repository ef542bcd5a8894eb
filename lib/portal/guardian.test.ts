import { describe, expect, it } from 'vitest';
import { ITSELF } from '../catalogue/model';
import { applyEvent } from '../choice/fold';
import type { EventBody, GuardianBody, SubjectState } from '../choice/model';
import { endOfBand, majorityYears } from './age-said';
import { ageView, waitingViews } from './guardian';
import { parseGuardianAct } from './guardian-acts';
import { compiled, meaningOf, NOW_MS, type Said } from './sample.data';
import { standingAt } from './standing';
import { emptyState } from '../choice/state';

const MAJORITY = Date.parse('2031-05-31T15:00:00Z');
const sight = (nowMs = NOW_MS + 60_000) => ({ compiled, locale: 'en', nowMs }) as const;

function after(state: SubjectState, body: EventBody): SubjectState {
  return applyEvent(state, { eventId: `evt_${String(state.order)}`, subject: 'sub', body });
}
function said(state: SubjectState, act: GuardianBody['act'], more: object = {}): SubjectState {
  const by = act === 'declare' ? 'person' : 'guardian';
  const head = { by, surface: 'portal', receivedAtMs: NOW_MS } as const;
  return after(state, { type: 'guardian', act, ...head, ...more });
}
function does(state: SubjectState, act: Said): SubjectState {
  const meaning = meaningOf(state, act);
  if (!meaning.ok) throw new Error(meaning.reason);
  const head = { by: 'person', receivedAtMs: NOW_MS } as const;
  return meaning.events.reduce(
    (so, { body }) => after(so, { ...body, ...head } as EventBody),
    state,
  );
}
const child = said(emptyState(), 'declare', { ageBand: 'child', endsAtMs: MAJORITY });
const allow = (purpose: string) => ({ act: 'allow-purpose', purpose }) as const;
const keysOf = (state: SubjectState, nowMs?: number) =>
  waitingViews(sight(nowMs), state).map(({ key }) => key);

describe('what waits for a guardian', () => {
  it('is what the child allowed, with its data and channels by name, and never an ad', () => {
    const state = does(does(child, allow('recommend')), allow('advertise'));
    const [waiting, ...rest] = waitingViews(sight(), state);
    expect(rest).toEqual([]);
    expect(waiting).toMatchObject({ key: 'recommend', channels: ['Site'] });
    expect(waiting?.data.length).toBeGreaterThan(2);
    expect(waitingViews(sight(), child)).toEqual([]);
  });

  it('says when something was added, left when approved or refused, and is gone at majority', () => {
    const both = does(does(child, allow('recommend')), allow('search'));
    expect(keysOf(both)).toEqual(['recommend', 'search']);
    const linked = said(both, 'link');
    expect(keysOf(said(linked, 'approve', { purposes: ['recommend'] }))).toEqual(['search']);
    expect(keysOf(said(linked, 'refuse', { purposes: ['search'] }))).toEqual(['recommend']);
    expect(keysOf(does(linked, { act: 'stop' }))).toEqual([]);
    expect(keysOf(linked, MAJORITY)).toEqual([]);
    const [before] = waitingViews(sight(), linked);
    const [again] = waitingViews(sight(), does(linked, allow('recommend')));
    expect(again?.cells).not.toEqual(before?.cells);
  });

  it('reads as ended once nobody’s word is waited for: at majority, or when the age was wrong', () => {
    const purpose = compiled.purposes.get('recommend');
    if (purpose === undefined) throw new Error('the sample has it');
    const state = does(child, allow('recommend'));
    const at = (one: SubjectState, nowMs: number) =>
      standingAt(one, purpose, 'web', ITSELF, nowMs).standing;
    const corrected = said(state, 'declare', { ageBand: 'adult', by: 'officer' });
    const nowMs = NOW_MS + 60_000;
    expect([at(state, nowMs), at(corrected, nowMs)]).toEqual(['waiting', 'expired']);
    expect(at(state, MAJORITY)).toBe('expired');
    const anew = after(corrected, {
      ...{ type: 'allow', by: 'person', surface: 'portal', receivedAtMs: nowMs },
      ...{ purposes: ['recommend'], channels: ['web'], data: [] },
      notice: { catalogueVersion: 1, locale: 'ja', digest: 'A'.repeat(43) },
    });
    expect(at(anew, nowMs)).toBe('allowed');
  });
});

describe('what the person reads of their age', () => {
  const views = (state: SubjectState, nowMs?: number) => {
    const { band, takeBack, ofAge } = ageView(sight(nowMs), state);
    return [band, takeBack, ofAge];
  };
  it('is what was said, whether it can be taken back, and once that it is over', () => {
    expect(views(emptyState())).toEqual([null, false, false]);
    expect(views(child)).toEqual(['child', true, false]);
    expect(views(said(child, 'link'))).toEqual(['child', false, false]);
    expect(views(child, MAJORITY)).toEqual([null, false, true]);
    const heard = said(child, 'declare', { ageBand: 'adult', receivedAtMs: MAJORITY });
    expect(views(heard, MAJORITY)).toEqual([null, false, false]);
  });
});

describe('the age that is said', () => {
  // November 2026: who is 15 turns 18 from November 2028 on.
  it.each([
    ['child', 2031, 5, '2031-05-31T15:00:00.000Z'],
    ['child', 2028, 11, '2028-11-30T15:00:00.000Z'],
    ['child', 2028, 10, undefined],
    ['child', 2044, 12, undefined],
    ['teen', 2028, 11, '2028-11-30T15:00:00.000Z'],
    ['teen', 2026, 12, '2026-12-31T15:00:00.000Z'],
    ['teen', 2028, 12, undefined],
    ['teen', 2026, 10, undefined],
  ] as const)('%s, eighteen in %i-%i: ends %s', (band, year, month, ends) => {
    const checked = endOfBand({ band, year, month }, NOW_MS);
    expect(checked.ok ? new Date(checked.endsAtMs).toISOString() : undefined).toBe(ends);
  });

  it('is chosen among the years that can be, and takes no day', () => {
    expect([majorityYears(NOW_MS)[0], majorityYears(NOW_MS).at(-1)]).toEqual([2026, 2044]);
    const form = { act: 'declare', band: 'child', year: '2031', month: '5', once: 'o'.repeat(22) };
    expect(parseGuardianAct(Object.entries(form))).toMatchObject({ year: 2031 });
    for (const wrong of [{ day: '3' }, { band: 'adult' }, { band: '' }, { year: '' }])
      expect(parseGuardianAct(Object.entries({ ...form, ...wrong }))).toBeUndefined();
  });
});
