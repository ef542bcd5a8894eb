/**
 * What the job learns: which good follows which, counted in people. Small enough to read, and truly
 * made from its input: another input, another model. Pure.
 */
import { GOODS } from '../shop/goods';
import type { Grant } from '../shop/grant';
import { isMuted } from '../shop/slots/ranking';
import { findGood } from '../shop/goods';

/** Followed pairs, each once for one person: `viewed>next`. */
export type Steps = readonly string[];
/** How many people went from one good to the other. */
export type Model = ReadonlyMap<string, number>;

export interface Learned {
  readonly viewed: string;
  readonly next: string;
  readonly people: number;
  /** Of those who viewed the first, smoothed: 0 to 1. */
  readonly chance: number;
}

/** What is shown of fewer people would tell about one of them. */
export const FEWEST_PEOPLE = 3;

/** From the permitted part of one person's record alone. */
export function stepsOf(grant: Grant): Steps {
  const { browsing, purchases } = grant.known;
  const open = ({ good: key }: { readonly good: string }): boolean => {
    const good = findGood(key);
    return good !== undefined && !isMuted(good, grant);
  };
  const seen = browsing.filter(open).map(({ good }) => good);
  const bought = purchases.filter(open).map(({ good }) => good);
  // The newest stands first: each was seen after the one behind it.
  const followed = seen.slice(0, -1).map((good, index) => [seen[index + 1], good] as const);
  const then = seen.flatMap((from) => bought.map((good) => [from, good] as const));
  const pairs = [...followed, ...then].filter(([from, to]) => from !== undefined && from !== to);
  return [...new Set(pairs.map(([from, to]) => `${String(from)}>${to}`))];
}

export function train(people: readonly Steps[]): Model {
  const model = new Map<string, number>();
  for (const pair of people.flat()) model.set(pair, (model.get(pair) ?? 0) + 1);
  return model;
}

/** The most common first; of equals, the one that stands first in the shop. */
export function strongest(model: Model, limit: number): readonly Learned[] {
  const from = new Map<string, number>();
  const pairs = [...model].map(([pair, people]) => {
    const [viewed = '', next = ''] = pair.split('>');
    from.set(viewed, (from.get(viewed) ?? 0) + people);
    return { viewed, next, people };
  });
  const rank = (key: string): number => GOODS.findIndex((good) => good.key === key);
  return pairs
    .filter(({ people }) => people >= FEWEST_PEOPLE)
    .map((pair) => ({
      ...pair,
      chance: (pair.people + 1) / ((from.get(pair.viewed) ?? 0) + GOODS.length),
    }))
    .sort(
      (a, b) =>
        b.people - a.people || rank(a.viewed) - rank(b.viewed) || rank(a.next) - rank(b.next),
    )
    .slice(0, limit);
}
