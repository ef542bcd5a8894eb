import type { CatalogueContent } from '../../lib/catalogue/model';

export const lines: CatalogueContent['lines'] = [
  { key: 'site', text: { ja: { name: 'サイト' }, en: { name: 'Site' } } },
  { key: 'app', text: { ja: { name: 'アプリ' }, en: { name: 'App' } } },
  { key: 'messages', text: { ja: { name: 'お知らせ' }, en: { name: 'Messages' } } },
  { key: 'ads', text: { ja: { name: '広告とSNS' }, en: { name: 'Ads and social media' } } },
  { key: 'counter', text: { ja: { name: 'お店と窓口' }, en: { name: 'Stores and support' } } },
  { key: 'backstage', text: { ja: { name: '舞台裏' }, en: { name: 'Behind the scenes' } } },
];

export const purposeGroups: CatalogueContent['purposeGroups'] = [
  {
    key: 'screens',
    text: { ja: { name: 'おすすめと画面' }, en: { name: 'Recommendations and pages' } },
  },
  { key: 'messages', text: { ja: { name: 'お知らせ' }, en: { name: 'Messages' } } },
  { key: 'ads', text: { ja: { name: '広告' }, en: { name: 'Ads' } } },
  { key: 'counter', text: { ja: { name: 'お店と窓口' }, en: { name: 'Stores and support' } } },
  { key: 'ai', text: { ja: { name: 'AIと推測' }, en: { name: 'AI and guesses' } } },
  { key: 'service', text: { ja: { name: 'サービスの基本' }, en: { name: 'The service itself' } } },
];

export const stages: CatalogueContent['stages'] = [
  { key: 'discover', text: { ja: { name: '知る' }, en: { name: 'Discover' } } },
  { key: 'explore', text: { ja: { name: '探す' }, en: { name: 'Explore' } } },
  { key: 'buy', text: { ja: { name: '買う' }, en: { name: 'Buy' } } },
  { key: 'use', text: { ja: { name: '使う' }, en: { name: 'Use' } } },
  { key: 'consult', text: { ja: { name: '相談する' }, en: { name: 'Get help' } } },
  { key: 'none', text: { ja: { name: '舞台裏' }, en: { name: 'Behind the scenes' } } },
];

export const channels: CatalogueContent['channels'] = [
  { key: 'web', line: 'site', text: { ja: { name: 'サイト' }, en: { name: 'Site' } } },
  {
    key: 'search',
    line: 'site',
    text: { ja: { name: 'サイト内の検索' }, en: { name: 'Site search' } },
  },
  { key: 'video', line: 'site', text: { ja: { name: '動画' }, en: { name: 'Video' } } },
  { key: 'app', line: 'app', text: { ja: { name: 'アプリ' }, en: { name: 'App' } } },
  { key: 'mail', line: 'messages', text: { ja: { name: 'メール' }, en: { name: 'E-mail' } } },
  {
    key: 'push',
    line: 'messages',
    text: { ja: { name: 'アプリの通知' }, en: { name: 'App notifications' } },
  },
  { key: 'sms', line: 'messages', text: { ja: { name: 'SMS' }, en: { name: 'SMS' } } },
  { key: 'line', line: 'messages', text: { ja: { name: 'LINE' }, en: { name: 'LINE' } } },
  { key: 'post', line: 'messages', text: { ja: { name: '郵便' }, en: { name: 'Post' } } },
  { key: 'ads', line: 'ads', text: { ja: { name: '広告' }, en: { name: 'Ads' } } },
  { key: 'social', line: 'ads', text: { ja: { name: 'SNS' }, en: { name: 'Social media' } } },
  { key: 'store', line: 'counter', text: { ja: { name: 'お店' }, en: { name: 'Stores' } } },
  {
    key: 'contact',
    line: 'counter',
    text: { ja: { name: 'お問い合わせ' }, en: { name: 'Enquiries' } },
  },
  {
    key: 'internal',
    line: 'backstage',
    text: { ja: { name: '社内の処理' }, en: { name: 'Internal work' } },
  },
];
