import { GOODS, findGood, type Good } from '../goods';
import type { Grant } from '../grant';
import { GENRE_NAMES, tagName, words } from '../words';
import { isMuted } from './ranking';
import { bought, generic, searched, viewed, type Because, type Composed, type Shelf } from './slot';

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** 3 in the name, 2 in what it goes with, 1 in the line below; 0: no match. */
function closeness(good: Good, terms: readonly string[]): number {
  const names = plain(`${good.text.ja.name} ${good.text.en.name}`);
  const about = [GENRE_NAMES[good.genre], ...good.tags.map(tagName)];
  const tags = plain(about.map(({ ja, en }) => `${ja} ${en}`).join(' '));
  const lines = plain(`${good.text.ja.line} ${good.text.en.line}`);
  const each = terms.map((term) =>
    names.includes(term) ? 3 : tags.includes(term) ? 2 : lines.includes(term) ? 1 : 0,
  );
  return each.some((points) => points === 0)
    ? 0
    : each.reduce<number>((sum, points) => sum + points, 0);
}

interface Lift {
  readonly points: number;
  readonly reason: Because;
}

function liftsOf(good: Good, { known }: Grant): readonly Lift[] {
  const near = (key: string): boolean =>
    findGood(key)?.tags.some((tag) => good.tags.includes(tag)) ?? false;
  return [
    ...known['search-terms']
      .filter(({ words: before }) => closeness(good, plain(before).split(/\s+/)) > 0)
      .map(({ words: before }) => ({ points: 4, reason: searched(before) })),
    ...known.purchases
      .filter(({ good: key }) => key === good.key || near(key))
      .map(({ good: key }) => ({ points: key === good.key ? 5 : 2, reason: bought(key) })),
    ...known.browsing
      .filter(({ good: key }) => key === good.key)
      .map(({ good: key }) => ({ points: 4, reason: viewed(key) })),
  ];
}

/** Everything that matches is always there: only the order is somebody's own. */
export function composeSearch(grant: Grant | undefined, query: string): Composed<Shelf> {
  const terms = plain(query)
    .split(/\s+/)
    .filter((term) => term !== '');
  const found = GOODS.map((good) => ({ good, close: closeness(good, terms) }))
    .filter(({ close }) => terms.length === 0 || close > 0)
    .sort((a, b) => b.close - a.close || a.good.rank - b.good.rank);
  const everyone: Shelf = {
    title: words('言葉に近い順', 'Closest words first'),
    goods: found.map(({ good }) => good),
  };
  if (grant === undefined) return generic(everyone);
  const lifted = found.map(({ good, close }, place) => {
    const lifts = isMuted(good, grant) ? [] : liftsOf(good, grant);
    const points = lifts.reduce((sum, lift) => sum + lift.points, close);
    return { good, place, lifts, points };
  });
  lifted.sort((a, b) => b.points - a.points || a.place - b.place);
  const moved = lifted.filter(({ place }, now) => now < place);
  if (moved.length === 0) return generic(everyone);
  return {
    content: {
      title: words('あなたの検索や購入に近い順', 'Closest to your searches and purchases first'),
      goods: lifted.map(({ good }) => good),
    },
    personal: true,
    because: oncePerData(moved.flatMap(({ lifts }) => lifts)),
  };
}

function oncePerData(lifts: readonly Lift[]): readonly Because[] {
  const best = new Map<string, Lift>();
  for (const lift of lifts) {
    const key = lift.reason.data ?? lift.reason.kind;
    if ((best.get(key)?.points ?? 0) < lift.points) best.set(key, lift);
  }
  return [...best.values()].map(({ reason }) => reason);
}
