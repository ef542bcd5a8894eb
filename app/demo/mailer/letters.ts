/** Every mail Minori sends because it would like to: what each says, by the answer it got. */
import type { Grant } from '../shop/grant';
import { composeCartReminder, composeNewsletter, type Letter } from '../shop/slots/mails';
import { composeAiCopy, composeCampaign, composeFollowUp } from '../shop/slots/more-mails';
import type { Composed } from '../shop/slots/slot';
import { words, type Words } from '../shop/words';

export const MAILINGS = [
  'cart-reminder',
  'follow-up-mail',
  'newsletter',
  'campaign-mail',
  'ai-copy',
] as const;
export type Mailing = (typeof MAILINGS)[number];

export const MAILING_NAMES: Readonly<Record<Mailing, Words>> = {
  'cart-reminder': words('カートのお知らせ', 'Cart mail'),
  'follow-up-mail': words('購入後のお便り', 'Mail after a purchase'),
  newsletter: words('メールマガジン', 'Newsletter'),
  'campaign-mail': words('キャンペーンのメール', 'Campaign mail'),
  'ai-copy': words('AIが書くおすすめ文', 'Texts written by AI'),
};

const COMPOSERS: Readonly<
  Record<Mailing, (grant: Grant | undefined, otherwise: 'generic' | 'nothing') => Composed<Letter>>
> = {
  'cart-reminder': composeCartReminder,
  'follow-up-mail': composeFollowUp,
  newsletter: composeNewsletter,
  'campaign-mail': composeCampaign,
  'ai-copy': composeAiCopy,
};

export function findMailing(key: string): Mailing | undefined {
  return MAILINGS.find((mailing) => mailing === key);
}

export function compose(
  mailing: Mailing,
  grant: Grant | undefined,
  otherwise: 'generic' | 'nothing',
): Composed<Letter> {
  return COMPOSERS[mailing](grant, otherwise);
}
