import { expect, it } from 'vitest';
import { logHolding, logNameOf, nextOrigin } from './log-name';

it('a clock that goes back begins no log', () => {
  expect(nextOrigin('a.example/2026', Date.UTC(2025, 11, 31))).toBeUndefined();
  expect(nextOrigin('a.example/2026', Date.UTC(2026, 11, 31, 23, 59, 59))).toBeUndefined();
  expect(nextOrigin('a.example/2026', Date.UTC(2027, 0, 1))).toBe('a.example/2027');
  expect(nextOrigin('a.example:3000/2026', Date.UTC(2031, 5, 1))).toBe('a.example:3000/2031');
});

it('every entry is in one log', () => {
  const logs = [
    { name: '2027', firstSeq: 11, closedSeq: null },
    { name: '2026', firstSeq: 11, closedSeq: 10 },
    { name: '2025', firstSeq: 1, closedSeq: 10 },
  ];
  expect([1, 10, 11, 12].map((seq) => logHolding(logs, seq)?.name)).toEqual([
    '2025',
    '2025',
    '2027',
    '2027',
  ]);
  expect(logHolding(logs, 0)).toBeUndefined();
});

it('a log is named by the last part of its origin', () => {
  expect(logNameOf('consent.example.com/2026')).toBe('2026');
});
