/**
 * Quiet hours (DESIGN §4 "limits"): `from` ≤ wall clock < `to`, over midnight when `from` > `to`;
 * the same time twice is the whole day, the stricter reading.
 */
import type { LimitSpec } from '../choice/model';
import { minuteOfDay, passingsAfter } from './zones';

export type QuietHours = Extract<LimitSpec, { kind: 'quietHours' }>;

function minutesOf(time: string): number {
  const match = /^(\d{2}):(\d{2})$/.exec(time);
  if (match === null) throw new RangeError('quiet hours are written HH:MM');
  return Number(match[1]) * 60 + Number(match[2]);
}

export function isQuiet(limit: QuietHours, atMs: number): boolean {
  const from = minutesOf(limit.from);
  const to = minutesOf(limit.to);
  const now = minuteOfDay(atMs, limit.zone);
  return from < to ? from <= now && now < to : from <= now || now < to;
}

/** The next instant at which it becomes quiet or ceases to be; null when it is always quiet. */
export function quietEdgeAfter(limit: QuietHours, atMs: number): number | null {
  const quiet = isQuiet(limit, atMs);
  const edges = [minutesOf(limit.from), minutesOf(limit.to)];
  return passingsAfter(atMs, edges, limit.zone).find((at) => isQuiet(limit, at) !== quiet) ?? null;
}
