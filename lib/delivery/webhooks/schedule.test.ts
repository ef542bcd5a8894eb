import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstDelayMs, MOST_ATTEMPTS, nextDelayMs } from './schedule';

const unit = fc.double({ min: 0, max: 1, noNaN: true });

it('each attempt waits longer than the one before, whatever is drawn, until there is none', () => {
  fc.assert(
    fc.property(fc.array(unit, { minLength: MOST_ATTEMPTS, maxLength: MOST_ATTEMPTS }), (drawn) => {
      const delays = drawn.map((random, at) => nextDelayMs(at + 1, random));
      expect(delays.at(-1)).toBeUndefined();
      const made = delays.slice(0, -1).map((delay) => delay ?? NaN);
      for (const [at, delay] of made.entries()) expect(delay).toBeGreaterThan(made[at - 1] ?? 0);
    }),
  );
});

it('those that fail together do not come back together', () => {
  expect(nextDelayMs(3, 0)).toBe(90_000);
  expect(nextDelayMs(3, 1)).toBe(150_000);
  expect(firstDelayMs(0)).toBe(0);
  expect(firstDelayMs(1)).toBe(2_000);
});

it('a receiver may ask for more time, within an hour, never for less', () => {
  expect(nextDelayMs(1, 0, 60_000)).toBe(60_000);
  expect(nextDelayMs(1, 0, 999_999_000)).toBe(3_600_000);
  expect(nextDelayMs(9, 0.5, 1_000)).toBe(28_800_000);
  expect(nextDelayMs(MOST_ATTEMPTS, 0.5, 60_000)).toBeUndefined();
});
