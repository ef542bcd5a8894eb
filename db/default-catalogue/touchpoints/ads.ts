import type { Touchpoint } from '../../../lib/catalogue/model';
import { place } from '../place';

export const ads: readonly Touchpoint[] = [
  place('keyword-ads', {
    channel: 'ads',
    stage: 'discover',
    purposes: ['advertise'],
    requires: ['search-terms'],
    technique: 'rules',
    neverUsed: ['purchases', 'age', 'conversations'],
    ja: {
      name: '検索した言葉に連動する広告',
      with: '当社で検索した言葉に近い広告が、ほかのサイトに出ます。例：「弁当箱」と検索した後の、弁当箱の広告。',
      without: 'そのページの内容に合わせた、みんなと同じ広告が出ます。',
    },
    en: {
      name: 'Ads linked to your searches',
      with: 'Ads on other sites are close to what you searched for here. After “lunch box”, for example, an ad for lunch boxes.',
      without: 'You see ads that fit the page you read, the same for everyone.',
    },
  }),
  place('retargeting-ads', {
    channel: 'ads',
    stage: 'discover',
    purposes: ['advertise'],
    requires: ['browsing', 'ad-identifiers'],
    mayUse: ['purchases'],
    technique: 'individual',
    neverUsed: ['skin-photos', 'current-location', 'conversations'],
    ja: {
      name: '見た商品の広告',
      with: '当社で見た商品が、ほかのサイトの広告に出ます。例：きのう見た赤いやかん。',
      without: '当社の季節の広告など、みんなと同じ広告が出ます。',
    },
    en: {
      name: 'Ads for what you viewed',
      with: 'Products you viewed here appear in ads on other sites. For example, the red kettle you viewed yesterday.',
      without: 'You see ads that are the same for everyone, such as our ads of the season.',
    },
  }),
  place('social-ads', {
    channel: 'social',
    stage: 'discover',
    purposes: ['advertise'],
    requires: ['ad-identifiers'],
    mayUse: ['interests-guessed', 'age', 'gender'],
    technique: 'individual',
    neverUsed: ['social', 'conversations', 'life-events'],
    ja: {
      name: 'SNSの広告',
      with: '推測した好みや年代に合う広告が、SNSに出ます。例：30代の方に、通勤かばん。',
      without: '当社の広告は、だれが見ても同じ内容です。',
    },
    en: {
      name: 'Ads on social media',
      with: 'Ads on social media fit your age group and guessed interests. For people in their 30s, for example, a work bag.',
      without: 'Our ads are the same for all who see them.',
    },
  }),
];
