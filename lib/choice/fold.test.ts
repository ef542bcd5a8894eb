import { describe, expect, it } from 'vitest';
import type { CellKey } from '../catalogue/model';
import { CASES, type Holds } from './cases.data';
import { decodeState, encodeState } from './codec';
import { applyEvent, foldSubject, needsReplay } from './fold';
import { isUndoable } from './undo';
import { EVENT_TYPES, type EventBody, type FoldEvent, type SubjectState } from './model';
import { paintAt } from './paint';
import { activeLimits } from './limits';
import { requestSignalBinds, signalBinds } from './signals';
import { emptyState } from './state';
import {
  allow,
  deny,
  guardian,
  history,
  join,
  limit,
  part,
  pause,
  place,
  resume,
  signal,
  START_MS,
  stop,
  technique,
  undo,
  type Line,
} from './sample.data';

function holds(state: SubjectState, key: CellKey): Holds {
  const [purpose = '', channel = '', data = ''] = key.split(' ');
  const paint = paintAt(state, purpose, channel, data, key);
  if (paint === undefined) return 'unpainted';
  if (paint.effect === 'allow') return 'allow';
  return paint.hadAllow ? 'withdrawn' : 'refused';
}
function stateOf(lines: readonly (Line | EventBody)[], who = 'me'): SubjectState {
  return foldSubject(history(lines), who);
}

describe('each case of the table', () => {
  it.each(CASES)('$name', ({ events, cells }) => {
    const state = stateOf(events);
    const found = Object.keys(cells).map((key) => [key, holds(state, key as CellKey)]);
    expect(Object.fromEntries(found)).toEqual(cells);
  });
});

describe('switches, pauses and holds', () => {
  it('keeps a place and a technique off until switched on', () => {
    const off = stateOf([place('touchpoint-off', 'ads'), technique('technique-off')]);
    expect([...off.touchpointsOff.keys(), ...off.techniquesOff.keys()]).toEqual([
      'ads',
      'generative-ai',
    ]);
    const on = stateOf([
      place('touchpoint-off', 'ads'),
      technique('technique-off'),
      place('touchpoint-on', 'ads'),
      technique('technique-on'),
    ]);
    expect(on.touchpointsOff.size + on.techniquesOff.size).toBe(0);
  });

  it('lets the later end of two pauses hold, and resume end them all', () => {
    const state = stateOf([
      pause(START_MS + 9),
      pause(START_MS + 5),
      pause(START_MS + 7, ['a', 'b']),
    ]);
    expect(state.pauses).toMatchObject([{ untilMs: START_MS + 9, purposes: '*' }]);
    const longer = stateOf([pause(START_MS + 5, ['a']), pause(START_MS + 9, ['a', 'b'])]);
    expect(longer.pauses.map(({ untilMs }) => untilMs)).toEqual([START_MS + 9, START_MS + 9]);
    expect(stateOf([pause(START_MS + 9), pause(START_MS + 99, ['a']), resume()]).pauses).toEqual(
      [],
    );
  });

  it('remembers the age band and every hold', () => {
    const held = {
      type: 'hold',
      by: 'officer',
      surface: 'console',
      ground: 'g',
      endsAtMs: 7,
    } as const;
    const state = stateOf([
      guardian('declare', { ageBand: 'child' }),
      { body: { ...held, receivedAtMs: 0 } },
    ]);
    expect(state).toMatchObject({ age: { band: 'child' }, holds: [{ endsAtMs: 7 }] });
  });

  it('changes nothing on told, contest, look, role and export', () => {
    const before = stateOf([stop()]);
    const head = { by: 'officer', surface: 'console', receivedAtMs: 1 } as const;
    const bodies: EventBody[] = [
      { type: 'told', ...head },
      { type: 'contest', ...head },
      { type: 'look', ground: 'g', ...head },
      { type: 'role', role: 'auditor', granted: true, ...head },
      { type: 'export', format: 'csv', filter: '', ...head },
    ];
    for (const body of bodies) {
      expect(applyEvent(before, { eventId: 'x', subject: 'me', body })).toBe(before);
    }
  });

  it('refuses to fold alone what needs the whole history', () => {
    const looksBack = EVENT_TYPES.filter((type) => needsReplay({ type } as EventBody));
    expect(looksBack).toEqual(['join', 'split', 'not-me', 'undo']);
    for (const body of [join(), part(), part('not-me'), undo()]) {
      const event: FoldEvent = { eventId: 'x', subject: 'me', body };
      expect(() => applyEvent(emptyState(), event)).toThrow(/replaying/);
    }
  });

  it('knows which kinds of event can be undone', () => {
    const undoable = EVENT_TYPES.filter(isUndoable);
    for (const type of ['join', 'split', 'look', 'hold', 'guardian'] as const) {
      expect(undoable).not.toContain(type);
    }
    expect(undoable).toContain('deny');
  });
});

