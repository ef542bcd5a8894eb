/** Why something is shown, in words, for the data that only some places use. */
import { findGood } from '../goods';
import type { AreaKey, DnaTrait, History, StoreKey } from '../history';
import { GENRE_NAMES, words, type Words } from '../words';
import type { Genre } from '../goods';
import type { Because } from './slot';

export const AREA_NAMES: Readonly<Record<AreaKey, Words>> = {
  tokyo: words('東京', 'Tokyo'),
  yokohama: words('横浜', 'Yokohama'),
  nagano: words('長野', 'Nagano'),
  kyoto: words('京都', 'Kyoto'),
  sapporo: words('札幌', 'Sapporo'),
};
export const STORE_NAMES: Readonly<Record<StoreKey, Words>> = {
  station: words('駅前店', 'Station store'),
  river: words('川べり店', 'Riverside store'),
};
const LIFESTYLE_NAMES: Readonly<Record<History['lifestyle'][number], Words>> = {
  mornings: words('朝の時間を大切にする', 'you make time in the morning'),
  'home-cooking': words('家で料理をする', 'you cook at home'),
  'weekends-out': words('週末は外に出る', 'you go out at weekends'),
};
const TRAIT_NAMES: Readonly<Record<DnaTrait, Words>> = {
  'burns-fast': words('日焼けしやすい', 'burns fast in the sun'),
  'dries-fast': words('乾きやすい', 'dries fast'),
  calm: words('落ち着いている', 'stays calm'),
};

function from(data: keyof History, ja: string, en: string): Because {
  return { kind: 'data', data, words: words(ja, en) };
}

export function ofAge(decade: number): Because {
  return from('age', `年代が${String(decade)}代のため`, `You are in your ${String(decade)}s`);
}
export function livesIn(area: AreaKey): Because {
  const { ja, en } = AREA_NAMES[area];
  return from('home-area', `お住まいの地域が${ja}のため`, `You live in ${en}`);
}
export function isNear(store: StoreKey, metres: number): Because {
  const { ja, en } = STORE_NAMES[store];
  return from(
    'current-location',
    `いま「${ja}」から${String(metres)}メートルのため`,
    `You are ${String(metres)} metres from the ${en}`,
  );
}
export function livesLike(style: History['lifestyle'][number]): Because {
  const { ja, en } = LIFESTYLE_NAMES[style];
  return from('lifestyle', `「${ja}」とのお答えのため`, `You said that ${en}`);
}
export function cameBack(days: number): Because {
  const en = days === 1 ? 'yesterday' : `${String(days)} days ago`;
  return from(
    'recency',
    `前に来られたのが${String(days)}日前のため`,
    `Your visit before this was ${en}`,
  );
}
export function opensAt(time: string): Because {
  return from('active-hours', `アプリを${time}ごろ開かれるため`, `You open the app around ${time}`);
}
export function tapped(genre: Genre): Because {
  const { ja, en } = GENRE_NAMES[genre];
  return from(
    'push-engagement',
    `「${ja}」の通知を開かれたため`,
    `You opened notices on ${en.toLowerCase()}`,
  );
}
export function talkedAbout(about: Words): Because {
  return from('conversations', `前に、${about.ja}ご相談があったため`, `You wrote ${about.en}`);
}
export function answered(count: number): Because {
  return from(
    'survey',
    `診断で前に${String(count)}問お答えいただいたため`,
    `You answered ${String(count)} of the quiz questions before`,
  );
}
export function visited(store: StoreKey, times: number): Because {
  const { ja, en } = STORE_NAMES[store];
  return from(
    'store-visits',
    `「${ja}」を今月${String(times)}回ご利用のため`,
    `You used the ${en} ${times === 1 ? 'once' : `${String(times)} times`} this month`,
  );
}
export function photographed(count: number): Because {
  const en = count === 1 ? 'A photo of your face was' : `${String(count)} photos of your face were`;
  return from('skin-photos', `顔写真${String(count)}枚を分析したため`, `${en} analysed`);
}
export function measuredSkin(moisture: number): Because {
  return from(
    'skin-analysis',
    `肌の分析で、うるおいが${String(moisture)}のため`,
    `Your skin analysis says moisture ${String(moisture)}`,
  );
}
export function inherited(trait: DnaTrait): Because {
  const { ja, en } = TRAIT_NAMES[trait];
  return from('dna', `DNA検査で「${ja}」と出たため`, `Your DNA test says that your skin ${en}`);
}
export function wrote(title: Words): Because {
  return from('published-articles', `記事「${title.ja}」を書かれたため`, `You wrote “${title.en}”`);
}
export function everyonesHabit(key: string, ja: string, en: string): Because {
  const name = findGood(key)?.text;
  return {
    kind: 'collective',
    words: words(`「${name?.ja.name ?? key}」${ja}`, `${en} “${name?.en.name ?? key}”`),
  };
}
