/**
 * Whether a person's history is whole (LEDGER "What is promised"): every event names the ones
 * before it in `prev` and counts them in `n`, so what was taken out leaves a gap that shows.
 * What it cannot show: events cut off at the newest end, for which the state rows are compared
 * (lib/evidence/opening-check.ts).
 */
import { parseEntry } from '../ledger/entry';
import type { OpenedEvent } from './personal';

export interface ChainStanding {
  readonly events: number;
  /** Event ids whose `prev` or `n` does not fit what is there; empty when the history is whole. */
  readonly gaps: readonly string[];
  /**
   * `p` of the events that no other event follows. A state row may end before one: after a split
   * the other side's event follows what both had.
   */
  readonly heads: readonly string[];
}

/** `events` of a whole component, in ledger order, officers' own events left out. */
export function chainStanding(events: readonly OpenedEvent[]): ChainStanding {
  const numbered = new Map<string, number>();
  const followed = new Set<string>();
  const gaps: string[] = [];
  for (const { stored, personal } of events) {
    const { p } = parseEntry(stored.entry);
    const { n, prev = [], event } = personal;
    if (p === undefined || n === undefined) continue;
    const before = prev.map((each) => numbered.get(each));
    const highest = Math.max(0, ...before.map((each) => each ?? NaN));
    if (highest + 1 !== n) gaps.push(event);
    for (const each of prev) followed.add(each);
    numbered.set(p, n);
  }
  const heads = [...numbered.keys()].filter((p) => !followed.has(p));
  return { events: numbered.size, gaps, heads };
}
