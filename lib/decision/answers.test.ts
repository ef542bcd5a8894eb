import { describe, expect, it } from 'vitest';
import { compileCatalogue } from '../catalogue/compile';
import { emptyState } from '../choice/state';
import { decideByPurpose, touchpointsFor, type PurposeQuestion } from './by-purpose';
import { DAY_MS, NOW_MS, sweep, willing } from './case-parts.data';
import { CASES } from './cases.data';
import { decide } from './decide';
import { forSystem } from './redact';
import { allows, paintedState, SHOP } from './sample.data';
import { stationStates, type StationState } from './stations';

const catalogue = compileCatalogue(SHOP);
const NONE = { contacts: [] };

function byPurpose(state = willing(), over: Partial<PurposeQuestion> = {}) {
  const question = { purpose: 'recommend', channel: 'web', data: ['purchases'], system: 'shop' };
  return decideByPurpose(
    catalogue,
    state,
    NONE,
    { ...question, signals: { gpc: false }, ...over },
    NOW_MS,
  );
}

describe('a question by purpose', () => {
  const asked = { purpose: 'recommend', channel: 'web', signals: { gpc: false }, system: 'shop' };

  it('resolves to the live places of that system that declare all of it', () => {
    expect(touchpointsFor(catalogue, { ...asked, data: ['purchases', 'browsing'] })).toEqual([
      'shop-for-you',
      'shop-picks',
    ]);
    expect(touchpointsFor(catalogue, { ...asked, data: ['interests-told'] })).toEqual([
      'shop-for-you',
    ]);
    expect(touchpointsFor(catalogue, { ...asked, data: [], system: 'mailer' })).toEqual([]);
  });

  it('leaves out places that are retired', () => {
    const keys = touchpointsFor(catalogue, { ...asked, data: [] });
    expect(keys).toEqual(['shop-for-you', 'shop-picks', 'shop-new']);
  });

  it('that no place declares is a no: there is no way round the map', () => {
    const verdict = byPurpose(willing(), { data: ['skin-photos'] });
    expect(verdict).toMatchObject({
      decision: false,
      reason: 'unknown_touchpoint',
      otherwise: 'nothing',
    });
  });

  it('is a no as soon as one place is, and names it', () => {
    expect(byPurpose()).toMatchObject({ reason: 'renewal_needed', touchpoint: 'shop-new' });
  });

  it('that every place permits is a permit for what all of them permit', () => {
    const state = paintedState([
      ...allows('recommend', 'web', ['purchases', 'interests-told'], { noticeVersion: 3 }),
      {
        effect: 'allow',
        at: 'recommend web browsing',
        noticeVersion: 3,
        expiresAtMs: NOW_MS + DAY_MS,
      },
    ]);
    expect(byPurpose(state)).toMatchObject({
      decision: true,
      reason: 'allowed',
      touchpoint: 'shop-for-you',
      permitted: ['purchases'],
      denied: ['browsing', 'interests-told', 'current-location'],
      eventId: 'e4',
      changesAtMs: NOW_MS + DAY_MS,
    });
  });

  it('gives the newest of the events that carry the permits', () => {
    const state = paintedState([
      ...allows('receive', 'mail', []),
      ...allows('message', 'mail', ['interests-told']),
    ]);
    const touchpoints = SHOP.touchpoints
      .filter(({ key }) => key === 'newsletter')
      .flatMap((place) => [
        { ...place, key: 'first', purposes: ['receive'], mayUse: [] },
        { ...place, key: 'second' },
        { ...place, key: 'third', purposes: ['receive'], mayUse: [] },
      ]);
    const three = compileCatalogue({ ...SHOP, touchpoints });
    const question = { purpose: 'receive', channel: 'mail', data: [], system: 'mailer' };
    const verdict = decideByPurpose(
      three,
      state,
      NONE,
      { ...question, signals: { gpc: false } },
      NOW_MS,
    );
    expect(verdict).toMatchObject({ decision: true, touchpoint: 'first', eventId: 'e3' });
  });

  it('sends nothing where one of its places would not, whichever refusal is named', () => {
    const mark = { order: 900, atMs: NOW_MS, eventId: 'off' };
    const techniquesOff = new Map([['individual', mark]]);
    const question = { purpose: 'receive', channel: 'mail', data: [], system: 'mailer' };
    const sent = byPurpose(willing({ techniquesOff }), question);
    expect(sent).toMatchObject({ reason: 'technique_off', otherwise: 'generic' });
    const touchpointsOff = new Map([['plain-letter', mark]]);
    const left = byPurpose(willing({ techniquesOff, touchpointsOff }), question);
    expect(left).toMatchObject({
      reason: 'technique_off',
      touchpoint: 'newsletter',
      otherwise: 'nothing',
    });
  });

  it('answered by one place alone is the answer of that place', () => {
    const question = {
      touchpoint: 'shop-for-you',
      data: ['interests-told'],
      signals: { gpc: false },
      system: 'shop',
    };
    expect(byPurpose(willing(), { data: ['interests-told'] })).toEqual(
      decide(catalogue, willing(), NONE, question, NOW_MS),
    );
  });
});

