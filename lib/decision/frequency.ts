/**
 * Frequency limits over the messages that all channels share (DESIGN §4 "limits"). A window is
 * the calendar day, week (from Monday) or month in the limit's zone, or the last so many days.
 */
import { activeLimits } from '../choice/limits';
import type { LimitSpec, SubjectState } from '../choice/model';
import type { Counters } from './model';
import { periodAround } from './zones';

export type Frequency = Extract<LimitSpec, { kind: 'frequency' }>;

const DAY_MS = 86_400_000;
/** A rolling window that does not say how long it is: the longest a month can be. */
const ROLLING_DAYS = 31;

/** Messages at or after this instant count. */
export function windowStart(limit: Frequency, nowMs: number): number {
  return limit.per === 'rolling'
    ? nowMs - (limit.days ?? ROLLING_DAYS) * DAY_MS + 1
    : periodAround(nowMs, limit.per, limit.zone).startMs;
}

export function bindsChannel(limit: Frequency, channel: string): boolean {
  return limit.channel === undefined || limit.channel === channel;
}

function countedInstants(limit: Frequency, counters: Counters, nowMs: number): number[] {
  const sinceMs = windowStart(limit, nowMs);
  return counters.contacts
    .filter((contact) => contact.atMs >= sinceMs && bindsChannel(limit, contact.channel))
    .map(({ atMs }) => atMs);
}

/** How many messages a limit still leaves room for. */
export function messagesLeft(limit: Frequency, counters: Counters, nowMs: number): number {
  return Math.max(0, limit.max - countedInstants(limit, counters, nowMs).length);
}

/** When a calendar window ends and counting begins anew; null for one that rolls. */
export function windowEnd(limit: Frequency, nowMs: number): number | null {
  return limit.per === 'rolling' ? null : periodAround(nowMs, limit.per, limit.zone).endMs;
}

export function isUsedUp(limit: Frequency, counters: Counters, nowMs: number): boolean {
  return countedInstants(limit, counters, nowMs).length >= limit.max;
}

/** When a used-up limit leaves room again by time alone; null when it never does. */
export function roomAgainAt(limit: Frequency, counters: Counters, nowMs: number): number | null {
  if (limit.max <= 0) return null;
  if (limit.per !== 'rolling') return periodAround(nowMs, limit.per, limit.zone).endMs;
  const newestFirst = countedInstants(limit, counters, nowMs).sort((a, b) => b - a);
  const oneTooMany = newestFirst[limit.max - 1];
  return oneTooMany === undefined ? null : oneTooMany + (limit.days ?? ROLLING_DAYS) * DAY_MS;
}

/**
 * What a store must count before `decide` is asked about a contact on `channel`: every frequency
 * limit in force that binds it, with the channel it counts (null: all together).
 */
export function frequencyWindows(
  state: SubjectState,
  channel: string,
  nowMs: number,
): { channel: string | null; sinceMs: number; max: number }[] {
  const windows: { channel: string | null; sinceMs: number; max: number }[] = [];
  for (const { limit } of activeLimits(state, nowMs)) {
    if (limit.kind !== 'frequency' || !bindsChannel(limit, channel)) continue;
    windows.push({
      channel: limit.channel ?? null,
      sinceMs: windowStart(limit, nowMs),
      max: limit.max,
    });
  }
  return windows;
}
