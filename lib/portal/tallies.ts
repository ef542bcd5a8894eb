/** "Asked 14 times this week, told no 3 times" (DESIGN §5). */
import { PERMIT_REASONS } from '../decision/model';
import type { ShownTimes, Tallies, Tally } from './model';

export function talliesOf(
  rows: readonly {
    readonly touchpoint: string;
    readonly outcome: string;
    readonly count: number;
  }[],
): Tallies {
  const permits: readonly string[] = PERMIT_REASONS;
  const sums = new Map<string, Tally>();
  for (const { touchpoint, outcome, count } of rows) {
    const { asked, refused } = sums.get(touchpoint) ?? { asked: 0, refused: 0 };
    sums.set(touchpoint, {
      asked: asked + count,
      refused: refused + (permits.includes(outcome) ? 0 : count),
    });
  }
  return sums;
}

export function shownTimes(
  rows: readonly { readonly touchpoint: string; readonly atMs: number }[],
): ShownTimes {
  const shown = new Map<string, { times: number; lastAtMs: number }>();
  for (const { touchpoint, atMs } of rows) {
    const { times, lastAtMs } = shown.get(touchpoint) ?? { times: 0, lastAtMs: 0 };
    shown.set(touchpoint, { times: times + 1, lastAtMs: Math.max(lastAtMs, atMs) });
  }
  return shown;
}
