import { notFound } from 'next/navigation';
import type { Locale } from '@/lib/catalogue/model';
import type { Decision } from '../../../sdk/src/answer';
import { getLocale } from '../../_ui/locale';
import type { Persona } from '../personas';
import { ask } from '../shop/asking';
import type { Grant } from '../shop/grant';
import type { Visit as Bought } from '../shop/history';
import type { Place } from '../shop/places';
import { shopSettings } from '../shop/settings';
import { bought, generic, type Because, type Composed } from '../shop/slots/slot';
import { show, type Shown, type Visit } from '../shop/visit';
import { spoken, type Talk } from '../talks';
import { writerOf, type Enquiry } from './enquiries';
import { composeFeeling, type Feeling } from './feelings';
import { findSimilar } from './similar';
import { findEnquiry } from './written';

export const REPLY = 'contact-reply';
const ORDER = 'order-enquiry';
const FEELING = 'emotion-reading';

/** What staff read with a permit. */
export interface Earlier {
  readonly talks: readonly Talk[];
  readonly purchases: readonly Bought[];
}
export interface Case {
  readonly enquiry: Enquiry;
  readonly writer: Persona;
  readonly locale: Locale;
  /** Undefined: the order could not be asked about. */
  readonly order: Bought | undefined;
  /** Asked only when somebody wants to read; undefined content: nothing may be shown. */
  readonly earlier: Shown<Earlier | undefined> | undefined;
  readonly feeling: Shown<Feeling | undefined>;
  readonly similar: readonly Talk[];
}

function composeOrder(
  grant: Grant | undefined,
  { good: asked }: Enquiry,
): Composed<Bought | undefined> {
  const order = grant?.known.purchases.find(({ good }) => good === asked);
  if (order === undefined) return generic(undefined);
  return { content: order, personal: true, because: [bought(order.good)] };
}

export function composeEarlier(
  grant: Grant | undefined,
  { good: asked }: Enquiry,
): Composed<Earlier | undefined> {
  if (grant === undefined) return generic(undefined);
  const { conversations, purchases } = grant.known;
  const others = purchases.filter(({ good }) => good !== asked);
  const because: readonly Because[] = [
    ...conversations.slice(0, 2).map(spoken),
    ...others.slice(0, 1).map(({ good }) => bought(good)),
  ];
  const content = { talks: conversations, purchases: others };
  return because.length === 0 ? generic(content) : { content, personal: true, because };
}

function mayRead(answer: Decision | undefined): boolean {
  return answer?.decision === true && answer.data?.permitted.includes('conversations') === true;
}

/** Places are asked about when they are needed: reading history is a step of its own. */
export async function getCase(number: string, reading: boolean): Promise<Case> {
  const enquiry = findEnquiry(number);
  const writer = enquiry && writerOf(enquiry);
  if (shopSettings() === undefined || enquiry === undefined || writer === undefined) notFound();
  const locale = await getLocale();
  const places: Place[] = reading ? [ORDER, FEELING, REPLY] : [ORDER, FEELING];
  const answers = await ask(writer, places, false);
  const similar = await findSimilar(enquiry);
  const path = `/demo/desk/${number}${reading ? '?read=1' : ''}`;
  const visit: Visit = { locale, customer: writer, path, once: false, answers };
  return {
    ...{ enquiry, writer, locale, similar },
    order: show(visit, ORDER, (grant) => composeOrder(grant, enquiry)).content,
    earlier: reading ? show(visit, REPLY, (grant) => composeEarlier(grant, enquiry)) : undefined,
    feeling: show(visit, FEELING, (grant) =>
      composeFeeling(grant !== undefined && mayRead(answers.get(FEELING)), enquiry),
    ),
  };
}
