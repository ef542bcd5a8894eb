/** The one source of time; passed in, so that tests and the demo's history set it. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}
export const systemClock: Clock = { now: () => Date.now() };
