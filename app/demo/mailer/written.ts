/** A letter as a mail: as plain text and laid out, with why it says what it says, and the way to stop it. */
import type { Mail } from '@/lib/delivery/mailer';
import type { Persona } from '../personas';
import type { Letter } from '../shop/slots/mails';
import type { Composed } from '../shop/slots/slot';
import { words } from '../shop/words';
import { dayText } from '../../_ui/dates';
import { laidOut } from './laid-out';

const TEXT = {
  sender: words('みのり', 'Minori'),
  why: words('この表示の理由', 'Why am I seeing this?'),
  same: words('みなさんに同じものをお送りしています。', 'Everyone gets the same.'),
  stop: words('お知らせを減らす・止める', 'Fewer messages, or none'),
  stopText: words(
    'サインインせずに断れます。メールソフトの「配信停止」でも止まります。',
    'No need to sign in. The “unsubscribe” of your mail program works too.',
  ),
  ends: words('この許可の期限', 'This permission ends'),
  endsText: {
    ja: (day: string) => `${day}に終わります。続けるかどうかは、お選びください。`,
    en: (day: string) => `It ends on ${day}. You choose what happens then.`,
  },
  from: words(
    '株式会社みのり百貨（見本の会社です）　電話 03-0000-0000',
    'Minori Goods Co., Ltd. (a sample company), phone 03-0000-0000',
  ),
} as const;

export interface Addressed {
  readonly customer: Persona;
  readonly letter: Composed<Letter>;
  /** Where the person sees and chooses about this very mail. */
  readonly placeUrl: string;
  readonly shopUrl: string;
  readonly link: {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly announce?: { readonly endsAt: string; readonly page: string } | undefined;
  };
}

function greeting({ locale, name }: Persona): string {
  return locale === 'ja' ? `${name.ja} 様` : `Dear ${name.en},`;
}

function whyText({ customer: { locale }, letter }: Addressed): string {
  if (!letter.personal) return TEXT.same[locale];
  return letter.because.map((one) => one.words[locale]).join(locale === 'ja' ? '。' : '. ');
}

function goodsOf({ customer: { locale }, letter, shopUrl }: Addressed) {
  return letter.content.goods.map(({ key, text, yen }) => ({
    name: text[locale].name,
    price: `${locale === 'ja' ? '' : '¥'}${yen.toLocaleString('en')}${locale === 'ja' ? '円' : ''}`,
    url: `${shopUrl}/item/${key}`,
  }));
}

/** What the reader allowed ends soon: said in the last mails. */
function endNote({ customer: { locale }, link: { announce } }: Addressed) {
  if (announce === undefined) return [];
  const day = dayText(locale, Date.parse(announce.endsAt));
  return [{ name: TEXT.ends[locale], url: announce.page, text: TEXT.endsText[locale](day) }];
}

function plain(addressed: Addressed): string {
  const { customer, letter, placeUrl, link } = addressed;
  const { locale } = customer;
  const mark = locale === 'ja' ? '・' : '- ';
  const goods = goodsOf(addressed).flatMap(({ name, price, url }) => [
    `${mark}${name} ${price}`,
    url,
  ]);
  return [
    ...[greeting(customer), '', letter.content.text[locale], ''],
    ...(goods.length === 0 ? [] : [...goods, '']),
    '--',
    ...[TEXT.why[locale], whyText(addressed), placeUrl, ''],
    ...endNote(addressed).flatMap(({ name, text, url }) => [name, text, url, '']),
    ...[TEXT.stop[locale], TEXT.stopText[locale], link.url, ''],
    TEXT.from[locale],
    '',
  ].join('\n');
}

function page(addressed: Addressed): string {
  const { customer, letter, placeUrl, link } = addressed;
  const { locale } = customer;
  return laidOut({
    locale,
    brand: TEXT.sender[locale],
    title: letter.content.subject[locale],
    greeting: greeting(customer),
    text: letter.content.text[locale],
    goods: goodsOf(addressed),
    notes: [
      { name: TEXT.why[locale], url: placeUrl, text: whyText(addressed) },
      ...endNote(addressed),
      { name: TEXT.stop[locale], url: link.url, text: TEXT.stopText[locale] },
    ],
    from: TEXT.from[locale],
  });
}

/** No picture and nothing else that would tell who opened it. */
export function writtenMail(addressed: Addressed): Mail {
  const { customer, letter, link } = addressed;
  return {
    to: customer.email,
    lang: customer.locale,
    sender: TEXT.sender[customer.locale],
    subject: letter.content.subject[customer.locale],
    text: plain(addressed),
    html: page(addressed),
    headers: link.headers,
  };
}
