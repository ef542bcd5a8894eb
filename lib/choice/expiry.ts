/**
 * Instants of a choice (DESIGN §4 "Time", "Age"): when it was said, and when an allow ends – 13
 * calendar months after it was given (UTC; the last day of a shorter month), or sooner where the
 * catalogue says so.
 */
import type { Purpose } from '../catalogue/model';

const MONTHS = 13;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The same day and time so many calendar months later in UTC, never past that month's end. */
export function addMonths(atMs: number, months: number): number {
  const at = new Date(atMs);
  const day = at.getUTCDate();
  const moved = new Date(atMs);
  moved.setUTCDate(1);
  moved.setUTCMonth(at.getUTCMonth() + months);
  const lastDay = new Date(
    Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0),
  ).getUTCDate();
  moved.setUTCDate(Math.min(day, lastDay));
  return moved.getTime();
}

/**
 * When an allow of these purposes ends if it does not say, which is also the latest it may say:
 * the earliest end of those that rest on consent. `undefined` where none does: it never ends.
 */
export function defaultExpiry(purposes: readonly Purpose[], givenAtMs: number): number | undefined {
  const consent = purposes.filter(({ basis }) => basis === 'consent');
  if (consent.length === 0) return undefined;
  const ends = consent.flatMap(({ expiresAfterDays }) =>
    expiresAfterDays === undefined ? [] : [givenAtMs + expiresAfterDays * DAY_MS],
  );
  return Math.min(addMonths(givenAtMs, MONTHS), ...ends);
}
