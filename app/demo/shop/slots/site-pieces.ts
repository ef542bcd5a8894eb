/** The smaller places of the shop's own pages. */
import { findGood, goodsOf, sameGenre, type Genre, type Good } from '../goods';
import type { Grant } from '../grant';
import { words, type Words } from '../words';
import { FEATURES, ARTICLES, type Reading } from '../reading.data';
import { SPARES, THEN_BOUGHT, TOGETHER } from '../sets.data';
import { fitted, forEveryone, type Piece, type PieceLine } from './piece';
import { genreOf, isMuted } from './ranking';
import { cameBack, everyonesHabit, livesLike } from './reasons';
import { composeSearch } from './site-search';
import { bought, generic, searched, told, viewed, type Because, type Composed } from './slot';

function lineOf({ title, text, good }: Reading): PieceLine {
  return { title, note: text, good };
}
function lineOfGood(good: Good): PieceLine {
  const { ja, en } = good.text;
  return { title: words(ja.name, en.name), note: words(ja.line, en.line), good: good.key };
}

interface Liking {
  readonly points: number;
  readonly because: Because;
}

/** What speaks for one genre, from what may be used: pages viewed, interests told, ways of living. */
function likingsOf(genre: Genre, { known, mutedTags }: Grant): readonly Liking[] {
  if (mutedTags.includes(genre)) return [];
  const seen = known.browsing.find(({ good }) => findGood(good)?.genre === genre);
  const tag = known['interests-told'].find((one) => genreOf(one) === genre);
  const style = known.lifestyle.find((one) => OF_LIFE[one] === genre);
  return [
    ...(seen === undefined ? [] : [{ points: 10 - seen.daysAgo, because: viewed(seen.good) }]),
    ...(tag === undefined ? [] : [{ points: 8, because: told(tag) }]),
    ...(style === undefined ? [] : [{ points: 3, because: livesLike(style) }]),
  ];
}
const OF_LIFE = { mornings: 'tea', 'home-cooking': 'kitchen', 'weekends-out': 'hiking' } as const;

/** The newest first for everyone; what is liked first for one. Nothing is left out. */
function arranged(
  readings: readonly Reading[],
  titles: { readonly everyone: Words; readonly one: Words; readonly text: Words },
  grant: Grant | undefined,
): Composed<Piece> {
  const plain = { title: titles.everyone, text: titles.text, lines: readings.map(lineOf) };
  if (grant === undefined) return forEveryone(plain);
  const weighed = readings.map((reading, index) => {
    const likings = likingsOf(reading.genre, grant);
    return { reading, index, likings, points: likings.reduce((sum, one) => sum + one.points, 0) };
  });
  const ordered = weighed.toSorted((a, b) => b.points - a.points || a.index - b.index);
  const moved = ordered.filter(({ index, points }, now) => now < index && points > 0);
  if (moved.length === 0) return forEveryone(plain);
  const because = moved.flatMap(({ likings }) => likings.map((liking) => liking.because));
  const once = because.filter(
    (one, at) => because.findIndex(({ data }) => data === one.data) === at,
  );
  return fitted(
    { ...plain, title: titles.one, lines: ordered.map(({ reading }) => lineOf(reading)) },
    once,
  );
}

export function composeFeatures(grant: Grant | undefined): Composed<Piece> {
  const titles = {
    everyone: words('特集', 'Features'),
    one: words('ごらんになったものに近い特集', 'Features close to what you viewed'),
    text: words('どの特集も、いつでも読めます。', 'Every feature is always here.'),
  };
  return arranged(FEATURES, titles, grant);
}

export function composeArticles(grant: Grant | undefined): Composed<Piece> {
  const titles = {
    everyone: words('新しい順', 'Newest first'),
    one: words('読まれたものに近い順', 'Closest to what you read first'),
    text: words(
      '並びが変わるだけで、記事は同じです。',
      'Only the order changes. The articles are the same.',
    ),
  };
  return arranged(ARTICLES, titles, grant);
}

/** Where an ad leads: the product that was in it. */
const ADVERTISED = findGood('bottle');

export function composeLanding(grant: Grant | undefined): Composed<Piece> {
  const plain = {
    title: words('広告の品', 'From the ad'),
    text: words('広告に出ていた品です。', 'This is the product in the ad.'),
    lines: ADVERTISED === undefined ? [] : [lineOfGood(ADVERTISED)],
  };
  if (grant === undefined) return forEveryone(plain);
  for (const { words: term } of grant.known['search-terms']) {
    const goods = composeSearch(undefined, term).content.goods.filter(
      (one) => !isMuted(one, grant),
    );
    if (goods.length === 0) continue;
    return fitted(
      {
        title: words(`「${term}」に合う品から`, `Starting with “${term}”`),
        text: words('前に検索された言葉に近い順です。', 'Closest to what you searched for before.'),
        lines: goods.slice(0, 3).map(lineOfGood),
      },
      [searched(term)],
    );
  }
  return forEveryone(plain);
}

