/** What one bench found. */
export interface BenchResult {
  readonly name: string;
  /** Unit in the label. */
  readonly figures: Readonly<Record<string, number>>;
  /** Figures that were promised: `measured` ought to be at least (or at most) `wanted`. */
  readonly targets?: readonly Target[];
}
export interface Target {
  readonly what: string;
  readonly measured: number;
  readonly wanted: number;
  readonly atMost?: true;
}

export function isMet({ measured, wanted, atMost }: Target): boolean {
  return atMost === true ? measured <= wanted : measured >= wanted;
}

/** Repeatable pseudo-random numbers in [0, 1): the same questions in every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
