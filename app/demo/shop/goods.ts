/** What the invented shop sells. Everything here is made up. */
import type { Locale } from '@/lib/catalogue/model';

export const GENRES = ['tea', 'pottery', 'kitchen', 'hiking', 'stationery', 'garden'] as const;
export type Genre = (typeof GENRES)[number];

export interface Good {
  readonly key: string;
  readonly genre: Genre;
  readonly yen: number;
  /** 1 sells best. */
  readonly rank: number;
  /** What it goes with; interests are told and guessed in the same words. */
  readonly tags: readonly string[];
  readonly text: Readonly<Record<Locale, { readonly name: string; readonly line: string }>>;
}

type Row = readonly [
  key: string,
  genre: Genre,
  yen: number,
  rank: number,
  tags: string,
  ja: readonly [string, string],
  en: readonly [string, string],
];

const ROWS: readonly Row[] = [
  [
    'sencha',
    'tea',
    1480,
    3,
    'tea green-tea gift',
    ['深むし煎茶', '静岡の畑から。80グラム缶'],
    ['Deep-steamed sencha', 'From fields in Shizuoka. 80 g tin'],
  ],
  [
    'black-tea',
    'tea',
    1280,
    5,
    'tea black-tea flowers',
    ['和紅茶', 'りんごのような香り。15包'],
    ['Japanese black tea', 'Smells of apples. 15 bags'],
  ],
  [
    'hojicha',
    'tea',
    980,
    9,
    'tea evening',
    ['ほうじ茶', '夜でも飲みやすい浅いり'],
    ['Roasted hojicha', 'Light roast for the evening'],
  ],
  [
    'matcha-set',
    'tea',
    4200,
    14,
    'tea green-tea gift',
    ['抹茶と茶せん', 'はじめての方のひとそろい'],
    ['Matcha and whisk', 'All you need to begin'],
  ],
  [
    'kyusu',
    'pottery',
    5800,
    1,
    'tea green-tea pottery',
    ['急須', '常滑の土。二人でちょうど'],
    ['Clay teapot', 'Tokoname clay. Just right for two'],
  ],
  [
    'yunomi',
    'pottery',
    3200,
    7,
    'tea pottery gift',
    ['湯のみ 二客', '手になじむ、少し重い縁'],
    ['Two tea cups', 'A rim with a little weight'],
  ],
  [
    'mug',
    'pottery',
    2800,
    4,
    'coffee black-tea pottery',
    ['粉引きのマグ', '白い肌に、ひとはけの青'],
    ['Slip-glazed mug', 'White, with one stroke of blue'],
  ],
  [
    'plate',
    'pottery',
    3600,
    11,
    'pottery table',
    ['青い丸皿', '魚も焼き菓子も似合う'],
    ['Blue round plate', 'For fish and for cake'],
  ],
  [
    'vase',
    'pottery',
    2600,
    12,
    'pottery flowers',
    ['一輪挿し', '庭の花を一本だけ'],
    ['Bud vase', 'For one flower from the garden'],
  ],
  [
    'donabe',
    'kitchen',
    7800,
    8,
    'table pottery evening',
    ['土鍋', 'ごはんが三合炊けます'],
    ['Clay pot', 'Cooks rice for four'],
  ],
  [
    'kettle',
    'kitchen',
    6400,
    6,
    'tea coffee',
    ['赤いやかん', '注ぎ口が細く、湯が静か'],
    ['Red kettle', 'A thin spout, a quiet pour'],
  ],
  [
    'bento',
    'kitchen',
    4900,
    10,
    'table outdoors',
    ['曲げわっぱの弁当箱', '秋田の杉。ごはんが冷めてもおいしい'],
    ['Cedar lunch box', 'From Akita. Rice stays good'],
  ],
  [
    'dripper',
    'kitchen',
    1900,
    13,
    'coffee outdoors',
    ['ドリッパー', '山でも使える、割れない一つ'],
    ['Coffee dripper', 'Unbreakable, also for the hills'],
  ],
  [
    'knife',
    'kitchen',
    8900,
    19,
    'table',
    ['ペティナイフ', '関の刃物。研ぎ直しできます'],
    ['Petty knife', 'Seki steel. We sharpen it again'],
  ],
  [
    'backpack',
    'hiking',
    14800,
    2,
    'outdoors hiking',
    ['日帰りリュック 22L', '背中に風が通ります'],
    ['Day pack 22 L', 'Air moves behind your back'],
  ],
  [
    'boots',
    'hiking',
    19800,
    16,
    'outdoors hiking',
    ['軽い登山靴', '片足390グラム。はじめの一足に'],
    ['Light hiking boots', '390 g each. A first pair'],
  ],
  [
    'bottle',
    'hiking',
    3800,
    15,
    'outdoors hiking tea coffee',
    ['保温ボトル', '朝のお茶が、昼も熱い'],
    ['Insulated bottle', 'Morning tea, hot at noon'],
  ],
  [
    'rain-jacket',
    'hiking',
    17600,
    18,
    'outdoors hiking rain',
    ['雨の上着', 'たたむと文庫本くらい'],
    ['Rain jacket', 'Folds to the size of a paperback'],
  ],
  [
    'lantern',
    'hiking',
    5400,
    17,
    'outdoors evening',
    ['小さなランタン', '電池で40時間'],
    ['Small lantern', '40 hours on one battery'],
  ],
  [
    'stove',
    'hiking',
    6900,
    20,
    'outdoors hiking coffee',
    ['小型バーナー', '一杯の湯が90秒'],
    ['Pocket stove', 'Boils a cup in 90 seconds'],
  ],
  [
    'notebook',
    'stationery',
    680,
    21,
    'writing',
    ['方眼ノート', '5ミリ方眼。水平に開きます'],
    ['Squared notebook', '5 mm squares. Opens flat'],
  ],
  [
    'pen',
    'stationery',
    4400,
    22,
    'writing gift',
    ['万年筆', '細字。名入れもできます'],
    ['Fountain pen', 'Fine nib. Can carry a name'],
  ],
  [
    'herbs',
    'garden',
    1600,
    23,
    'garden table',
    ['ハーブの鉢', '窓辺でそだつ三種'],
    ['Herb pots', 'Three kinds for the window'],
  ],
  [
    'watering-can',
    'garden',
    3900,
    24,
    'garden flowers',
    ['じょうろ', '水がやわらかく落ちます'],
    ['Watering can', 'Water falls softly'],
  ],
];