export function composeButton(grant: Grant | undefined): Composed<Piece> {
  const text = words('カートの中身は変わりません。', 'What is in your cart stays as it is.');
  const days = grant?.known.recency ?? null;
  if (days === null) {
    const title = words('商品を見る', 'View products');
    return forEveryone({ title, text, button: title });
  }
  const title =
    days <= 3
      ? words('前回の続きを見る', 'Go on from last time')
      : words('前回からの新しい品を見る', 'See what is new since last time');
  return fitted({ title, text, button: title }, [cameBack(days)]);
}

const SELF = words('ごらんの品です', 'The one you are viewing');

export function composeThenBought(grant: Grant | undefined, beside: Good): Composed<Piece> {
  if (grant === undefined) {
    return forEveryone({
      title: words('同じ種類をくらべる', 'Compare the same kind'),
      text: words('担当者がまとめた表です。', 'A table made by our staff.'),
      lines: sameGenre(beside).slice(0, 3).map(lineOfGood),
    });
  }
  return fitted(
    {
      title: words('見たあとに買われている品', 'Bought after viewing this'),
      text: words('ごらんになった方みなさんの集計です。', 'Counted over everyone who viewed it.'),
      lines: goodsOf(THEN_BOUGHT[beside.key] ?? []).map((good) => ({
        ...lineOfGood(good),
        ...(good.key === beside.key ? { note: SELF } : {}),
      })),
    },
    [everyonesHabit(beside.key, 'を見た方みなさんの傾向のため', 'What everyone bought who viewed')],
  );
}

export function composeTogether(grant: Grant | undefined, beside: Good): Composed<Piece> {
  if (grant === undefined) {
    return forEveryone({
      title: words('付属品と交換部品', 'Parts and spares'),
      text: words('説明書にあるものです。', 'As named in the manual.'),
      lines: (SPARES[beside.genre] ?? []).map((title) => ({ title })),
    });
  }
  return fitted(
    {
      title: words('よく一緒に購入される品', 'Often bought together'),
      text: words('一緒に買われた方みなさんの集計です。', 'Counted over everyone who bought both.'),
      lines: goodsOf(TOGETHER[beside.key] ?? []).map(lineOfGood),
    },
    [
      everyonesHabit(
        beside.key,
        'を買った方みなさんの傾向のため',
        'What everyone bought who bought',
      ),
    ],
  );
}

export function composeVideo(grant: Grant | undefined): Composed<Piece> {
  const everyone = forEveryone({
    title: words('商品ごとの動画', 'One for each product'),
    text: words('どなたでも、いつでも見られます。', 'For anyone to watch, at any time.'),
    lines: goodsOf(['kyusu', 'donabe', 'boots']).map(lineOfGood),
  });
  const last = grant?.known.purchases.flatMap(({ good }) => findGood(good) ?? []) ?? [];
  const good = last.find((one) => grant !== undefined && !isMuted(one, grant));
  if (grant === undefined || good === undefined) return everyone;
  const liked = grant.known['interests-told'].find((tag) => good.tags.includes(tag));
  const { ja, en } = good.text;
  return fitted(
    {
      title: words(
        `「${ja.name}」の、はじめの一歩`,
        `First steps with the ${en.name.toLowerCase()}`,
      ),
      text: words('2分15秒。準備、使い方、しまい方。', '2 min 15 s. Preparing, using, storing.'),
      lines: [lineOfGood(good)],
    },
    [bought(good.key), ...(liked === undefined ? [] : [told(liked)])],
  );
}

export function composeHelp(grant: Grant | undefined): Composed<Piece> {
  const seen = grant?.known.browsing[0];
  const good = seen && findGood(seen.good);
  if (grant === undefined || seen === undefined || good === undefined || isMuted(good, grant)) {
    return generic({
      form: 'generic',
      title: words('よくある質問', 'Common questions'),
      text: words('返品、お届け、ポイントについて。', 'On returns, delivery and points.'),
      button: words('質問をさがす', 'Find a question'),
    });
  }
  const { ja, en } = good.text;
  const days = grant.known.recency;
  const owned = grant.known.purchases.find(({ good: key }) => key === good.key);
  return fitted(
    {
      title: words(
        `「${ja.name}」のことで、お困りですか`,
        `Is it about the ${en.name.toLowerCase()}?`,
      ),
      text: words(
        '大きさが合わないときは、30日のあいだ返品できます。送料はかかりません。',
        'If it does not fit, send it back within 30 days. We pay the postage.',
      ),
      button: words('返品の手順を見る', 'How to send it back'),
    },
    [
      viewed(good.key),
      ...(days === null ? [] : [cameBack(days)]),
      ...(owned === undefined ? [] : [bought(owned.good)]),
    ],
  );
}
