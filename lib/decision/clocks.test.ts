import { describe, expect, it } from 'vitest';
import { emptyState } from '../choice/state';
import { frequencyWindows, isUsedUp, roomAgainAt, windowStart, type Frequency } from './frequency';
import { isQuiet, quietEdgeAfter, type QuietHours } from './quiet-hours';
import { instantOf, periodAround, wallTimeOf } from './zones';

const DAY_MS = 86_400_000;
const at = (text: string): number => Date.parse(text);
const TOKYO = 'Asia/Tokyo';
const BERLIN = 'Europe/Berlin';

describe('a wall clock', () => {
  it('goes from instant to wall time and back in every zone and season', () => {
    for (const zone of [TOKYO, BERLIN, 'America/New_York', 'Asia/Kolkata', 'Pacific/Kiritimati']) {
      for (let day = 0; day < 365; day += 7) {
        const instant = at('2026-01-01T12:34:56Z') + day * DAY_MS;
        expect(instantOf(wallTimeOf(instant, zone), zone)).toBe(instant);
      }
    }
  });

  it('takes the first of an hour that comes twice', () => {
    expect(instantOf(Date.UTC(2026, 9, 25, 2, 30), BERLIN)).toBe(at('2026-10-25T00:30:00Z'));
  });

  it('goes on where summer time jumps over an hour', () => {
    expect(instantOf(Date.UTC(2026, 2, 29, 2, 30), BERLIN)).toBe(at('2026-03-29T01:30:00Z'));
  });

  it('throws on a zone nobody knows', () => {
    expect(() => wallTimeOf(0, 'Mars/Olympus')).toThrow(RangeError);
  });
});

describe('a period', () => {
  const noon = at('2026-11-21T03:00:00Z'); // Saturday noon in Tokyo

  it.each([
    ['day', '2026-11-20T15:00:00Z', '2026-11-21T15:00:00Z'],
    ['week', '2026-11-15T15:00:00Z', '2026-11-22T15:00:00Z'],
    ['month', '2026-10-31T15:00:00Z', '2026-11-30T15:00:00Z'],
  ] as const)('of a %s begins and ends at local midnight', (period, start, end) => {
    expect(periodAround(noon, period, TOKYO)).toEqual({ startMs: at(start), endMs: at(end) });
  });

  it('of a week holds its Monday and its Sunday', () => {
    const monday = periodAround(at('2026-11-15T15:00:00Z'), 'week', TOKYO);
    const sunday = periodAround(at('2026-11-22T14:59:59.999Z'), 'week', TOKYO);
    expect(monday).toEqual(sunday);
  });

  it('of a day with a change of clock is 23 or 25 hours long', () => {
    const long = periodAround(at('2026-10-25T12:00:00Z'), 'day', BERLIN);
    const short = periodAround(at('2026-03-29T12:00:00Z'), 'day', BERLIN);
    expect((long.endMs - long.startMs) / 3_600_000).toBe(25);
    expect((short.endMs - short.startMs) / 3_600_000).toBe(23);
  });
});

describe('quiet hours', () => {
  const night: QuietHours = { kind: 'quietHours', from: '22:00', to: '07:00', zone: TOKYO };

  it.each([
    ['2026-11-21T12:59:59.999Z', false],
    ['2026-11-21T13:00:00Z', true],
    ['2026-11-21T20:00:00Z', true],
    ['2026-11-21T22:00:00Z', false],
  ])('pass midnight: %s is quiet: %s', (instant, quiet) => {
    expect(isQuiet(night, at(instant))).toBe(quiet);
  });

  it('end and begin at their minutes', () => {
    expect(quietEdgeAfter(night, at('2026-11-21T14:00:00Z'))).toBe(at('2026-11-21T22:00:00Z'));
    expect(quietEdgeAfter(night, at('2026-11-21T22:00:00Z'))).toBe(at('2026-11-22T13:00:00Z'));
  });

  it('of the same time twice are the whole day', () => {
    const always: QuietHours = { ...night, from: '08:00', to: '08:00' };
    expect(isQuiet(always, at('2026-11-21T03:00:00Z'))).toBe(true);
    expect(quietEdgeAfter(always, at('2026-11-21T03:00:00Z'))).toBeNull();
  });

  it('end when the clock jumps over their end, and not before', () => {
    const hours: QuietHours = { ...night, zone: BERLIN, from: '01:00', to: '02:30' };
    expect(quietEdgeAfter(hours, at('2026-03-29T00:15:00Z'))).toBe(at('2026-03-29T01:00:00Z'));
  });

  it('name the first change that a minute-by-minute watch sees, around every change of clock', () => {
    for (const day of ['2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25']) {
      for (const [from, to] of [
        ['01:30', '02:30'],
        ['02:30', '03:30'],
        ['23:00', '02:15'],
      ] as const) {
        const hours: QuietHours = { ...night, zone: BERLIN, from, to };
        for (let hour = 0; hour < 24; hour += 3) {
          const begin = at(`${day}T00:00:00Z`) + hour * 3_600_000;
          let watched = begin;
          do watched += 60_000;
          while (isQuiet(hours, watched) === isQuiet(hours, begin));
          expect(quietEdgeAfter(hours, begin)).toBe(watched);
        }
      }
    }
  });
});

describe('a frequency limit', () => {
  const NOW = at('2026-11-21T03:00:00Z');
  const rolling: Frequency = { kind: 'frequency', max: 2, per: 'rolling', days: 7, zone: TOKYO };
  const sent = (...days: number[]) => ({
    contacts: days.map((day) => ({ channel: 'mail', atMs: NOW - day * DAY_MS })),
  });

  it('of rolling days counts what is younger than them', () => {
    expect(windowStart(rolling, NOW)).toBe(NOW - 7 * DAY_MS + 1);
    expect(isUsedUp(rolling, sent(1, 6.9), NOW)).toBe(true);
    expect(isUsedUp(rolling, sent(1, 7), NOW)).toBe(false);
  });

  it('of rolling days leaves room when the oldest that counts falls out', () => {
    const counters = sent(1, 3, 5);
    const room = roomAgainAt(rolling, counters, NOW) ?? 0;
    expect(room).toBe(NOW + 4 * DAY_MS);
    expect(isUsedUp(rolling, counters, room - 1)).toBe(true);
    expect(isUsedUp(rolling, counters, room)).toBe(false);
  });

  it('of none at all never leaves room', () => {
    const none: Frequency = { ...rolling, max: 0 };
    expect(isUsedUp(none, sent(), NOW)).toBe(true);
    expect(roomAgainAt(none, sent(), NOW)).toBeNull();
  });

  it('says what to count for a channel: its own, the common ones, none that has ended', () => {
    const mark = { order: 1, eventId: 'e', atMs: 0 };
    const limits = [
      { ...mark, limit: rolling },
      { ...mark, limit: { ...rolling, channel: 'mail', per: 'day' as const, max: 1 } },
      { ...mark, limit: { ...rolling, channel: 'line' } },
      { ...mark, limit: { ...rolling, max: 0 }, untilMs: NOW },
    ];
    expect(frequencyWindows({ ...emptyState(), limits }, 'mail', NOW)).toEqual([
      { channel: null, sinceMs: NOW - 7 * DAY_MS + 1, max: 2 },
      { channel: 'mail', sinceMs: at('2026-11-20T15:00:00Z'), max: 1 },
    ]);
  });
});