describe('what a system is told', () => {
  it('is everything but event-free secrets where no staff look', () => {
    const verdict = decide(
      catalogue,
      willing(),
      NONE,
      { touchpoint: 'shop-for-you', data: [], signals: { gpc: false }, system: 'shop' },
      NOW_MS,
    );
    expect(forSystem(verdict)).toEqual({
      decision: true,
      otherwise: 'generic',
      touchpoint: 'shop-for-you',
      changesAtMs: null,
      reason: 'allowed',
      permitted: verdict.permitted,
      denied: [],
      obligations: [],
      evidence: { eventId: 'e5', catalogueVersion: 2 },
    });
  });

  it('never says to staff why not, on what data, or by which event', () => {
    const question = {
      touchpoint: 'store-tablet',
      data: [],
      signals: { gpc: false },
      system: 'store',
    };
    const noes = [
      undefined,
      willing({ sweeps: [sweep('stop')] }),
      willing({
        pauses: [{ order: 1, eventId: 'p', atMs: 0, untilMs: NOW_MS + DAY_MS, purposes: '*' }],
      }),
    ].map((state) => forSystem(decide(catalogue, state, NONE, question, NOW_MS)));
    const silent = {
      decision: false,
      otherwise: 'generic',
      touchpoint: 'store-tablet',
      changesAtMs: null,
    };
    for (const no of noes) expect(no).toEqual(silent);
  });

  it('says to staff on a permit what may be used, and nothing else', () => {
    const question = {
      touchpoint: 'store-tablet',
      data: [],
      signals: { gpc: false },
      system: 'store',
    };
    const state = paintedState([
      ...allows('store-service', 'store', ['purchases']),
      { effect: 'deny', at: 'store-service store interests-told' },
    ]);
    const told = forSystem(decide(catalogue, state, NONE, question, NOW_MS));
    expect(Object.keys(told).sort()).toEqual(
      ['changesAtMs', 'decision', 'obligations', 'otherwise', 'permitted', 'touchpoint'].sort(),
    );
    expect(told.permitted).toEqual(['purchases']);
  });

  it('never says who is a minor: the answer is that of a refusal kept after an erasure', () => {
    const question = {
      touchpoint: 'retargeting-ads',
      data: [],
      signals: { gpc: false },
      system: 'adtech',
    };
    const minor = willing({ age: { band: 'teen', endsAtMs: NOW_MS + DAY_MS } });
    const told = forSystem(decide(catalogue, minor, NONE, question, NOW_MS));
    expect(told).toEqual({
      decision: false,
      otherwise: 'generic',
      touchpoint: 'retargeting-ads',
      changesAtMs: null,
      reason: 'refused',
      permitted: [],
      denied: ['browsing', 'purchases'],
      obligations: [],
      evidence: { eventId: null, catalogueVersion: 3 },
    });
    const asChild = { age: { band: 'child', endsAtMs: NOW_MS + DAY_MS } } as const;
    expect(forSystem(decide(catalogue, willing(asChild), NONE, question, NOW_MS))).toEqual(told);
  });
});

