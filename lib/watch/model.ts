/**
 * The watch over our own way out (UX-44, docs/decisions/0038): again and again somebody invented
 * allows at a real place, refuses, and is asked about – through the doors people and systems use.
 */

/** In this order; each begins when the one before is done. */
export const WATCH_STEPS = ['ready', 'allow', 'permit', 'refuse', 'no'] as const;
export type WatchStep = (typeof WATCH_STEPS)[number];

/** Ways out that people have on a page: a place, a purpose everywhere, everything. */
export const WATCH_WAYS = ['refuse-place', 'refuse-purpose', 'stop'] as const;
export type WatchWay = (typeof WATCH_WAYS)[number];

export const WATCH_PROBLEMS = [
  /** No live place is optional and takes a plain yes. */
  'no_place',
  /** The page or the decision did not answer. */
  'unreachable',
  /** The page answered, and said that nothing was saved. */
  'not_saved',
  /** Allowed, and nobody may use it: then its no says nothing. */
  'no_permit',
  /** Refused, and still permitted. */
  'still_permitted',
  /** Refused, and the no came after every lease had ended. */
  'late',
  /** A no, but for a failure and not because of what was said. */
  'unsure',
  'internal',
] as const;
export type WatchProblem = (typeof WATCH_PROBLEMS)[number];

export interface WatchResult {
  /** null: none was found. */
  readonly touchpoint: string | null;
  readonly way: WatchWay;
  readonly steps: readonly { readonly step: WatchStep; readonly ms: number }[];
  /** From the answer to the refusal to the no of the last node; null: none came. */
  readonly noMs: number | null;
  /** Where it ended; null: it went through. */
  readonly failed: { readonly step: WatchStep; readonly problem: WatchProblem } | null;
}

export interface WatchRound {
  readonly atMs: number;
  readonly endedAtMs: number | null;
  /** null: it goes on, or whoever went it is gone. */
  readonly result: WatchResult | null;
  /** Until when whoever goes it may take. */
  readonly untilMs: number | null;
}

/** `silent`: no round was finished for too long. */
export type WatchAlarm = 'failed' | 'unfinished' | 'silent';
