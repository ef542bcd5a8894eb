/** A small catalogue and states for the tests and the bench of decisions: keys matter, words do not. */
import {
  cellKey,
  type Catalogue,
  type Channel,
  type DataCategory,
  type Purpose,
  type Touchpoint,
} from '../catalogue/model';
import type { Paint, SubjectState } from '../choice/model';
import { emptyState } from '../choice/state';

function both<T>(text: T): { ja: T; en: T } {
  return { ja: text, en: text };
}

export function samplePurpose(key: string, traits: Partial<Purpose> = {}): Purpose {
  return {
    key,
    group: 'screens',
    basis: 'consent',
    contact: false,
    explicit: false,
    sharesForAds: false,
    dpv: `https://w3id.org/dpv#${key}`,
    text: both({ name: key, summary: key, stops: [], continues: [] }),
    ...traits,
  };
}

export function sampleData(key: string, sensitive = false): DataCategory {
  return { key, sensitive, text: both({ name: key, summary: key, source: key, retention: key }) };
}

export function sampleChannel(key: string): Channel {
  return { key, line: 'site', text: both({ name: key }) };
}

export function sampleTouchpoint(key: string, traits: Partial<Touchpoint> = {}): Touchpoint {
  return {
    key,
    status: 'live',
    channel: 'web',
    stage: 'explore',
    purposes: ['recommend'],
    requires: [],
    mayUse: [],
    technique: 'individual',
    system: 'shop',
    recipients: [],
    materialVersion: 1,
    text: both({ name: key, with: key, without: key, neverUsed: [] }),
    ...traits,
  };
}

export function sampleCatalogue(
  parts: Pick<Catalogue, 'purposes' | 'channels' | 'data' | 'touchpoints'> & { version?: number },
): Catalogue {
  const notice = {
    controller: 'c',
    contact: 'c',
    dataProtectionOfficer: 'd',
    storageLocation: 's',
    jurisdiction: 'j',
    retention: 'r',
    transfers: 't',
    howToWithdraw: 'h',
    notCovered: 'n',
  };
  return {
    version: 3,
    publishedAtMs: 0,
    digest: '',
    notice: both(notice),
    lines: [],
    purposeGroups: [],
    stages: [],
    techniques: [],
    recipients: [],
    ...parts,
  };
}

/** Places as the product ships them, one of each kind that decides differently. */
export const SHOP: Catalogue = sampleCatalogue({
  purposes: [
    samplePurpose('recommend'),
    samplePurpose('recommend-collective', { basis: 'legitimate_interest' }),
    samplePurpose('count-me-in', { basis: 'legitimate_interest' }),
    samplePurpose('receive', { contact: true }),
    samplePurpose('message'),
    samplePurpose('advertise', { sharesForAds: true }),
    samplePurpose('store-service'),
    samplePurpose('skin-care', { explicit: true }),
    samplePurpose('service', { basis: 'contract' }),
  ],
  channels: ['web', 'mail', 'ads', 'store', 'app', 'internal', 'line'].map(sampleChannel),
  data: [
    ...['purchases', 'browsing', 'interests-told', 'mail-engagement', 'current-location'].map(
      (key) => sampleData(key),
    ),
    sampleData('skin-photos', true),
  ],
  touchpoints: [
    sampleTouchpoint('shop-for-you', {
      requires: ['purchases'],
      mayUse: ['browsing', 'interests-told', 'current-location'],
    }),
    sampleTouchpoint('shop-picks', { requires: [], mayUse: ['purchases', 'browsing'] }),
    sampleTouchpoint('shop-new', { requires: ['purchases'], materialVersion: 3 }),
    sampleTouchpoint('shop-old', { status: 'retired' }),
    sampleTouchpoint('shop-also-bought', {
      purposes: ['recommend-collective'],
      technique: 'collective',
    }),
    sampleTouchpoint('trend-count', {
      channel: 'internal',
      system: 'data',
      purposes: ['count-me-in'],
      requires: ['purchases'],
      technique: 'collective',
      materialVersion: 2,
    }),
    sampleTouchpoint('newsletter', {
      channel: 'mail',
      system: 'mailer',
      purposes: ['receive', 'message'],
      mayUse: ['purchases', 'browsing', 'interests-told', 'mail-engagement'],
    }),
    sampleTouchpoint('newsletter-old', {
      channel: 'mail',
      system: 'mailer',
      status: 'retired',
      purposes: ['receive', 'message'],
    }),
    sampleTouchpoint('sponsored-mail', {
      channel: 'mail',
      system: 'mailer',
      purposes: ['receive', 'advertise'],
      requires: ['browsing'],
    }),
    sampleTouchpoint('plain-letter', {
      channel: 'mail',
      system: 'mailer',
      purposes: ['receive'],
      mayUse: ['purchases'],
      technique: 'rules',
    }),
    sampleTouchpoint('retargeting-ads', {
      channel: 'ads',
      system: 'adtech',
      purposes: ['advertise'],
      requires: ['browsing'],
      mayUse: ['purchases'],
    }),
    sampleTouchpoint('skin-ads', {
      channel: 'ads',
      system: 'adtech',
      purposes: ['advertise'],
      requires: ['browsing'],
      mayUse: ['skin-photos'],
    }),
    sampleTouchpoint('store-tablet', {
      channel: 'store',
      system: 'store',
      purposes: ['store-service'],
      requires: ['purchases'],
      mayUse: ['interests-told'],
      technique: 'staff',
    }),
    sampleTouchpoint('app-skin-log', {
      channel: 'app',
      system: 'app',
      purposes: ['skin-care'],
      requires: ['skin-photos'],
      technique: 'prediction',
    }),
    sampleTouchpoint('order-mail', {
      channel: 'mail',
      system: 'mailer',
      purposes: ['service'],
      requires: ['purchases'],
      technique: 'rules',
    }),
  ],
});

/** `allow` or `deny` on one cell; `order` grows along the list of `paintedState`. */
export interface SamplePaint extends Partial<Paint> {
  readonly effect: Paint['effect'];
  readonly at: string;
}

/** A state whose explicit cells are painted one after the other: events `e1`, `e2`, … in that order. */
export function paintedState(
  paints: readonly SamplePaint[],
  rest: Partial<SubjectState> = {},
): SubjectState {
  const cells = new Map(
    paints.map(({ at, ...paint }, index) => {
      const [purpose = '', channel = '', data = ''] = at.split(' ');
      const order = index + 1;
      const plain: Paint = {
        order,
        eventId: `e${order}`,
        receivedAtMs: order,
        hadAllow: false,
        noticeVersion: paint.effect === 'allow' ? 2 : 0,
        ...paint,
      };
      return [cellKey(purpose, channel, data), plain] as const;
    }),
  );
  return { ...emptyState(), order: paints.length, cells, ...rest };
}

/** Allows the purpose itself and the data, on one channel. */
export function allows(
  purpose: string,
  channel: string,
  data: readonly string[],
  traits: Partial<Paint> = {},
): SamplePaint[] {
  return ['itself', ...data].map((key) => ({
    effect: 'allow',
    at: `${purpose} ${channel} ${key}`,
    ...traits,
  }));
}
