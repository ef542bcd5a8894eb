/**
 * Enquiries of other people that are like this one. Whose they are is asked about, one by one, with
 * the key of the system that searches them; only what its writer lets be reused is ever compared.
 */
import { PERSONAS } from '../personas';
import { ask } from '../shop/asking';
import type { Grant } from '../shop/grant';
import { findGood } from '../shop/goods';
import { generic, type Composed } from '../shop/slots/slot';
import { show } from '../shop/visit';
import type { Locale } from '@/lib/catalogue/model';
import { words } from '../shop/words';
import type { Talk } from '../talks';
import type { Enquiry } from './enquiries';

export const SIMILAR = 'contact-similar';

/** Goods of one kind raise the same questions. */
export function isNear(good: string, other: string): boolean {
  const [one, two] = [findGood(good), findGood(other)];
  if (one === undefined || two === undefined) return false;
  return one.genre === two.genre || one.tags.some((tag) => two.tags.includes(tag));
}

export function composeSimilar(
  grant: Grant | undefined,
  { good }: Enquiry,
): Composed<Talk | undefined> {
  const talk = grant?.known.conversations.find((one) => isNear(good, one.good));
  if (talk === undefined) return generic(undefined);
  return {
    content: talk,
    personal: true,
    because: [
      {
        kind: 'data',
        data: 'conversations',
        words: words(
          `お名前を外したあなたの質問（${talk.about.ja}）を、別の方への返信で担当者が見たため`,
          `Staff saw your question ${talk.about.en}, without your name, to reply to someone else`,
        ),
      },
    ],
  };
}

export async function findSimilar(enquiry: Enquiry, locale: Locale): Promise<readonly Talk[]> {
  const others = PERSONAS.filter(({ key }) => key !== enquiry.customer);
  const found = await Promise.all(
    others.map(async (customer) => {
      const answers = await ask(customer, [SIMILAR], false);
      const visit = { locale, customer, path: '/demo/desk', once: false, answers };
      return show(visit, SIMILAR, (grant) => composeSimilar(grant, enquiry)).content;
    }),
  );
  return found.flatMap((talk) => talk ?? []);
}
