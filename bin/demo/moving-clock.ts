import type { Clock } from '../../lib/clock';

const DAY_MS = 86_400_000;
/** The demo's people live in Japan: its days begin there. */
const ZONE_AHEAD_MS = 9 * 3_600_000;
const STEP_MS = 45_000;

/** A clock that history is told with: moved from one day to the next, it never goes back. */
export interface MovingClock extends Clock {
  /** To this many days before the present, at this time of day in Japan; later if that is past. */
  moveTo(daysAgo: number, minuteOfDay: number): void;
  moveToPresent(): void;
}

export function movingClock(presentMs: number): MovingClock {
  const today = Math.floor((presentMs + ZONE_AHEAD_MS) / DAY_MS) * DAY_MS - ZONE_AHEAD_MS;
  let atMs = today - 365 * DAY_MS;
  const advance = (toMs: number): void => {
    atMs = Math.min(presentMs, Math.max(atMs + STEP_MS, toMs));
  };
  return {
    now: () => atMs,
    moveTo(daysAgo, minuteOfDay) {
      advance(today - daysAgo * DAY_MS + minuteOfDay * 60_000);
    },
    moveToPresent() {
      advance(presentMs);
    },
  };
}
