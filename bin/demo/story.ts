// What the invented people said, when and where: the demo's history, told as data.
import type { DemoSystem, Persona } from '../../app/demo/personas';
import type { ChoiceInput, ChoiceInputOf } from '../../lib/choice/schema';

type Allow = Omit<ChoiceInputOf<'allow'>, 'notice'>;
/** A choice; the words shown are those of the person's language. */
export type Saying = Allow | Exclude<ChoiceInput, { readonly type: 'allow' }>;

export interface Step {
  readonly daysAgo: number;
  readonly says?: Saying;
  /** What is allowed ends so long from now; absent: when the catalogue says. */
  readonly endsInDays?: number;
  /** An officer opens this person's record, and says why. */
  readonly looked?: string;
  /** A system that wrote it down for the person; absent: the portal. */
  readonly by?: {
    readonly system: DemoSystem;
    readonly surface: 'store-tablet' | 'form';
    readonly reference: string;
  };
}
export interface Tale {
  /** When the person first signed in, joining what the systems knew. */
  readonly arrivesDaysAgo: number;
  readonly steps: readonly Step[];
}

const ZONE = 'Asia/Tokyo';

function allow(purpose: string, channels: readonly string[], data: readonly string[]): Saying {
  return { type: 'allow', purposes: [purpose], channels: [...channels], data: [...data] };
}

/** Being written to, and having it tailored, are two choices. */
function mail(daysAgo: number, channel: string, data: readonly string[]): readonly Step[] {
  return [
    { daysAgo, says: allow('receive', [channel], []) },
    { daysAgo, says: allow('message', [channel], data) },
  ];
}

const misaki: Tale = {
  arrivesDaysAgo: 61,
  steps: [
    {
      daysAgo: 64,
      by: { system: 'store', surface: 'store-tablet', reference: 'S12-0042' },
      says: allow('store-service', ['store'], ['interests-told', 'purchases']),
    },
    {
      daysAgo: 61,
      says: allow(
        'recommend',
        ['web'],
        ['browsing', 'interests-guessed', 'interests-told', 'purchases'],
      ),
    },
    { daysAgo: 61, says: allow('content', ['web'], ['browsing', 'interests-told', 'purchases']) },
    { daysAgo: 58, says: { type: 'told', interests: ['紅茶', '和食器', '花のある暮らし'] } },
    ...mail(49, 'mail', ['browsing', 'carts', 'interests-told', 'purchases']),
    ...mail(49, 'push', ['active-hours', 'interests-told']),
    { daysAgo: 45, says: allow('cross-channel', ['app', 'store'], ['purchases', 'store-visits']) },
    {
      daysAgo: 33,
      says: { type: 'deny', purposes: '*', channels: '*', data: ['current-location'] },
    },
    { daysAgo: 20, says: { type: 'deny', purposes: ['advertise'], channels: '*', data: '*' } },
    {
      daysAgo: 12,
      says: { type: 'limit', frequency: { max: 3, per: 'week', zone: ZONE } },
    },
    { daysAgo: 6, looked: 'お問い合わせ第4821号への回答のため' },
  ],
};

const kenichi: Tale = {
  arrivesDaysAgo: 66,
  steps: [
    { daysAgo: 66, says: allow('recommend', ['web'], ['browsing', 'purchases']) },
    { daysAgo: 66, says: allow('content', ['web'], ['browsing', 'purchases']) },
    ...mail(66, 'mail', ['mail-engagement', 'purchases']),
    {
      daysAgo: 41,
      says: { type: 'deny', purposes: ['message'], channels: ['mail'], data: ['mail-engagement'] },
    },
    { daysAgo: 28, says: { type: 'deny', purposes: '*', channels: '*', data: '*' } },
    { daysAgo: 9, says: allow('search', ['search'], ['purchases', 'search-terms']) },
  ],
};

const emily: Tale = {
  arrivesDaysAgo: 55,
  steps: [
    {
      daysAgo: 55,
      says: allow(
        'recommend',
        ['web'],
        ['browsing', 'interests-guessed', 'interests-told', 'purchases'],
      ),
    },
    {
      daysAgo: 55,
      says: allow(
        'content',
        ['app', 'video', 'web'],
        [
          'browsing',
          'device',
          'home-area',
          'interests-guessed',
          'interests-told',
          'lifestyle',
          'purchases',
          'recency',
          'search-terms',
        ],
      ),
    },
    { daysAgo: 55, says: allow('search', ['search'], ['browsing', 'purchases', 'search-terms']) },
    ...mail(54, 'mail', ['browsing', 'carts', 'interests-told', 'purchases']),
    ...mail(54, 'push', ['active-hours', 'interests-told']),
    {
      daysAgo: 54,
      says: allow(
        'advertise',
        ['ads', 'social'],
        ['ad-identifiers', 'browsing', 'purchases', 'search-terms'],
      ),
    },
    {
      ...{ daysAgo: 47, endsInDays: 30 },
      says: allow('cross-channel', ['app', 'store'], ['purchases', 'store-visits']),
    },
    { daysAgo: 47, says: allow('store-service', ['store'], ['purchases', 'store-visits']) },
    { daysAgo: 30, says: { type: 'technique-off', technique: 'generative-ai' } },
    { daysAgo: 30, says: { type: 'technique-off', technique: 'prediction' } },
    {
      daysAgo: 16,
      says: { type: 'limit', frequency: { max: 2, per: 'week', zone: ZONE } },
    },
    {
      daysAgo: 16,
      says: { type: 'limit', quietHours: { from: '21:00', to: '08:00', zone: ZONE } },
    },
    { daysAgo: 3, says: { type: 'touchpoint-off', touchpoint: 'blog-picks' } },
  ],
};

/** Skin data takes an explicit yes, one sensitive category at a time. */
function skin(data: readonly string[]): Saying {
  return {
    ...{ type: 'allow', purposes: ['skin-care'], channels: ['app'] },
    ...{ data: [...data], explicit: true },
  };
}

const aoi: Tale = {
  arrivesDaysAgo: 38,
  steps: [
    { daysAgo: 38, says: { type: 'told', interests: ['庭しごと', '夜の時間', '書くこと'] } },
    { daysAgo: 36, says: skin(['age', 'skin-photos']) },
    { daysAgo: 36, says: skin(['age', 'skin-analysis']) },
  ],
};

export const STORY: Readonly<Record<Persona['key'], Tale>> = {
  misaki,
  kenichi,
  emily,
  haru: { arrivesDaysAgo: 1, steps: [] },
  aoi,
};
