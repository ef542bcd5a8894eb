import { expect, it } from 'vitest';
import type { WatchAlarm, WatchRound } from './model';
import { alarmOf } from './standing';

const NOW = 1_000_000_000;
const MINUTE = 60_000;
function round(agoMinutes: number, end: 'well' | 'failed' | 'goes on' | 'gone'): WatchRound {
  const atMs = NOW - agoMinutes * MINUTE;
  const failed = end === 'failed' ? ({ step: 'no', problem: 'late' } as const) : null;
  const ended = end === 'well' || end === 'failed';
  return {
    atMs,
    endedAtMs: ended ? atMs : null,
    untilMs: end === 'goes on' ? NOW + 1 : end === 'gone' ? NOW : null,
    result: ended ? { touchpoint: 'a', way: 'stop', steps: [], noMs: 1, failed } : null,
  };
}

const cases: readonly (readonly [string, readonly WatchRound[], number, WatchAlarm | null])[] = [
  ['nothing was gone and the process is new: none', [], 14, null],
  ['nothing was gone for a quarter of an hour', [], 16, 'silent'],
  ['the newest went through', [round(4, 'well'), round(9, 'failed')], 60, null],
  ['the newest failed', [round(4, 'failed'), round(9, 'well')], 60, 'failed'],
  ['one goes on after one that failed', [round(0, 'goes on'), round(5, 'failed')], 60, 'failed'],
  ['one goes on after one that went through', [round(0, 'goes on'), round(5, 'well')], 60, null],
  ['whoever went it is gone', [round(5, 'gone'), round(10, 'well')], 60, 'unfinished'],
  ['the last is too long ago', [round(16, 'well')], 60, 'silent'],
  ['the last is long ago, before this process began', [round(600, 'well')], 3, null],
  ['one that failed holds over a new beginning', [round(600, 'failed')], 3, 'failed'],
];

it.each(cases)('%s', (_, rounds, upMinutes, alarm) => {
  expect(alarmOf(rounds, 5 * MINUTE, NOW - upMinutes * MINUTE, NOW)).toBe(alarm);
});

it('where no round is due none is missed, and one that failed still says so', () => {
  expect(alarmOf([round(600, 'well')], 0, 0, NOW)).toBeNull();
  expect(alarmOf([round(600, 'failed')], 0, 0, NOW)).toBe('failed');
});

it('rounds that are far apart are not missed before three were due', () => {
  expect(alarmOf([round(170, 'well')], 60 * MINUTE, 0, NOW)).toBeNull();
  expect(alarmOf([round(181, 'well')], 60 * MINUTE, 0, NOW)).toBe('silent');
});
