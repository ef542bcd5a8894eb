/** The invented people of the demo, and how each system knows them. Nobody here exists. */
export const DEMO_SYSTEMS = [
  'shop',
  'app',
  'mailer',
  'adtech',
  'store',
  'contact',
  'data',
] as const;
export type DemoSystem = (typeof DEMO_SYSTEMS)[number];

export interface Persona {
  readonly key: 'misaki' | 'kenichi' | 'emily' | 'haru' | 'aoi';
  readonly name: { readonly ja: string; readonly en: string };
  /** One line under the name on the guided page. */
  readonly about: { readonly ja: string; readonly en: string };
  readonly locale: 'ja' | 'en';
  readonly email: string;
  readonly identifiers: Readonly<Record<DemoSystem, string>>;
}

function identifiersOf(number: string): Record<DemoSystem, string> {
  return {
    shop: `member-${number}`,
    app: `install-${number}`,
    mailer: `reader-${number}`,
    adtech: `visitor-${number}`,
    store: `card-${number}`,
    contact: `customer-${number}`,
    data: `row-${number}`,
  };
}

export const PERSONAS: readonly Persona[] = [
  {
    key: 'misaki',
    name: { ja: '佐藤 美咲', en: 'Misaki Sato' },
    about: {
      ja: '紅茶と器が好き。おすすめは使い、位置情報と追いかける広告は断っています。',
      en: 'Tea and pottery. Uses recommendations; refused location and ads that follow her.',
    },
    locale: 'ja',
    email: 'misaki.sato@example.jp',
    identifiers: identifiersOf('10248'),
  },
  {
    key: 'kenichi',
    name: { ja: '田中 健一', en: 'Kenichi Tanaka' },
    about: {
      ja: '山歩きの道具をよく買います。一度すべて止めて、検索だけ使っています。',
      en: 'Buys hiking gear. Stopped everything once, then allowed search alone.',
    },
    locale: 'ja',
    email: 'kenichi.tanaka@example.jp',
    identifiers: identifiersOf('20931'),
  },
  {
    key: 'emily',
    name: { ja: 'エミリー・カーター', en: 'Emily Carter' },
    about: {
      ja: 'ほとんど許可しています。AIは使わず、お知らせは週2回まで、夜は受け取りません。',
      en: 'Allows nearly everything: no AI, two messages a week at most, none at night.',
    },
    locale: 'en',
    email: 'emily.carter@example.com',
    identifiers: identifiersOf('33417'),
  },
  {
    key: 'haru',
    name: { ja: '高橋 陽', en: 'Haru Takahashi' },
    about: {
      ja: '昨日会員になりました。まだ何も選んでいません。',
      en: 'Joined yesterday. Has not chosen anything yet.',
    },
    locale: 'ja',
    email: 'haru.takahashi@example.jp',
    identifiers: identifiersOf('48800'),
  },
  {
    key: 'aoi',
    name: { ja: '鈴木 葵', en: 'Aoi Suzuki' },
    about: {
      ja: 'アプリに肌の記録をつけ、暮らしの道具の記事を書きます。肌の分析だけ許可しています。',
      en: 'Keeps a skin log in the app and writes on kitchen tools. Allows skin analysis alone.',
    },
    locale: 'ja',
    email: 'aoi.suzuki@example.jp',
    identifiers: identifiersOf('57126'),
  },
];

export function findPersona(key: string): Persona | undefined {
  return PERSONAS.find((persona) => persona.key === key);
}

/** The privacy officer of the demo. */
export const DEMO_OFFICER = {
  email: 'officer.hayashi@example.jp',
  name: { ja: '林', en: 'Hayashi' },
} as const;

/** Decides on what the first one asked for: four eyes. */
export const DEMO_APPROVER = {
  email: 'approver.mori@example.jp',
  name: { ja: '森', en: 'Mori' },
} as const;
