/**
 * How old somebody says they are: the band, and the month in which they turn eighteen. No day of
 * birth is asked; the band ends with that month, so that it names no day either.
 */
import { minorAt } from '../choice/minors';
import type { AgeBand, SubjectState } from '../choice/model';
import { instantOf, wallTimeOf } from '../decision/zones';

const ZONE = 'Asia/Tokyo';
/** From the sixteenth birthday on nobody else decides. */
const TEEN_MONTHS = 24;
const MOST_YEARS = 18;

/** What shares with ads is not done for people under eighteen, whatever they choose. */
export function notAtThisAge(
  { sharesForAds }: { readonly sharesForAds: boolean },
  state: SubjectState | undefined,
  nowMs: number,
): boolean {
  return sharesForAds && minorAt(state?.age, nowMs) !== undefined;
}

export interface SaidAge {
  readonly band: Exclude<AgeBand, 'adult'>;
  readonly year: number;
  readonly month: number;
}
export type AgeCheck =
  | { readonly ok: true; readonly endsAtMs: number }
  | { readonly ok: false; readonly field: 'month' };

function monthNow(nowMs: number): number {
  const wall = new Date(wallTimeOf(nowMs, ZONE));
  return wall.getUTCFullYear() * 12 + wall.getUTCMonth();
}

/** Years that somebody under eighteen can turn eighteen in. */
export function majorityYears(nowMs: number): readonly number[] {
  const first = Math.floor(monthNow(nowMs) / 12);
  return Array.from({ length: MOST_YEARS + 1 }, (_, index) => first + index);
}

/** When the band ends; `month` is at fault where month and band cannot both be so. */
export function endOfBand({ band, year, month }: SaidAge, nowMs: number): AgeCheck {
  const left = year * 12 + (month - 1) - monthNow(nowMs);
  const fits =
    band === 'child'
      ? left >= TEEN_MONTHS && left <= MOST_YEARS * 12
      : left >= 0 && left <= TEEN_MONTHS;
  if (!fits) return { ok: false, field: 'month' };
  return { ok: true, endsAtMs: instantOf(Date.UTC(year, month, 1), ZONE) };
}
