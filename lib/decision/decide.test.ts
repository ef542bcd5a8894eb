import { describe, expect, it } from 'vitest';
import { compileCatalogue } from '../catalogue/compile';
import { emptyState } from '../choice/state';
import { DAY_MS, NOW_MS, sweep, willing, type DecisionCase } from './case-parts.data';
import { CASES } from './cases.data';
import { decide, needsCounters } from './decide';
import { DENY_REASONS, OTHERWISES, PERMIT_REASONS, type Question, type Verdict } from './model';
import { SHOP } from './sample.data';

const catalogue = compileCatalogue(SHOP);

function questionOf({ touchpoint, data = [], gpc = false, system }: DecisionCase): Question {
  const owner = catalogue.touchpoints.get(touchpoint)?.touchpoint.system ?? 'nobody';
  return { touchpoint, data, signals: { gpc }, system: system ?? owner };
}

function verdictOf(one: DecisionCase): Verdict {
  const counters = { contacts: one.contacts ?? [] };
  return decide(catalogue, one.state, counters, questionOf(one), one.nowMs ?? NOW_MS);
}

describe('each case of the table', () => {
  it.each(CASES)('$name', (one) => {
    expect(verdictOf(one)).toMatchObject(one.expect);
  });
});

describe('the table', () => {
  it('gives every reason that is not the caller’s, and both otherwises', () => {
    const reasons = new Set(CASES.map((one) => verdictOf(one).reason));
    const callers = new Set<string>(['error', 'unavailable', 'stale']);
    const own = DENY_REASONS.filter((reason) => !callers.has(reason));
    expect([...reasons].sort()).toEqual([...own, ...PERMIT_REASONS].sort());
    expect(new Set(CASES.map((one) => verdictOf(one).otherwise))).toEqual(new Set(OTHERWISES));
  });

  it('splits the data of the place without losing or doubling any', () => {
    for (const one of CASES) {
      const { permitted, denied } = verdictOf(one);
      const declared = catalogue.touchpoints.get(one.touchpoint)?.data ?? [];
      expect(declared.filter((key) => permitted.includes(key))).toEqual(permitted);
      expect(declared.filter((key) => denied.includes(key))).toEqual(denied);
      expect(permitted.length + denied.length).toBe(declared.length);
    }
  });
});

describe('obligations', () => {
  const limit = (kind: string, rest: object = {}, eventId = kind) => ({
    order: 900,
    eventId,
    atMs: NOW_MS,
    limit: { kind, ...rest },
  });
  function obliged(touchpoint: string, limits: object[]): Verdict {
    const state = { ...willing(), limits } as ReturnType<typeof willing>;
    return verdictOf({ name: '', touchpoint, state, expect: {} });
  }

  it('carry what the server cannot enforce', () => {
    const { obligations } = obliged('newsletter', [
      limit('dataAge', { data: 'browsing', maxDays: 30 }),
      limit('mute', { topic: 'life-events' }),
      limit('notPurchased'),
      limit('variety'),
      limit('preferredChannel', { channel: 'line' }),
    ]);
    expect(obligations).toEqual([
      {
        id: 'max-data-age:browsing',
        type: 'max-data-age',
        properties: { data: 'browsing', maxDays: 30 },
      },
      { id: 'mute-topic:life-events', type: 'mute-topic', properties: { topic: 'life-events' } },
      { id: 'suppress-purchased', type: 'suppress-purchased', properties: {} },
      { id: 'variety', type: 'variety', properties: {} },
      { id: 'prefer-channel', type: 'prefer-channel', properties: { channel: 'line' } },
    ]);
  });

  it('name no data that is not permitted and no channel where nobody is contacted', () => {
    const { obligations } = obliged('shop-for-you', [
      limit('dataAge', { data: 'mail-engagement', maxDays: 30 }),
      limit('preferredChannel', { channel: 'line' }),
    ]);
    expect(obligations).toEqual([]);
  });

  it('hold the shorter of two data ages', () => {
    const { obligations } = obliged('shop-for-you', [
      limit('dataAge', { data: 'browsing', maxDays: 7 }),
      limit('dataAge', { data: 'browsing', maxDays: 30 }),
    ]);
    expect(obligations.map(({ properties }) => properties['maxDays'])).toEqual([7]);
  });

  it('end with their limit, and the answer says when', () => {
    const until = { ...limit('variety'), untilMs: NOW_MS + DAY_MS };
    expect(obliged('shop-for-you', [until]).changesAtMs).toBe(NOW_MS + DAY_MS);
    expect(obliged('shop-for-you', [{ ...until, untilMs: NOW_MS }]).obligations).toEqual([]);
  });

  it('come with a permit only', () => {
    const state = willing({ sweeps: [sweep('stop')] });
    const limits = [limit('variety')];
    const refused = { ...state, limits } as ReturnType<typeof willing>;
    expect(
      verdictOf({ name: '', touchpoint: 'shop-for-you', state: refused, expect: {} }).obligations,
    ).toEqual([]);
  });
});

describe('counters', () => {
  const frequency = {
    kind: 'frequency',
    max: 1,
    per: 'day',
    zone: 'UTC',
    channel: 'mail',
  } as const;
  const state = {
    ...emptyState(),
    limits: [{ order: 1, eventId: 'e', atMs: 0, limit: frequency }],
  };
  const ask = (touchpoint: string) => questionOf({ name: '', touchpoint, expect: {} });

  it('are needed only where a frequency limit binds a contact', () => {
    expect(needsCounters(catalogue, state, ask('newsletter'))).toBe(true);
    expect(needsCounters(catalogue, state, ask('order-mail'))).toBe(false);
    expect(needsCounters(catalogue, state, ask('shop-for-you'))).toBe(false);
    expect(needsCounters(catalogue, undefined, ask('newsletter'))).toBe(false);
    expect(needsCounters(catalogue, emptyState(), ask('newsletter'))).toBe(false);
    const line = {
      ...state,
      limits: [{ ...state.limits[0], limit: { ...frequency, channel: 'line' } }],
    };
    expect(needsCounters(catalogue, line as typeof state, ask('newsletter'))).toBe(false);
  });
});
