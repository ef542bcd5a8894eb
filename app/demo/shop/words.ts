/** The shop's own words in both languages. Names of data are those of the consent centre (UX-40). */
import type { Locale } from '@/lib/catalogue/model';
import type { WireReason } from '../../../sdk/src/contract';
import type { Genre } from './goods';

export type Words = Readonly<Record<Locale, string>>;
export const words = (ja: string, en: string): Words => ({ ja, en });

export const GENRE_NAMES: Readonly<Record<Genre, Words>> = {
  tea: words('お茶', 'Tea'),
  pottery: words('うつわ', 'Pottery'),
  kitchen: words('台所', 'Kitchen'),
  hiking: words('山歩き', 'Hiking'),
  stationery: words('文具', 'Writing'),
  garden: words('庭', 'Garden'),
};

const TAGS: Readonly<Record<string, Words>> = {
  tea: words('お茶', 'tea'),
  'green-tea': words('緑茶', 'green tea'),
  'black-tea': words('紅茶', 'black tea'),
  coffee: words('コーヒー', 'coffee'),
  pottery: words('うつわ', 'pottery'),
  flowers: words('花のある暮らし', 'flowers at home'),
  table: words('食卓', 'the table'),
  gift: words('贈りもの', 'gifts'),
  evening: words('夜の時間', 'quiet evenings'),
  outdoors: words('外の時間', 'the outdoors'),
  hiking: words('山歩き', 'hiking'),
  rain: words('雨の日', 'rainy days'),
  writing: words('書くこと', 'writing'),
  garden: words('庭しごと', 'gardening'),
};

export function tagName(tag: string): Words {
  return TAGS[tag] ?? words(tag, tag);
}

export const DATA_NAMES: Readonly<Record<string, Words>> = {
  purchases: words('購入の記録', 'Purchases'),
  browsing: words('見たページと商品', 'Pages and products viewed'),
  'search-terms': words('検索した言葉', 'Words searched for'),
  carts: words('カートの中身', 'Items in your cart'),
  'interests-told': words('自分で伝えた好み', 'Interests you told us'),
  'interests-guessed': words('推測された好み', 'Interests we guessed'),
  'mail-engagement': words('メールの開封・クリック', 'Mail opens and clicks'),
  age: words('年齢', 'Age'),
  gender: words('性別', 'Gender'),
  'home-area': words('お住まいの地域', 'Area where you live'),
  'current-location': words('現在地', 'Where you are now'),
  lifestyle: words('ライフスタイル', 'Lifestyle'),
  recency: words('前回の訪問からの期間', 'Time since your last visit'),
  'active-hours': words('よく使う時間帯', 'Hours you are active'),
  'push-engagement': words('通知の開封・アプリの起動', 'Notice opens and app starts'),
  survey: words('アンケートと診断の回答', 'Survey and quiz answers'),
  'store-visits': words('利用したお店', 'Stores you used'),
  'skin-photos': words('顔写真', 'Photos of your face'),
  'skin-analysis': words('肌の分析結果', 'Skin analysis results'),
  dna: words('DNA検査の結果', 'DNA test results'),
  'published-articles': words('公開された記事', 'Published articles'),
  device: words('端末とブラウザ', 'Device and browser'),
  conversations: words('お問い合わせの内容', 'Your enquiries'),
  'ad-identifiers': words(
    '広告用の識別子（サードパーティCookieなど）',
    'Advertising identifiers (third-party cookies and others)',
  ),
};

/**
 * Whatever the answer was, in a sentence for the customer. `nobody`: the shop does not know who looks;
 * `untold`: where staff look, answers give no reason.
 */
export const REASON_SENTENCES: Readonly<Record<WireReason | 'nobody' | 'once' | 'untold', Words>> =
  {
    untold: words(
      'ここは担当者が見る場所です。あなたの選択は、この場所の設定で見られます。',
      'This is a place that staff see. Your choice stands in its settings.',
    ),
    allowed: words('あなたが許可しています。', 'You allowed it.'),
    legitimate_interest: words(
      '最初から行っています。断ることができます。',
      'Done from the start. You can refuse it.',
    ),
    contract: words('サービスに必要なため、いつも行います。', 'The service needs it.'),
    refused: words('あなたが許可していないためです。', 'Because you do not allow it.'),
    withdrawn: words(
      'あなたが許可を取り消したためです。',
      'Because you took your permission back.',
    ),
    never_asked: words(
      'まだお返事をいただいていないためです。',
      'Because you have not been asked yet.',
    ),
    expired: words('許可の期限が切れたためです。', 'Because your permission has ended.'),
    renewal_needed: words(
      '内容が変わり、もう一度ご確認をお願いしているためです。',
      'Because it changed and we need to ask you again.',
    ),
    paused: words('あなたが休止中にしているためです。', 'Because you paused it.'),
    signal: words(
      'ブラウザの「断る」合図（GPC）に従っているためです。',
      'Because your browser sends an opt-out signal (GPC).',
    ),
    technique_off: words(
      'この技術を使わないと、あなたが決めているためです。',
      'Because you switched this technique off.',
    ),
    touchpoint_off: words(
      'この場所では行わないと、あなたが決めているためです。',
      'Because you switched this place off.',
    ),
    quiet_hours: words(
      'お知らせを受け取らない時間帯のためです。',
      'Because it is your quiet time.',
    ),
    limit_reached: words(
      '決めていただいた回数に達しているためです。',
      'Because your limit is reached.',
    ),
    not_declared: words(
      '届け出ていないデータを使おうとしたためです。',
      'Because the shop asked for data it never declared.',
    ),
    unknown_touchpoint: words(
      '路線図にない場所のためです。',
      'Because this place is not on the map.',
    ),
    touchpoint_retired: words('終了した場所のためです。', 'Because this place was closed.'),
    system_not_allowed: words(
      'この店がたずねてよい場所ではないためです。',
      'Because the shop may not ask about this place.',
    ),
    error: words(
      '答えを確かめられなかったため、合わせていません。',
      'The answer could not be checked, so nothing is tailored.',
    ),
    unavailable: words(
      '時間内に答えが届かなかったため、合わせていません。',
      'No answer came in time, so nothing is tailored.',
    ),
    stale: words(
      '答えが古いおそれがあるため、合わせていません。',
      'The answer may be old, so nothing is tailored.',
    ),
    nobody: words('どなたか分からないためです。', 'Because the shop does not know who you are.'),
    once: words(
      '今回だけ、みんなと同じ表示にしています。',
      'You asked to see what everyone sees, this time.',
    ),
  };
