/**
 * Wall clocks in IANA zones, as limits need them (DESIGN §4 "limits"): where a day, week (Monday)
 * or month begins, and when a time of day comes next. Wall times are written as if they were UTC
 * milliseconds. Throws RangeError on a zone nobody knows; the caller answers no.
 */
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** One formatter a zone: making one costs more than a thousand decisions. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(zone, made);
  return made;
}

/** What the wall clock of `zone` shows at an instant, to the second below it. */
export function wallTimeOf(atMs: number, zone: string): number {
  const fields: Record<string, number> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(atMs)) fields[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = fields;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function offsetAt(atMs: number, zone: string): number {
  return wallTimeOf(atMs, zone) - Math.floor(atMs / 1000) * 1000;
}

/**
 * The first instant at which the wall clock shows `wallMs`; where the clock jumps over it, the
 * instant that it would have been without the jump.
 */
export function instantOf(wallMs: number, zone: string): number {
  const before = offsetAt(wallMs - DAY_MS, zone);
  const after = offsetAt(wallMs + DAY_MS, zone);
  const early = wallMs - Math.max(before, after);
  const late = wallMs - Math.min(before, after);
  if (wallTimeOf(early, zone) === wallMs) return early;
  return wallTimeOf(late, zone) === wallMs ? late : wallMs - before;
}

export type Period = 'day' | 'week' | 'month';

/** Beginning of the period around an instant, and of the next one. */
export function periodAround(
  atMs: number,
  period: Period,
  zone: string,
): { readonly startMs: number; readonly endMs: number } {
  const wall = wallTimeOf(atMs, zone);
  const midnight = wall - (wall % DAY_MS);
  const date = new Date(midnight);
  let start = midnight;
  let end = midnight + DAY_MS;
  if (period === 'week') {
    start = midnight - ((date.getUTCDay() + 6) % 7) * DAY_MS;
    end = start + 7 * DAY_MS;
  } else if (period === 'month') {
    start = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
    end = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  }
  return { startMs: instantOf(start, zone), endMs: instantOf(end, zone) };
}

/** Minutes since local midnight. */
export function minuteOfDay(atMs: number, zone: string): number {
  return Math.floor((wallTimeOf(atMs, zone) % DAY_MS) / MINUTE_MS);
}

/** The instant within two days at which the zone changes its clock; undefined when it does not. */
function clockChangeAfter(atMs: number, zone: string): number | undefined {
  const offset = offsetAt(atMs, zone);
  let low = Math.floor(atMs / MINUTE_MS);
  let high = low + (2 * DAY_MS) / MINUTE_MS;
  if (offsetAt(high * MINUTE_MS, zone) === offset) return undefined;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * MINUTE_MS, zone) === offset) low = middle;
    else high = middle;
  }
  return high * MINUTE_MS;
}

/**
 * Instants within two days, oldest first, at which the wall clock may pass one of the given
 * minutes of the day: also where summer time begins or ends and jumps over it.
 */
export function passingsAfter(atMs: number, minutes: readonly number[], zone: string): number[] {
  const wall = wallTimeOf(atMs, zone);
  const midnight = wall - (wall % DAY_MS);
  const change = clockChangeAfter(atMs, zone);
  const offsets = new Set([offsetAt(atMs, zone)]);
  if (change !== undefined) offsets.add(offsetAt(change, zone));
  const instants = change === undefined ? [] : [change];
  for (const day of [0, DAY_MS, 2 * DAY_MS]) {
    for (const minute of minutes) {
      for (const offset of offsets) instants.push(midnight + day + minute * MINUTE_MS - offset);
    }
  }
  return instants.filter((instant) => instant > atMs).sort((a, b) => a - b);
}