describe('limits', () => {
  const weekly = (max: number) =>
    ({ kind: 'frequency', max, per: 'week', zone: 'Asia/Tokyo' }) as const;
  const night = { kind: 'quietHours', from: '22:00', to: '07:00', zone: 'Asia/Tokyo' } as const;
  const specs = (state: SubjectState) => state.limits.map((entry) => entry.limit);

  it('lets the person replace and remove a limit of the same kind and key', () => {
    expect(specs(stateOf([limit(weekly(1)), limit(weekly(3))]))).toEqual([weekly(3)]);
    expect(
      stateOf([limit(weekly(1)), limit(weekly(1), 'person', { remove: true })]).limits,
    ).toEqual([]);
  });

  it('lets nobody else relax one: the strictest holds', () => {
    expect(specs(stateOf([limit(weekly(1)), limit(weekly(3), 'key')]))).toEqual([weekly(1)]);
    expect(specs(stateOf([limit(weekly(3)), limit(weekly(1), 'link')]))).toEqual([weekly(1)]);
    expect(specs(stateOf([limit(weekly(1)), limit(weekly(1), 'key', { remove: true })]))).toEqual([
      weekly(1),
    ]);
  });

  it('keeps the lasting one beside a stricter one that ends', () => {
    const state = stateOf([limit(weekly(2)), limit(weekly(1), 'key', { untilMs: START_MS + 5 })]);
    expect(activeLimits(state, START_MS).map((entry) => entry.limit)).toEqual([
      weekly(2),
      weekly(1),
    ]);
    expect(activeLimits(state, START_MS + 5).map((entry) => entry.limit)).toEqual([weekly(2)]);
  });

  it('keeps both of two nights unless one holds the other', () => {
    const later = { ...night, from: '23:30', to: '08:00' };
    const inside = { ...night, from: '23:00', to: '06:00' };
    expect(specs(stateOf([limit(night), limit(later, 'key')]))).toEqual([night, later]);
    expect(specs(stateOf([limit(night), limit(inside, 'key')]))).toEqual([night]);
    expect(specs(stateOf([limit(inside), limit(night, 'key')]))).toEqual([night]);
  });

  it('keeps both of two rolling windows unless one implies the other', () => {
    const rolling = (max: number, days: number) =>
      ({ kind: 'frequency', max, per: 'rolling', days, zone: 'Asia/Tokyo' }) as const;
    expect(specs(stateOf([limit(rolling(1, 3)), limit(rolling(2, 9), 'key')]))).toHaveLength(2);
    expect(specs(stateOf([limit(rolling(2, 3)), limit(rolling(2, 9), 'key')]))).toEqual([
      rolling(2, 9),
    ]);
  });

  it('leaves a preferred channel to the person', () => {
    const prefer = (channel: string) => ({ kind: 'preferredChannel', channel }) as const;
    expect(specs(stateOf([limit(prefer('mail')), limit(prefer('app'), 'key')]))).toEqual([
      prefer('mail'),
    ]);
    expect(specs(stateOf([limit(prefer('mail')), limit(prefer('app'))]))).toEqual([prefer('app')]);
  });
});