export const GOODS: readonly Good[] = ROWS.map(([key, genre, yen, rank, tags, ja, en]) => ({
  key,
  genre,
  yen,
  rank,
  tags: tags.split(' '),
  text: { ja: { name: ja[0], line: ja[1] }, en: { name: en[0], line: en[1] } },
}));

export function findGood(key: string): Good | undefined {
  return GOODS.find((good) => good.key === key);
}

/** Goods of one kind, or for the same occasion: they raise the same questions. */
export function areNear(good: string, other: string): boolean {
  const [one, two] = [findGood(good), findGood(other)];
  if (one === undefined || two === undefined) return false;
  return one.genre === two.genre || one.tags.some((tag) => two.tags.includes(tag));
}

/** Those of these keys that are sold, in the given order. */
export function goodsOf(keys: readonly string[]): readonly Good[] {
  return keys.flatMap((key) => findGood(key) ?? []);
}

export function bestSellers(limit: number): readonly Good[] {
  return [...GOODS].sort((a, b) => a.rank - b.rank).slice(0, limit);
}

/** Counted over all customers who agreed to be counted: nothing in it is about one person. */
const ALSO_VIEWED: Readonly<Record<string, readonly string[]>> = {
  kyusu: ['yunomi', 'sencha', 'kettle', 'hojicha'],
  yunomi: ['kyusu', 'sencha', 'plate', 'black-tea'],
  sencha: ['kyusu', 'yunomi', 'matcha-set', 'bottle'],
  'black-tea': ['mug', 'kettle', 'vase', 'plate'],
  hojicha: ['yunomi', 'donabe', 'kettle', 'lantern'],
  'matcha-set': ['sencha', 'plate', 'kyusu', 'vase'],
  mug: ['dripper', 'black-tea', 'kettle', 'notebook'],
  plate: ['donabe', 'knife', 'yunomi', 'herbs'],
  vase: ['watering-can', 'plate', 'mug', 'herbs'],
  donabe: ['plate', 'knife', 'hojicha', 'herbs'],
  kettle: ['kyusu', 'dripper', 'black-tea', 'mug'],
  bento: ['bottle', 'knife', 'herbs', 'backpack'],
  dripper: ['mug', 'stove', 'kettle', 'bottle'],
  knife: ['plate', 'bento', 'donabe', 'herbs'],
  backpack: ['boots', 'bottle', 'rain-jacket', 'stove'],
  boots: ['rain-jacket', 'backpack', 'lantern', 'bottle'],
  bottle: ['backpack', 'bento', 'hojicha', 'stove'],
  'rain-jacket': ['boots', 'backpack', 'lantern', 'bottle'],
  lantern: ['stove', 'rain-jacket', 'hojicha', 'backpack'],
  stove: ['dripper', 'lantern', 'bottle', 'backpack'],
  notebook: ['pen', 'mug', 'herbs', 'lantern'],
  pen: ['notebook', 'mug', 'vase', 'bottle'],
  herbs: ['watering-can', 'vase', 'knife', 'plate'],
  'watering-can': ['herbs', 'vase', 'notebook', 'plate'],
};

export function alsoViewed(key: string): readonly Good[] {
  return goodsOf(ALSO_VIEWED[key] ?? []);
}

/** The same kind, best sold first: what the shop's staff put beside an article. */
export function sameGenre(good: Good): readonly Good[] {
  const near = GOODS.filter(({ key, genre }) => genre === good.genre && key !== good.key);
  const others = bestSellers(GOODS.length).filter(({ genre }) => genre !== good.genre);
  return [...near.sort((a, b) => a.rank - b.rank), ...others].slice(0, 4);
}
