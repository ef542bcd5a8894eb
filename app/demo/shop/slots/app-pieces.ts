/** The screens of the app beside the skin log. */
import { findGood } from '../goods';
import type { Grant } from '../grant';
import type { AreaKey, DnaTrait, StoreKey } from '../history';
import { tagName, words, type Words } from '../words';
import { fitted, forEveryone, notSent, type Piece, type PieceLine } from './piece';
import {
  AREA_NAMES,
  STORE_NAMES,
  inherited,
  livesIn,
  measuredSkin,
  talkedAbout,
  visited,
} from './reasons';
import { bought, told, type Because, type Composed } from './slot';

const TRAITS: Readonly<Record<DnaTrait, PieceLine>> = {
  'burns-fast': {
    title: words('日焼けしやすい体質', 'Skin that burns fast'),
    note: words('朝だけでなく、昼にもう一度ぬります。', 'Put cream on at noon as well.'),
  },
  'dries-fast': {
    title: words('乾きやすい体質', 'Skin that dries fast'),
    note: words('洗う回数より、うるおす回数を。', 'Moisten more often than you wash.'),
  },
  calm: {
    title: words('落ち着いた体質', 'Calm skin'),
    note: words('いまの手入れで足ります。', 'What you do is enough.'),
  },
};

export function composeDnaReport(grant: Grant | undefined): Composed<Piece> {
  const traits = grant?.known.dna ?? [];
  const [first] = traits;
  const now = grant?.known['skin-analysis'][0];
  if (first === undefined) {
    return forEveryone({
      title: words('結果は、郵便で届きます', 'Your result comes by post'),
      text: words(
        '検査を受けた方には、結果の用紙をお送りします。アプリには出しません。',
        'If you took a test, we send the result on paper. It is not shown here.',
      ),
    });
  }
  return fitted(
    {
      title: words('体質に合わせたお手入れ', 'Care for how your skin is made'),
      text:
        now === undefined
          ? words('検査の結果だけをもとにしています。', 'Based on the test alone.')
          : words(
              `いまのうるおい（${String(now.moisture)}）も、あわせて見ています。`,
              `Read together with your moisture now (${String(now.moisture)}).`,
            ),
      lines: traits.map((trait) => TRAITS[trait]),
    },
    [inherited(first), ...(now === undefined ? [] : [measuredSkin(now.moisture)])],
  );
}

/** Out of a hundred; invented, like everything here. */
const AIR: Readonly<Record<AreaKey, { readonly damp: number; readonly sun: number }>> = {
  tokyo: { damp: 42, sun: 4 },
  yokohama: { damp: 48, sun: 5 },
  nagano: { damp: 28, sun: 3 },
  kyoto: { damp: 55, sun: 4 },
  sapporo: { damp: 36, sun: 2 },
};

export function composeWeatherCare(grant: Grant | undefined): Composed<Piece> {
  const area = grant?.known['home-area'] ?? null;
  const now = grant?.known['skin-analysis'][0];
  if (area === null) {
    return forEveryone({
      title: words('秋のお手入れ', 'Care in autumn'),
      text: words(
        '朝晩が乾きはじめます。うるおいを一段、足してください。',
        'Mornings and evenings turn dry. Add one layer of moisture.',
      ),
    });
  }
  const { damp, sun } = AIR[area];
  const place = AREA_NAMES[area];
  const dry = damp < 45;
  return fitted(
    {
      title: words(`${place.ja}のきょう`, `${place.en} today`),
      text: dry
        ? words(
            '空気が乾いています。洗ったらすぐ、うるおしてください。',
            'The air is dry. Moisten right after washing.',
          )
        : words(
            '空気は乾いていません。軽いクリームで足ります。',
            'The air is not dry. A light cream will do.',
          ),
      lines: [
        {
          title: words('しめり気', 'Damp in the air'),
          note: words(`${String(damp)}%`, `${String(damp)}%`),
        },
        {
          title: words('日ざし', 'Sun'),
          note: words(`${String(sun)}（10のうち）`, `${String(sun)} of 10`),
        },
        ...(now === undefined
          ? []
          : [
              {
                title: words('あなたのうるおい', 'Your moisture'),
                note: words(String(now.moisture), String(now.moisture)),
              },
            ]),
      ],
    },
    [livesIn(area), ...(now === undefined ? [] : [measuredSkin(now.moisture)])],
  );
}

const BRANDS: readonly (PieceLine & { readonly good: string; readonly tags: readonly string[] })[] =
  [
    {
      good: 'backpack',
      tags: ['hiking'],
      title: words('やまと道具店', 'Yamato Gear'),
      note: words('背中の網が新しくなりました', 'A new mesh for your back'),
    },
    {
      good: 'pen',
      tags: ['writing'],
      title: words('すみ工房', 'Sumi Works'),
      note: words('万年筆に、灰いろの新色', 'The pen now comes in grey'),
    },
    {
      good: 'mug',
      tags: ['coffee', 'pottery', 'black-tea'],
      title: words('白はだ窯', 'White Kiln'),
      note: words('マグの窯出しは、来週です', 'Mugs leave the kiln next week'),
    },
    {
      good: 'herbs',
      tags: ['garden', 'table'],
      title: words('まど園芸', 'Window Garden'),
      note: words('冬に強い三種の苗', 'Three kinds that like winter'),
    },
    {
      good: 'vase',
      tags: ['flowers', 'evening'],
      title: words('ひとえ', 'Hitoe'),
      note: words('夜に映える、黒い器', 'Black bowls for the evening'),
    },
  ];