describe('opt-out signals', () => {
  const ads = allow(['advertise'], ['web'], []);
  const binds = (lines: readonly (Line | EventBody)[]) => signalBinds(stateOf(lines), 'advertise');
  const request = (lines: readonly (Line | EventBody)[]) =>
    requestSignalBinds(stateOf(lines), 'advertise');

  it('binds until the signed-in person allows that very purpose', () => {
    expect(binds([ads, signal('d1')])).toBe(true);
    expect(binds([signal('d1'), ads])).toBe(false);
    expect(binds([signal('d1'), allow(['recommend'], ['web'], [])])).toBe(true);
    expect(binds([signal('d1'), { body: { ...ads, by: 'key' } }])).toBe(true);
  });

  it('is not applied again by the same device, and is by a new one', () => {
    expect(binds([signal('d1'), ads, signal('d1')])).toBe(false);
    expect(binds([signal('d1'), ads, signal('d2')])).toBe(true);
  });

  it('is not lifted by an allow that was given before it', () => {
    expect(binds([signal('d1'), { body: { ...ads, givenAtMs: START_MS - 1 } }])).toBe(true);
  });

  it('binds nothing once it is taken back, and the same device is not noted again', () => {
    const undone = [ads, signal('d1'), { body: undo(), of: 1 }];
    expect(binds(undone)).toBe(false);
    expect(binds([...undone, signal('d1')])).toBe(false);
    expect(binds([...undone, signal('d2')])).toBe(true);
    expect(binds([ads, signal('d1'), signal('d2'), { body: undo(), of: 1 }])).toBe(true);
    expect(binds([...undone, { body: undo(), of: 2 }])).toBe(true);
    expect(decodeState(encodeState(stateOf(undone)))).toEqual(stateOf(undone));
    // The browser goes on saying so in each of its requests: what lifts that is an allow alone.
    expect(requestSignalBinds(stateOf(undone), 'advertise')).toBe(true);
  });

  it('binds from the request alone until lifted after a signal on record', () => {
    expect(requestSignalBinds(undefined, 'advertise')).toBe(true);
    expect(request([ads])).toBe(true);
    expect(request([signal('d1'), ads])).toBe(false);
    expect(request([signal('d1'), ads, signal('d2')])).toBe(true);
  });

  it('stays bound after a join when it bound on either side', () => {
    const lines = [
      signal('d1'),
      { who: 'card', body: signal('d2') },
      ads,
      { body: join(), of: 'card' },
    ];
    expect(signalBinds(stateOf(lines), 'advertise')).toBe(true);
    expect(signalBinds(stateOf([...lines, ads]), 'advertise')).toBe(false);
    const otherWay = [
      signal('d1'),
      { who: 'card', body: signal('d2') },
      { who: 'card', body: ads },
      { body: join(), of: 'card' },
    ];
    expect(signalBinds(stateOf(otherWay), 'advertise')).toBe(true);
  });

  it('over an unconfirmed link never passes for a device’s own, neither bound nor lifted', () => {
    const lines = [{ who: 'card', body: signal('d1') }, { body: join(false), of: 'card' }, ads];
    expect(binds(lines.slice(0, 2))).toBe(true);
    expect(binds(lines)).toBe(false);
    expect(binds([...lines, signal('d1')])).toBe(true);
    expect(request(lines)).toBe(true);
  });
});

