import { findGood } from '../goods';
import type { Grant } from '../grant';
import { words, type Words } from '../words';
import { isMuted } from './ranking';
import { bought, generic, recognised, viewed, type Because, type Composed } from './slot';

export interface Ad {
  readonly good: string;
  readonly line: Words;
}

const SEASON: Ad = {
  good: 'donabe',
  line: words('秋のみのり市、開催中。', 'Our autumn market is open.'),
};

/** What was viewed last here, shown on somebody else's page: never without the identifier. */
export function composeAd(grant: Grant | undefined): Composed<Ad> {
  if (grant === undefined || !grant.known['ad-identifiers']) return generic(SEASON);
  const { browsing, purchases } = grant.known;
  const owned = purchases.map(({ good }) => good);
  const candidates = browsing.flatMap(({ good: key }) => findGood(key) ?? []);
  const last = candidates.find((good) => !owned.includes(good.key) && !isMuted(good, grant));
  if (last === undefined) return generic(SEASON);
  const { ja, en } = last.text;
  const because: Because[] = [viewed(last.key), recognised()];
  const skipped = candidates.find(({ key }) => owned.includes(key));
  if (skipped !== undefined) because.push(bought(skipped.key));
  return {
    content: {
      good: last.key,
      line: words(`先日ごらんの「${ja.name}」`, `The ${en.name.toLowerCase()} you viewed`),
    },
    personal: true,
    because,
  };
}