export function composeBrandFeed(grant: Grant | undefined): Composed<Piece> {
  const strip = ({ title, note, good }: (typeof BRANDS)[number]): PieceLine => ({
    title,
    ...(note === undefined ? {} : { note }),
    good,
  });
  const plain = {
    title: words('ブランドの便り', 'News of brands'),
    text: words('すべてのブランドを、新しい順に。', 'All brands, the newest first.'),
    lines: BRANDS.map(strip),
  };
  const liked = (grant?.known['interests-told'] ?? []).filter(
    (tag) => !grant?.mutedTags.includes(tag),
  );
  const tagOf = (brand: (typeof BRANDS)[number]) => liked.find((tag) => brand.tags.includes(tag));
  const [first] = BRANDS.flatMap((brand) => tagOf(brand) ?? []);
  if (first === undefined) return forEveryone(plain);
  const owned = grant?.known.purchases.find(({ good }) =>
    BRANDS.some((brand) => brand.good === good && tagOf(brand) !== undefined),
  );
  const rank = (brand: (typeof BRANDS)[number]) =>
    (tagOf(brand) === undefined ? 0 : 2) + (brand.good === owned?.good ? 1 : 0);
  return fitted(
    {
      title: words('お好きなブランドから', 'Brands you like first'),
      text: words(
        `「${tagName(first).ja}」などのブランドが先です。`,
        `Brands for ${tagName(first).en} and more come first.`,
      ),
      lines: BRANDS.toSorted((a, b) => rank(b) - rank(a)).map(strip),
    },
    [told(first), ...(owned === undefined ? [] : [bought(owned.good)])],
  );
}

/** Whoever talks to you reads before, or asks you: the half hour is the same. */
export function composeCounselling(grant: Grant | undefined): Composed<Piece> {
  const last = grant?.known.conversations.toSorted((a, b) => a.daysAgo - b.daysAgo)[0];
  if (last === undefined) {
    return forEveryone({
      title: words('きょう19時、30分', 'Today at 19:00, 30 minutes'),
      text: words('ご希望は、その場でうかがいます。', 'We ask you then what you wish.'),
      button: words('相談の部屋に入る', 'Enter the room'),
    });
  }
  const owned = grant?.known.purchases[0];
  const now = grant?.known['skin-analysis'][0];
  const because: Because[] = [talkedAbout(last.about)];
  if (owned !== undefined) because.push(bought(owned.good));
  if (now !== undefined) because.push(measuredSkin(now.moisture));
  return fitted(
    {
      title: words('きょう19時、30分', 'Today at 19:00, 30 minutes'),
      text: words(
        `担当の森が、前のご相談を読んでからうかがいます。${last.about.ja}のお話の続きからです。`,
        `Mori reads your last talk before you meet. You go on from what you said ${last.about.en}.`,
      ),
      button: words('相談の部屋に入る', 'Enter the room'),
    },
    because,
  );
}

const VISIT_POINTS = 40;
function sitePoints(grant: Grant): number {
  const yen = grant.known.purchases.map(({ good }) => findGood(good)?.yen ?? 0);
  return Math.floor(yen.reduce((sum, one) => sum + one, 0) / 100);
}
function pointsText(points: number): Words {
  return words(`${String(points)}ポイント`, `${String(points)} points`);
}

export function composeCards(grant: Grant | undefined): Composed<Piece> {
  const last = grant?.known.purchases[0];
  if (grant === undefined || last === undefined) {
    return forEveryone({
      title: words('会員証は、2枚あります', 'You have two cards'),
      text: words('それぞれのポイントを、それぞれで使えます。', 'You use the points of each card.'),
      lines: [
        { title: words('サイトの会員証', 'Card of the site') },
        { title: words('お店の会員証', 'Card of the stores') },
      ],
    });
  }
  const visits = grant.known['store-visits'];
  const stores = visits.length * VISIT_POINTS;
  const site = sitePoints(grant);
  const most: StoreKey | undefined = visits[0]?.store;
  return fitted(
    {
      title: words('会員証を、1枚にまとめました', 'One card for all'),
      text: words(
        `合わせて${String(site + stores)}ポイント。`,
        `${String(site + stores)} points together.`,
      ),
      lines: [
        { title: words('サイト', 'Site'), note: pointsText(site) },
        ...(most === undefined
          ? []
          : [
              {
                title: words(
                  `お店（${STORE_NAMES[most].ja}など）`,
                  `Stores (${STORE_NAMES[most].en} and others)`,
                ),
                note: pointsText(stores),
              },
            ]),
      ],
    },
    [bought(last.good), ...(most === undefined ? [] : [visited(most, visits.length)])],
  );
}

/** Part of the service: always the same view of one's own points. */
export function composePoints(grant: Grant | undefined): Composed<Piece> {
  const last = grant?.known.purchases[0];
  if (grant === undefined || last === undefined) {
    return notSent(
      words('ポイント', 'Points'),
      words('お買い物で、つきます。', 'You get them when you buy.'),
    );
  }
  return fitted(
    {
      title: pointsText(sitePoints(grant)),
      text: words('3月31日まで使えます。', 'Good until 31 March.'),
    },
    [bought(last.good)],
  );
}
