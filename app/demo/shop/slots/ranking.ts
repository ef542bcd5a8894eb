/** Which goods suit somebody, from the permitted part of their history alone. */
import { GENRES, GOODS, findGood, type Genre, type Good } from '../goods';
import type { Grant } from '../grant';
import { bought, guessed, opened, told, viewed, type Because } from './slot';

export interface Pick {
  readonly good: Good;
  readonly score: number;
  readonly because: readonly { readonly weight: number; readonly reason: Because }[];
}

function shared(good: Good, other: string): number {
  const tags = findGood(other)?.tags ?? [];
  return good.tags.filter((tag) => tags.includes(tag)).length;
}

function weigh(good: Good, { known }: Grant): Pick {
  const because = [
    ...known.purchases.map(({ good: key, daysAgo }) => ({
      weight: shared(good, key) * (daysAgo <= 45 ? 2 : 1),
      reason: bought(key),
    })),
    ...known.browsing.map(({ good: key, daysAgo }) => ({
      weight: key === good.key ? Math.max(1, 5 - daysAgo / 2) : shared(good, key),
      reason: viewed(key),
    })),
    ...known['interests-told'].map((tag) => ({
      weight: good.tags.includes(tag) ? 4 : 0,
      reason: told(tag),
    })),
    ...known['interests-guessed'].map((tag) => ({
      weight: good.tags.includes(tag) ? 2 : 0,
      reason: guessed(tag),
    })),
    ...GENRES.filter((genre) => known['mail-engagement'].includes(genre)).map((genre) => ({
      weight: good.genre === genre ? 2 : 0,
      reason: opened(genre),
    })),
  ].filter(({ weight }) => weight > 0);
  return { good, because, score: because.reduce((sum, { weight }) => sum + weight, 0) };
}

/** The department an interest is about, where it is about one. */
export function genreOf(tag: string): Genre | undefined {
  return GENRES.find((genre) => genre === tag || tag.endsWith(`-${genre}`));
}

export function isMuted(good: Good, { mutedTags }: Grant): boolean {
  return mutedTags.some((tag) => good.genre === tag || good.tags.includes(tag));
}

/** The best first; nothing that was bought before, nothing muted. */
export function picksFor(grant: Grant, limit: number): readonly Pick[] {
  const owned = new Set(grant.known.purchases.map(({ good }) => good));
  const ranked = GOODS.filter(({ key }) => !owned.has(key))
    .filter((good) => !isMuted(good, grant))
    .map((good) => weigh(good, grant))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.good.rank - b.good.rank);
  const most = grant.variety ? 1 : limit;
  const taken = new Map<string, number>();
  const chosen = ranked.filter(({ good }) => {
    const count = taken.get(good.genre) ?? 0;
    taken.set(good.genre, count + 1);
    return count < most;
  });
  return chosen.slice(0, limit);
}

/** The weightiest reason of each kind of data, over everything that is shown. */
export function mainReasons(picks: readonly Pick[]): readonly Because[] {
  const best = new Map<string, { weight: number; reason: Because }>();
  for (const { weight, reason } of picks.flatMap(({ because }) => because)) {
    const key = reason.data ?? reason.kind;
    if ((best.get(key)?.weight ?? 0) < weight) best.set(key, { weight, reason });
  }
  return [...best.values()].sort((a, b) => b.weight - a.weight).map(({ reason }) => reason);
}
