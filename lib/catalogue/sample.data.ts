import type { CatalogueContent, Purpose, Touchpoint } from './model';

function named(ja: string, en: string) {
  return { ja: { name: ja }, en: { name: en } };
}

function purpose(key: string, change: Partial<Purpose> = {}): Purpose {
  const words = { summary: '。', stops: ['a'], continues: ['b'] };
  return {
    key,
    group: 'screens',
    basis: 'consent',
    contact: false,
    explicit: false,
    sharesForAds: false,
    dpv: 'https://w3id.org/dpv#Personalisation',
    text: { ja: { name: 'ja', ...words }, en: { name: 'en', ...words } },
    ...change,
  };
}

function touchpoint(key: string, change: Partial<Touchpoint> = {}): Touchpoint {
  const words = { name: key, with: 'with', without: 'without' };
  return {
    key,
    status: 'live',
    channel: 'web',
    stage: 'explore',
    purposes: ['recommend'],
    requires: ['purchases'],
    mayUse: ['browsing'],
    technique: 'individual',
    system: 'shop',
    recipients: ['self'],
    materialVersion: 1,
    text: {
      ja: { ...words, neverUsed: ['顔写真'] },
      en: { ...words, neverUsed: ['Photos of your face'] },
    },
    ...change,
  };
}

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
const about = { summary: 's', source: 's', retention: 'r' };

/** A small catalogue that may be published, for the tests of this folder. */
export const sampleContent: CatalogueContent = {
  notice: { ja: notice, en: notice },
  lines: [
    { key: 'site', text: named('サイト', 'Site') },
    { key: 'ads', text: named('広告', 'Ads') },
  ],
  purposeGroups: [{ key: 'screens', text: named('画面', 'Pages') }],
  stages: [{ key: 'explore', text: named('探す', 'Explore') }],
  purposes: [
    purpose('recommend'),
    purpose('receive', { contact: true }),
    purpose('advertise', { sharesForAds: true }),
    purpose('train-ai', { explicit: true }),
    purpose('collective', { basis: 'legitimate_interest' }),
  ],
  channels: [
    { key: 'web', line: 'site', text: named('サイト', 'Site') },
    { key: 'ads', line: 'ads', text: named('広告', 'Ads') },
  ],
  data: [
    {
      key: 'purchases',
      sensitive: false,
      text: { ja: { name: '購入の記録', ...about }, en: { name: 'Purchases', ...about } },
    },
    {
      key: 'browsing',
      sensitive: false,
      dpv: 'https://w3id.org/dpv/pd#BrowsingBehaviour',
      text: { ja: { name: '見たページ', ...about }, en: { name: 'Pages viewed', ...about } },
    },
    {
      key: 'skin-photos',
      sensitive: true,
      text: { ja: { name: '顔写真', ...about }, en: { name: 'Photos of your face', ...about } },
    },
  ],
  techniques: [
    {
      key: 'individual',
      text: { ja: { name: 'j', summary: 's' }, en: { name: 'e', summary: 's' } },
    },
    { key: 'rules', text: { ja: { name: 'j', summary: 's' }, en: { name: 'e', summary: 's' } } },
  ],
  recipients: (['self', 'ad-provider'] as const).map((key) => ({
    key,
    country: 'JP',
    relation: key === 'self' ? 'self' : 'third_party',
    since: '2025-04-01',
    text: {
      ja: { name: key, items: ['購入'], ground: 'g' },
      en: { name: key, items: ['purchases'], ground: 'g' },
    },
  })),
  touchpoints: [
    touchpoint('for-you'),
    touchpoint('chasing-ads', {
      channel: 'ads',
      purposes: ['advertise'],
      recipients: ['self', 'ad-provider'],
    }),
    touchpoint('also-bought', { purposes: ['collective'], requires: [], mayUse: [] }),
  ],
};
