import { words, type Words } from '../shop/words';

export const TOPICS = [
  'delivery',
  'continue',
  'care',
  'exchange',
  'letters',
  'signing-in',
] as const;
export type Topic = (typeof TOPICS)[number];

/** What the buttons say, and what was then asked. */
export const QUESTIONS: Readonly<Record<Topic, Words>> = {
  delivery: words('注文した品は、いつ届きますか', 'When does my order arrive?'),
  continue: words('前に聞いたことの続きです', 'I want to go on from my last question'),
  care: words('お手入れのしかたを知りたい', 'How do I look after it?'),
  exchange: words('取りかえてもらえますか', 'Can I exchange it?'),
  letters: words('画面の文字を大きくしたい', 'I want larger letters on the screen'),
  'signing-in': words('ログインできません', 'I cannot sign in'),
};

const SIGNS: readonly (readonly [Topic, RegExp])[] = [
  ['letters', /文字|字が|小さ|larger|letter|font|small/i],
  ['signing-in', /ログイン|入れな|サインイン|sign.?in|log.?in|password/i],
  ['continue', /前に|前回|続き|この前|last time|earlier|before|go on/i],
  ['exchange', /交換|返品|取りかえ|取り替え|exchange|return|refund/i],
  ['care', /手入れ|洗|掃除|汚れ|care|clean|wash/i],
  ['delivery', /届|配送|いつ|注文|deliver|arrive|order/i],
];

/** These go by the device: another place of the map. */
const TECHNICAL: readonly Topic[] = ['letters', 'signing-in'];

export function placeOf(topic: Topic): 'ai-assistant' | 'ai-tech-support' {
  return TECHNICAL.includes(topic) ? 'ai-tech-support' : 'ai-assistant';
}

export function topicOf(text: string): Topic | undefined {
  return SIGNS.find(([, sign]) => sign.test(text))?.[0];
}
