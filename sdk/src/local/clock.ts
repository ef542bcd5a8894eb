/** Two clocks of this process: what a calendar says, and one that only ever goes forward. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  wall(): number;
  /** Milliseconds since some moment; may stand still while the host is suspended. */
  steady(): number;
}

export const ownClock: Clock = {
  wall: () => Date.now(),
  steady: () => performance.now(),
};
