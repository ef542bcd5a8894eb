/** When something that did not arrive is tried again (API.md: backoff with jitter). Pure. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** After the first attempt, the second, … some 30 hours in all; then it is a dead letter. */
const DELAYS_MS = [
  ...[5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE],
  ...[HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 14 * HOUR],
] as const;
export const MOST_ATTEMPTS = DELAYS_MS.length + 1;
const LONGEST_ASKED_MS = HOUR;
/** Two systems that compare when they were told must not learn that they know the same person. */
const FIRST_SPREAD_MS = 2 * SECOND;

/** Before the first attempt; `random` in 0…1. */
export function firstDelayMs(random: number): number {
  return Math.floor(random * FIRST_SPREAD_MS);
}

/** Undefined: not again by itself. `askedMs`: what the receiver's Retry-After said. */
export function nextDelayMs(attempts: number, random: number, askedMs = 0): number | undefined {
  const delay = DELAYS_MS[attempts - 1];
  if (delay === undefined) return undefined;
  const spread = Math.floor(delay * (0.75 + random / 2));
  return Math.max(spread, Math.min(askedMs, LONGEST_ASKED_MS));
}
