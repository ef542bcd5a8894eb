// What the invented people said, when and where: the demo's history, told as data.
import type { Persona } from '../../app/demo/personas';
import type { LimitSpec } from '../../lib/choice/model';

export type Act =
  | {
      readonly kind: 'allow';
      readonly purposes: readonly string[];
      readonly channels: readonly string[];
      readonly data: readonly string[];
      readonly explicit?: true;
    }
  | {
      readonly kind: 'deny';
      readonly purposes: readonly string[] | '*';
      readonly channels: readonly string[] | '*';
      readonly data: readonly string[] | '*';
    }
  | { readonly kind: 'touchpoint-off'; readonly touchpoint: string }
  | { readonly kind: 'technique-off'; readonly technique: 'generative-ai' | 'prediction' | 'staff' }
  | { readonly kind: 'limit'; readonly limit: LimitSpec }
  | { readonly kind: 'told'; readonly words: string }
  | { readonly kind: 'look'; readonly ground: string };

export interface Step {
  /** Days before the demo begins. */
  readonly daysAgo: number;
  readonly act: Act;
  /** A system that recorded it on the person's behalf (a tablet, a form); absent: the portal. */
  readonly by?: {
    readonly system: 'store' | 'shop';
    readonly surface: 'store-tablet' | 'form';
    readonly reference: string;
  };
}

const SITE_DATA = ['browsing', 'interests-told', 'purchases'] as const;
const ZONE = 'Asia/Tokyo';

export const STORY: Readonly<Record<Persona['key'], readonly Step[]>> = {
  misaki: [
    {
      daysAgo: 64,
      by: { system: 'store', surface: 'store-tablet', reference: 'S12-0042' },
      act: {
        kind: 'allow',
        purposes: ['store-service'],
        channels: ['store'],
        data: ['interests-told', 'purchases'],
      },
    },
    {
      daysAgo: 61,
      act: {
        kind: 'allow',
        purposes: ['recommend'],
        channels: ['web'],
        data: ['browsing', 'interests-told', 'purchases'],
      },
    },
    {
      daysAgo: 61,
      act: { kind: 'allow', purposes: ['content'], channels: ['web'], data: SITE_DATA },
    },
    { daysAgo: 58, act: { kind: 'told', words: '紅茶、和食器、花のある暮らし' } },
    {
      daysAgo: 49,
      act: {
        kind: 'allow',
        purposes: ['receive', 'message'],
        channels: ['mail'],
        data: ['browsing', 'carts', 'interests-told', 'purchases'],
      },
    },
    {
      daysAgo: 49,
      act: {
        kind: 'allow',
        purposes: ['receive', 'message'],
        channels: ['push'],
        data: ['active-hours', 'interests-told'],
      },
    },
    {
      daysAgo: 33,
      act: { kind: 'deny', purposes: '*', channels: '*', data: ['current-location'] },
    },
    { daysAgo: 20, act: { kind: 'deny', purposes: ['advertise'], channels: '*', data: '*' } },
    {
      daysAgo: 12,
      act: { kind: 'limit', limit: { kind: 'frequency', max: 3, per: 'week', zone: ZONE } },
    },
    { daysAgo: 6, act: { kind: 'look', ground: 'お問い合わせ第4821号への回答のため' } },
  ],
  kenichi: [
    {
      daysAgo: 66,
      act: {
        kind: 'allow',
        purposes: ['recommend', 'content'],
        channels: ['web'],
        data: ['browsing', 'purchases'],
      },
    },
    {
      daysAgo: 66,
      act: {
        kind: 'allow',
        purposes: ['receive', 'message'],
        channels: ['mail'],
        data: ['mail-engagement', 'purchases'],
      },
    },
    {
      daysAgo: 41,
      act: { kind: 'deny', purposes: ['message'], channels: ['mail'], data: ['mail-engagement'] },
    },
    { daysAgo: 28, act: { kind: 'deny', purposes: '*', channels: '*', data: '*' } },
    {
      daysAgo: 9,
      act: {
        kind: 'allow',
        purposes: ['search'],
        channels: ['search'],
        data: ['purchases', 'search-terms'],
      },
    },
  ],
  emily: [
    {
      daysAgo: 55,
      act: {
        kind: 'allow',
        purposes: ['recommend'],
        channels: ['web'],
        data: ['browsing', 'interests-guessed', 'interests-told', 'purchases'],
      },
    },
    {
      daysAgo: 55,
      act: {
        kind: 'allow',
        purposes: ['content'],
        channels: ['app', 'video', 'web'],
        data: [
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
      },
    },
    {
      daysAgo: 55,
      act: {
        kind: 'allow',
        purposes: ['search'],
        channels: ['search'],
        data: ['browsing', 'purchases', 'search-terms'],
      },
    },
    {
      daysAgo: 54,
      act: {
        kind: 'allow',
        purposes: ['receive', 'message'],
        channels: ['mail', 'push'],
        data: ['active-hours', 'browsing', 'carts', 'interests-told', 'purchases'],
      },
    },
    {
      daysAgo: 54,
      act: {
        kind: 'allow',
        purposes: ['advertise'],
        channels: ['ads', 'social'],
        data: ['ad-identifiers', 'browsing', 'purchases', 'search-terms'],
      },
    },
    {
      daysAgo: 47,
      act: {
        kind: 'allow',
        purposes: ['cross-channel'],
        channels: ['app', 'store'],
        data: ['purchases', 'store-visits'],
      },
    },
    {
      daysAgo: 47,
      act: {
        kind: 'allow',
        purposes: ['store-service'],
        channels: ['store'],
        data: ['purchases', 'store-visits'],
      },
    },
    { daysAgo: 30, act: { kind: 'technique-off', technique: 'generative-ai' } },
    { daysAgo: 30, act: { kind: 'technique-off', technique: 'prediction' } },
    {
      daysAgo: 16,
      act: { kind: 'limit', limit: { kind: 'frequency', max: 2, per: 'week', zone: ZONE } },
    },
    {
      daysAgo: 16,
      act: { kind: 'limit', limit: { kind: 'quietHours', from: '21:00', to: '08:00', zone: ZONE } },
    },
    { daysAgo: 3, act: { kind: 'touchpoint-off', touchpoint: 'blog-picks' } },
  ],
  haru: [],
};