describe('joins', () => {
  const early = allow(['recommend'], ['web'], [], { expiresAtMs: 100, version: 4 });
  const late = allow(['recommend'], ['web'], [], { expiresAtMs: 200, version: 2 });

  it('takes the earlier expiry and the older notice of two allows', () => {
    const state = stateOf([early, { who: 'card', body: late }, { body: join(), of: 'card' }]);
    expect(state.cells.get('recommend web itself')).toMatchObject({
      expiresAtMs: 100,
      noticeVersion: 2,
    });
    const swapped = stateOf([late, { who: 'card', body: early }, { body: join(), of: 'card' }]);
    expect(swapped.cells.get('recommend web itself')).toMatchObject({
      expiresAtMs: 100,
      noticeVersion: 2,
    });
  });

  it('names the newer event of two allows by the order of the ledger, not of each side', () => {
    const lines = [pause(START_MS), pause(START_MS), early, { who: 'card', body: late }];
    const state = stateOf([...lines, { body: join(), of: 'card' }]);
    expect(state.cells.get('recommend web itself')?.eventId).toBe('e3');
  });

  it('takes the strictest pause, switch, limit and age of both sides', () => {
    const lines: Line[] = [
      { body: pause(START_MS + 9) },
      { who: 'card', body: pause(START_MS + 99) },
      { who: 'card', body: place('touchpoint-off', 'ads') },
      { who: 'card', body: limit({ kind: 'dataAge', data: 'browsing', maxDays: 7 }) },
      { body: limit({ kind: 'dataAge', data: 'browsing', maxDays: 30 }) },
      { body: guardian('declare', { ageBand: 'adult' }) },
      { who: 'card', body: guardian('declare', { ageBand: 'teen' }) },
      { body: join(), of: 'card' },
    ];
    expect(stateOf(lines)).toMatchObject({
      pauses: [{ untilMs: START_MS + 99 }],
      limits: [{ limit: { maxDays: 7 } }],
      age: { band: 'teen' },
    });
    expect(stateOf(lines).touchpointsOff.has('ads')).toBe(true);
    expect(stateOf(lines, 'card')).toEqual(stateOf(lines));
  });

  it('lets no relaxation cross an unconfirmed link, and says that it rests on one', () => {
    const lines: Line[] = [
      { body: pause(START_MS + 9) },
      { body: limit({ kind: 'dataAge', data: 'browsing', maxDays: 7 }) },
      { body: place('touchpoint-off', 'ads') },
      { body: join(false), of: 'card' },
      { who: 'card', body: resume() },
      { who: 'card', body: limit({ kind: 'dataAge', data: 'browsing', maxDays: 30 }) },
      { who: 'card', body: place('touchpoint-on', 'ads') },
      {
        who: 'card',
        body: limit({ kind: 'dataAge', data: 'browsing', maxDays: 1 }, 'person', { remove: true }),
      },
    ];
    expect(stateOf(lines)).toMatchObject({
      pauses: [{ untilMs: START_MS + 9 }],
      limits: [{ limit: { maxDays: 7 } }],
      unconfirmed: true,
    });
    expect(stateOf(lines).touchpointsOff.has('ads')).toBe(true);
    expect(stateOf(lines, 'card').unconfirmed).toBe(true);
    expect(stateOf([...lines, { body: part('not-me'), of: 'card' }]).unconfirmed).toBe(false);
    expect(stateOf([...lines, { body: join(true), of: 'card' }]).unconfirmed).toBe(false);
  });

  it('does not hand on twice what somebody linked has since overruled', () => {
    const refused = deny(['recommend'], ['web'], ['purchases']);
    const yes = allow(['recommend'], ['web'], ['purchases']);
    const overruled: Line[] = [
      { who: 'card', body: join(false), of: 'me' },
      { body: refused },
      { who: 'card', body: yes },
    ];
    const joinedAnew: Line[] = [...overruled, { who: 'card', body: join(false), of: 'me' }];
    expect(holds(stateOf(joinedAnew, 'card'), 'recommend web purchases')).toBe('allow');
    const throughThird: Line[] = [
      ...overruled,
      { body: join(false), of: 'device' },
      { body: join(true), of: 'device' },
    ];
    expect(holds(stateOf(throughThird, 'card'), 'recommend web purchases')).toBe('allow');
    const byJoining: Line[] = [...overruled, { who: 'card', body: join(true), of: 'device' }];
    expect(holds(stateOf(byJoining, 'device'), 'recommend web purchases')).toBe('allow');
    expect(holds(stateOf(byJoining, 'card'), 'recommend web purchases')).toBe('allow');
  });

  it('hands the restrictions of those already linked on to whoever joins', () => {
    const lines: Line[] = [
      { who: 'card', body: deny(['recommend'], ['web'], ['location']) },
      { who: 'device', body: join(false), of: 'card' },
      { body: join(true), of: 'device' },
      { who: 'card', body: deny(['recommend'], ['web'], ['browsing']) },
    ];
    expect(holds(stateOf(lines), 'recommend web location')).toBe('refused');
    expect(holds(stateOf(lines), 'recommend web browsing')).toBe('refused');
  });
});
