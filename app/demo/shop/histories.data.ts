/** The records of the invented customers. Nobody here exists. */
import type { Persona } from '../personas';
import type { History, SkinReading, Visit } from './history';
import { words } from './words';

const at = (good: string, daysAgo: number): Visit => ({ good, daysAgo });
const talk = (good: string, daysAgo: number, ja: string, en: string) => ({
  ...at(good, daysAgo),
  about: words(ja, en),
});
/** One reading a week, the newest first. */
const weekly = (readings: readonly (readonly [moisture: number, redness: number])[]) =>
  readings.map(([moisture, redness], week): SkinReading => ({
    daysAgo: 1 + week * 7,
    moisture,
    redness,
  }));
const visits = (store: 'station' | 'river', days: readonly number[]) =>
  days.map((daysAgo) => ({ store, daysAgo }));

export const HISTORIES: Readonly<Record<Persona['key'], Partial<History>>> = {
  misaki: {
    purchases: [at('sencha', 13), at('yunomi', 40), at('black-tea', 71)],
    browsing: [at('kyusu', 1), at('vase', 2), at('plate', 4), at('mug', 9)],
    'search-terms': [
      { words: '急須', daysAgo: 1 },
      { words: '花 器', daysAgo: 2 },
    ],
    carts: [at('kyusu', 1)],
    'interests-told': ['black-tea', 'pottery', 'flowers'],
    'interests-guessed': ['gift'],
    'mail-engagement': ['tea', 'pottery'],
    'push-engagement': ['tea'],
    'ad-identifiers': true,
    age: 30,
    'home-area': 'tokyo',
    'current-location': { store: 'station', metres: 300 },
    lifestyle: ['mornings'],
    recency: 1,
    'active-hours': '07:30',
    device: 'iphone',
    conversations: [
      talk('yunomi', 20, '湯のみの色のむらについて', 'about the uneven glaze of the cups'),
    ],
    survey: [{ daysAgo: 30, answers: [0, 1, 0] }],
    'store-visits': visits('station', [3, 11, 19]),
    'skin-photos': [{ daysAgo: 1 }, { daysAgo: 8 }],
    'skin-analysis': weekly([
      [44, 20],
      [47, 18],
      [51, 19],
    ]),
    dna: ['dries-fast'],
  },
  kenichi: {
    purchases: [at('backpack', 21), at('bottle', 36), at('stove', 90)],
    browsing: [at('rain-jacket', 1), at('boots', 3), at('lantern', 3), at('dripper', 8)],
    'search-terms': [
      { words: '登山 雨', daysAgo: 1 },
      { words: 'ランタン', daysAgo: 3 },
    ],
    carts: [at('rain-jacket', 1), at('lantern', 3)],
    'interests-told': ['hiking'],
    'interests-guessed': ['coffee', 'evening'],
    'mail-engagement': ['hiking'],
    'push-engagement': ['hiking'],
    'ad-identifiers': true,
    age: 50,
    'home-area': 'nagano',
    'current-location': { store: 'river', metres: 800 },
    lifestyle: ['weekends-out'],
    recency: 12,
    'active-hours': '21:00',
    device: 'windows',
    conversations: [
      talk('stove', 60, 'バーナーの火のつけかたについて', 'about lighting the stove'),
    ],
    survey: [{ daysAgo: 90, answers: [1, 1] }],
    'store-visits': visits('river', [5, 26]),
  },
  emily: {
    purchases: [at('notebook', 8), at('dripper', 30), at('herbs', 62)],
    browsing: [at('kettle', 1), at('mug', 1), at('pen', 5), at('watering-can', 6)],
    'search-terms': [
      { words: 'coffee', daysAgo: 1 },
      { words: 'pen', daysAgo: 5 },
    ],
    carts: [at('kettle', 1)],
    'interests-told': ['coffee', 'writing'],
    'interests-guessed': ['garden'],
    'mail-engagement': ['kitchen', 'stationery'],
    'push-engagement': ['kitchen'],
    'ad-identifiers': true,
    age: 40,
    'home-area': 'kyoto',
    'current-location': { store: 'station', metres: 450 },
    lifestyle: ['mornings', 'home-cooking'],
    recency: 2,
    'active-hours': '06:45',
    device: 'android',
    conversations: [talk('dripper', 25, '紙のフィルターの大きさについて', 'about paper filters')],
    survey: [{ daysAgo: 14, answers: [0, 0, 1] }],
    'store-visits': visits('station', [2, 6, 9, 15]),
  },
  haru: {
    purchases: [at('mug', 1)],
    browsing: [at('donabe', 1), at('plate', 1), at('knife', 1)],
    'search-terms': [{ words: '土鍋', daysAgo: 1 }],
    carts: [at('donabe', 1)],
    'interests-guessed': ['table'],
    'push-engagement': ['kitchen'],
    'ad-identifiers': true,
    age: 20,
    'home-area': 'yokohama',
    'current-location': { store: 'river', metres: 250 },
    lifestyle: ['home-cooking'],
    recency: 1,
    'active-hours': '19:00',
    device: 'android',
    conversations: [
      talk('mug', 1, 'マグの底のざらつきについて', 'about the rough foot of the mug'),
    ],
    survey: [{ daysAgo: 1, answers: [1] }],
    'store-visits': visits('river', [1]),
  },
  aoi: {
    purchases: [at('herbs', 6), at('hojicha', 24), at('kettle', 58)],
    browsing: [at('watering-can', 1), at('donabe', 2), at('vase', 3), at('pen', 7)],
    'search-terms': [
      { words: 'じょうろ', daysAgo: 1 },
      { words: '土鍋', daysAgo: 2 },
    ],
    carts: [at('donabe', 2)],
    'interests-told': ['garden', 'evening', 'writing'],
    'interests-guessed': ['table'],
    'mail-engagement': ['garden'],
    'push-engagement': ['garden', 'tea'],
    'ad-identifiers': true,
    age: 40,
    'home-area': 'nagano',
    'current-location': { store: 'station', metres: 300 },
    lifestyle: ['home-cooking', 'mornings'],
    recency: 2,
    'active-hours': '07:30',
    device: 'iphone',
    conversations: [
      talk('kettle', 40, 'やかんの注ぎ口について', 'about the spout of the kettle'),
      talk('herbs', 4, 'ハーブの水やりについて', 'about watering the herbs'),
    ],
    survey: [{ daysAgo: 10, answers: [0, 0, 1] }],
    'store-visits': visits('station', [4, 10, 17]),
    'skin-photos': [{ daysAgo: 1 }, { daysAgo: 8 }, { daysAgo: 15 }, { daysAgo: 22 }],
    'skin-analysis': weekly([
      [41, 22],
      [45, 21],
      [50, 18],
      [52, 17],
      [51, 18],
    ]),
    dna: ['burns-fast', 'dries-fast'],
    'published-articles': [
      {
        daysAgo: 12,
        genre: 'kitchen',
        title: words('土鍋で炊く、ひとり分のごはん', 'Rice for one in a clay pot'),
      },
    ],
  },
};
