/** When a pause or a limit ends by itself: with the last instant of a day in the deployment's zone. */
import { addMonths } from '../choice/expiry';
import { instantOf, wallTimeOf } from '../decision/zones';
import { ZONE } from './zone';

export const ENDS = ['tomorrow', 'week', 'month', 'quarter', 'half', 'year', 'date'] as const;
export type End = (typeof ENDS)[number];

const DAY_MS = 86_400_000;
const MONTHS: Partial<Record<End, number>> = { month: 1, quarter: 3, half: 6, year: 12 };

/** `YYYY-MM-DD` as midnight, written as if it were UTC; undefined for no day of the calendar. */
function dayOf(date: string): number | undefined {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date ? undefined : at;
}

/** Undefined where `date` is to say it and names no day. */
export function endOf(end: End, date: string, nowMs: number): number | undefined {
  const wall = wallTimeOf(nowMs, ZONE);
  const today = wall - (wall % DAY_MS);
  const months = MONTHS[end];
  const last =
    end === 'date'
      ? dayOf(date)
      : months === undefined
        ? today + (end === 'tomorrow' ? 1 : 7) * DAY_MS
        : addMonths(today, months);
  return last === undefined ? undefined : instantOf(last + DAY_MS, ZONE) - 1;
}
