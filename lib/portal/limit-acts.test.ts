import { describe, expect, it, test } from 'vitest';
import { activeLimits, limitKey } from '../choice/limits';
import { emptyState } from '../choice/state';
import type { SubjectState } from '../choice/model';
import { decide } from '../decision/decide';
import { endOf } from './ends';
import { eventsOfAct } from './events-of-act';
import { isRefusal, parseAct, type PlainAct } from './form-schema';
import { limitViews } from './limits';
import { pauseViews } from './pauses';
import { compiled, meaningOf, NOW_MS, stateAfter, type Said } from './sample.data';

const WEEKLY: Said = { act: 'limit-frequency', channel: '', max: '', per: 'week', often: '1 week' };
const MAIL_THRICE: Said = { act: 'limit-frequency', channel: 'mail', max: '３', per: 'week' };
const NIGHT: Said = { act: 'limit-quiet', from: '22:00', to: '07:00', zone: 'Asia/Tokyo' };
const limitsOf = (state: SubjectState) => activeLimits(state, NOW_MS).map(({ limit }) => limit);

describe('a limit', () => {
  const MEANT: readonly [Said, object][] = [
    [WEEKLY, { kind: 'frequency', max: 1, per: 'week', zone: 'Asia/Tokyo' }],
    [MAIL_THRICE, { kind: 'frequency', channel: 'mail', max: 3, per: 'week', zone: 'Asia/Tokyo' }],
    [NIGHT, { kind: 'quietHours', from: '22:00', to: '07:00', zone: 'Asia/Tokyo' }],
    [
      { act: 'limit-age', data: 'browsing', days: '30' },
      { kind: 'dataAge', data: 'browsing', maxDays: 30 },
    ],
    [
      { act: 'limit-mute', topic: 'life-events', end: 'none', date: '' },
      { kind: 'mute', topic: 'life-events' },
    ],
    [{ act: 'limit-not-purchased' }, { kind: 'notPurchased' }],
    [{ act: 'limit-variety' }, { kind: 'variety' }],
    [
      { act: 'limit-preferred', channel: 'line' },
      { kind: 'preferredChannel', channel: 'line' },
    ],
  ];
  test.each(MEANT)(
    '%o means what it says, takes no signing in, and is taken away whole',
    (said, limit) => {
      const state = stateAfter(said);
      expect(limitsOf(state)).toEqual([limit]);
      expect(isRefusal({ ...said, once: '', version: 1 } as PlainAct)).toBe(true);
      expect(meaningOf(state, said)).toMatchObject({ ok: true, events: [] });
      const removal: Said = { act: 'limit-remove', limit: limitKey(limit as never) };
      expect(isRefusal({ ...removal, once: '', version: 1 } as PlainAct)).toBe(false);
      expect(limitsOf(stateAfter(said, removal))).toEqual([]);
    },
  );

  const FAULTS: readonly [Said, string][] = [
    [{ ...WEEKLY, often: undefined, max: '' } as never, 'max'],
    [{ act: 'limit-frequency', channel: '', max: '101', per: 'day' }, 'max'],
    [{ act: 'limit-frequency', channel: '', max: '-1', per: 'day' }, 'max'],
    [{ ...NIGHT, from: '' } as never, 'from'],
    [{ ...NIGHT, to: '25:00' } as never, 'to'],
    [{ act: 'limit-age', data: 'browsing', days: 'many' }, 'days'],
    [{ act: 'limit-mute', topic: 'life-events', end: 'date', date: '2026-02-31' }, 'date'],
    [{ act: 'pause', purpose: '', end: 'date', date: '2026-11-20' }, 'date'],
    [{ act: 'pause', purpose: '', end: 'date', date: '' }, 'date'],
  ];
  test.each(FAULTS)('%o is refused with the field at fault', (said, field) => {
    expect(meaningOf(emptyState(), said)).toMatchObject({ ok: false, field });
  });

  it('that a stricter one leaves nothing to do is said, also over channels', () => {
    const state = stateAfter(WEEKLY);
    expect(meaningOf(state, MAIL_THRICE)).toMatchObject({ ok: true, note: 'stricter_holds' });
    const both = stateAfter(WEEKLY, MAIL_THRICE);
    const views = limitViews(both, { contacts: [] }, NOW_MS);
    expect(views.map(({ parts }) => parts[0]?.idleBy?.kind)).toEqual([undefined, 'frequency']);
    expect(views[0]?.parts[0]?.budget?.left).toBe(1);
  });

  it('from a browser that is not signed in a looser one writes nothing, a stricter one holds', () => {
    const state = stateAfter(WEEKLY);
    const say = (often: string) => {
      const act = { ...WEEKLY, often, once: 'a'.repeat(22), version: 1 } as PlainAct;
      const sight = { compiled, locale: 'ja', state, nowMs: NOW_MS, by: 'browser' } as const;
      return eventsOfAct(sight, act);
    };
    expect(say('3 week')).toMatchObject({ ok: true, events: [], note: 'stricter_holds' });
    expect(say('1 month')).toMatchObject({ ok: true, events: [{ body: { type: 'limit' } }] });
  });
});