describe('the map', () => {
  const exposed = (touchpoint: string, daysAgo = 1) => [
    { touchpoint, atMs: NOW_MS - daysAgo * DAY_MS },
  ];
  function station(
    touchpoint: string,
    state = willing(),
    exposures = exposed(touchpoint),
  ): StationState {
    const found = stationStates(catalogue, state, exposures, NOW_MS).find(
      (one) => one.touchpoint === touchpoint,
    );
    if (found === undefined) throw new Error(`${touchpoint} is not on the map`);
    return found;
  }
  const mark = { order: 900, eventId: 'm', atMs: 0 };

  it('shows every live place once and no other', () => {
    const live = SHOP.touchpoints.filter(({ status }) => status === 'live').map(({ key }) => key);
    const shown = stationStates(catalogue, undefined, [], NOW_MS).map(
      ({ touchpoint }) => touchpoint,
    );
    expect(shown).toEqual(live);
  });

  it('waits for a limit that is used up to leave room, also where quiet hours begin before', () => {
    const week = { kind: 'frequency', max: 1, per: 'week', zone: 'UTC' } as const;
    const night = { kind: 'quietHours', from: '05:00', to: '06:00', zone: 'UTC' } as const;
    const limits = [week, night].map((limit) => ({ ...mark, limit }));
    const sent = { contacts: [{ channel: 'line', atMs: NOW_MS - 1 }] };
    const at = (counters: typeof NONE | typeof sent, nowMs = NOW_MS) =>
      stationStates(catalogue, willing({ limits }), [], nowMs, counters).find(
        ({ touchpoint }) => touchpoint === 'newsletter',
      );
    expect(at(NONE)).toMatchObject({ status: 'permitted_unused' });
    expect(at(sent)).toMatchObject({
      ...{ status: 'paused', waits: 'limit_reached', untilMs: Date.UTC(2026, 10, 23) },
    });
    expect(at(sent, Date.UTC(2026, 10, 21, 5, 30))).toMatchObject({
      ...{ status: 'paused', waits: 'quiet_hours', untilMs: Date.UTC(2026, 10, 21, 6) },
    });
  });

  it('says that a place is tailored only when its owner reported so in the last 30 days', () => {
    expect(station('shop-for-you')).toMatchObject({ status: 'tailored', used: true });
    expect(station('shop-for-you', willing(), exposed('shop-for-you', 30))).toMatchObject({
      status: 'permitted_unused',
      used: false,
    });
    expect(station('shop-for-you', willing(), exposed('shop-picks')).status).toBe(
      'permitted_unused',
    );
  });

  it('says when only some of the data is permitted, used or not', () => {
    const some = paintedState(allows('recommend', 'web', ['purchases']));
    expect(station('shop-for-you', some)).toMatchObject({
      status: 'partly',
      used: true,
      permitted: ['purchases'],
      denied: ['browsing', 'interests-told', 'current-location'],
    });
    expect(station('shop-for-you', some, []).used).toBe(false);
  });

  it('says that a place treats everybody the same after a refusal or without being asked', () => {
    expect(station('shop-for-you', emptyState()).status).toBe('same_for_all');
    expect(station('shop-for-you', willing({ sweeps: [sweep('stop')] })).status).toBe(
      'same_for_all',
    );
  });

  it('says to the person what a prohibition is', () => {
    const { status, verdict } = station('retargeting-ads', willing({ age: { band: 'teen' } }));
    expect(status).toBe('same_for_all');
    expect(verdict.prohibited).toBe(true);
  });

  it('says until when a place rests', () => {
    const pauses = [{ ...mark, untilMs: NOW_MS + DAY_MS, purposes: '*' as const }];
    expect(station('shop-for-you', willing({ pauses }))).toMatchObject({
      status: 'paused',
      untilMs: NOW_MS + DAY_MS,
    });
    const limit = { kind: 'quietHours', from: '11:00', to: '14:00', zone: 'Asia/Tokyo' } as const;
    expect(station('newsletter', willing({ limits: [{ ...mark, limit }] }))).toMatchObject({
      status: 'paused',
      untilMs: Date.UTC(2026, 10, 21, 5),
    });
  });

  it('asks again where an allow has ended or the place has changed', () => {
    expect(station('shop-new').status).toBe('confirm_again');
    const ended = paintedState(allows('recommend', 'web', ['purchases'], { expiresAtMs: NOW_MS }));
    expect(station('shop-for-you', ended).status).toBe('confirm_again');
  });

  it('asks for nothing again that was meant to end: a quarter of an hour ended as agreed', () => {
    const brief = { receivedAtMs: NOW_MS - 900_000, expiresAtMs: NOW_MS };
    const quarter = allows('store-service', 'store', ['purchases'], brief);
    const over = station('store-tablet', paintedState(quarter));
    expect(over).toMatchObject({ status: 'same_for_all', endedMs: 900_000 });
    expect(over.verdict).toMatchObject({ decision: false, reason: 'expired' });
    // Where something else ran out as well, that may be confirmed again.
    const [itself, data] = quarter;
    if (itself === undefined || data === undefined) throw new Error('two cells');
    const mixed = paintedState([itself, { ...data, receivedAtMs: 0 }]);
    expect(station('store-tablet', mixed).status).toBe('confirm_again');
  });

  it('says where it is switched off, as a place or as a technique', () => {
    expect(
      station('shop-for-you', willing({ touchpointsOff: new Map([['shop-for-you', mark]]) }))
        .status,
    ).toBe('off');
    expect(
      station('shop-for-you', willing({ techniquesOff: new Map([['individual', mark]]) })).status,
    ).toBe('off');
  });

  it('says what belongs to the contract, and hides nothing of staff places from the person', () => {
    expect(station('order-mail').status).toBe('contract');
    expect(station('store-tablet', willing({ sweeps: [sweep('stop')] })).verdict.reason).toBe(
      'withdrawn',
    );
  });

  it('tells the same as the gate', () => {
    for (const { state } of CASES) {
      for (const { touchpoint, verdict } of stationStates(catalogue, state, [], NOW_MS)) {
        const system = catalogue.touchpoints.get(touchpoint)?.touchpoint.system ?? '';
        const question = { touchpoint, data: [], signals: { gpc: false }, system };
        expect(decide(catalogue, state, NONE, question, NOW_MS)).toEqual(verdict);
      }
    }
  });
});
