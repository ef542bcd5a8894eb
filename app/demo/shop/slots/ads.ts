/** Ads on pages of others. */
import { findGood, type Good } from '../goods';
import type { Grant } from '../grant';
import { tagName, words, type Words } from '../words';
import { isMuted } from './ranking';
import { ofAge } from './reasons';
import type { Ad } from './retargeting-ad';
import { generic, guessed, recognised, searched, type Because, type Composed } from './slot';
import { composeSearch } from './site-search';

/** On a page about the weekend's weather, for all who read it. */
const OF_THE_PAGE: Ad = {
  good: 'bottle',
  line: words('晴れた週末に、保温ボトル。', 'For a clear weekend: an insulated bottle.'),
};

/** What was searched for last in the shop and is still for sale. */
export function composeKeywordAd(grant: Grant | undefined): Composed<Ad> {
  if (grant === undefined) return generic(OF_THE_PAGE);
  for (const { words: term } of grant.known['search-terms']) {
    const good = composeSearch(undefined, term).content.goods.find((one) => !isMuted(one, grant));
    if (good === undefined) continue;
    return {
      content: {
        good: good.key,
        line: words(`「${term}」をおさがしの方に`, `For your search “${term}”`),
      },
      personal: true,
      because: [searched(term)],
    };
  }
  return generic(OF_THE_PAGE);
}

export interface Post {
  readonly good: string;
  readonly line: Words;
}
const MARKET: Post = {
  good: 'kettle',
  line: words('秋のみのり市、開催中。', 'Our autumn market is open.'),
};

export function composeSocialAd(grant: Grant | undefined, goods: readonly Good[]): Composed<Post> {
  if (grant === undefined || !grant.known['ad-identifiers']) return generic(MARKET);
  const { 'interests-guessed': guesses, age } = grant.known;
  const tag = guesses.find((one) => goods.some((good) => suits(good, one, grant)));
  const good = goods.find((one) => tag !== undefined && suits(one, tag, grant));
  const because: Because[] = [recognised()];
  if (tag !== undefined) because.push(guessed(tag));
  if (age !== null) because.push(ofAge(age));
  if (good === undefined || tag === undefined) {
    if (age === null) return generic(MARKET);
    const line = words(
      `${String(age)}代の方へ。秋のみのり市、開催中。`,
      `For people in their ${String(age)}s: our autumn market is open.`,
    );
    return { content: { good: MARKET.good, line }, personal: true, because };
  }
  const { ja, en } = tagName(tag);
  const to = age === null ? '' : `${String(age)}代で、`;
  return {
    content: {
      good: good.key,
      line: words(
        `${to}「${ja}」が好きな方へ。`,
        age === null
          ? `For people who like ${en}.`
          : `For people in their ${String(age)}s who like ${en}.`,
      ),
    },
    personal: true,
    because,
  };
}

function suits(good: Good, tag: string, grant: Grant): boolean {
  return good.tags.includes(tag) && !isMuted(good, grant) && findGood(good.key) !== undefined;
}