describe('a pause', () => {
  const week: Said = { act: 'pause', purpose: '', end: 'week', date: '' };
  const one: Said = { act: 'pause', purpose: 'recommend', end: 'month', date: '' };
  const shopForYou = (state: SubjectState) => {
    const question = { touchpoint: 'shop-for-you', data: [], signals: { gpc: false } };
    const system = compiled.touchpoints.get('shop-for-you')?.touchpoint.system ?? '';
    return decide(compiled, state, { contacts: [] }, { ...question, system }, NOW_MS + 1_000);
  };

  it('ends with a day of the zone, and says which', () => {
    const end = (kind: 'tomorrow' | 'week' | 'month') => new Date(endOf(kind, '', NOW_MS) ?? 0);
    expect(end('tomorrow').toISOString()).toBe('2026-11-22T14:59:59.999Z');
    expect(end('week').toISOString()).toBe('2026-11-28T14:59:59.999Z');
    expect(end('month').toISOString()).toBe('2026-12-21T14:59:59.999Z');
    const date = endOf('date', '2026-12-01', NOW_MS) ?? 0;
    expect(new Date(date).toISOString()).toBe('2026-12-01T14:59:59.999Z');
  });

  it('stops what was allowed, and resuming brings back exactly that', () => {
    const allowed: Said = { act: 'allow-purpose', purpose: 'recommend' };
    expect(shopForYou(stateAfter(allowed, week)).reason).toBe('paused');
    const back = stateAfter(allowed, week, { act: 'resume', pause: '' });
    expect(shopForYou(back).reason).toBe('allowed');
    expect([...back.cells.keys()]).toEqual([...stateAfter(allowed).cells.keys()]);
  });

  it('of one purpose ends alone: the others go on to the ends they had', () => {
    const other: Said = { act: 'pause', purpose: 'content', end: 'week', date: '' };
    const state = stateAfter(one, other, { act: 'resume', pause: 'recommend' });
    const left = pauseViews(compiled, 'ja', state, NOW_MS + 1_000);
    expect(left.map(({ key, untilMs }) => [key, untilMs])).toEqual([
      ['content', endOf('week', '', NOW_MS)],
    ]);
  });

  it('that is shorter than one in force changes nothing, and says so', () => {
    const longer = stateAfter({ ...week, end: 'month' } as never);
    expect(meaningOf(longer, week)).toMatchObject({ ok: true, events: [], note: 'longer_holds' });
  });

  it('resuming is the signed-in page’s alone', () => {
    const carried = { once: 'a'.repeat(22), version: '1' };
    const resume = parseAct(Object.entries({ act: 'resume', pause: '*', ...carried }));
    expect(resume && isRefusal(resume)).toBe(false);
  });
});
