import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import type { Decision } from '../../../sdk/src/answer';
import { getLocale } from '../../_ui/locale';
import { ask } from '../shop/asking';
import { findGood, type Good } from '../shop/goods';
import type { Grant } from '../shop/grant';
import type { Visit as Bought } from '../shop/history';
import { shopSettings } from '../shop/settings';
import { isMuted, picksFor } from '../shop/slots/ranking';
import { bought, generic, told, type Because, type Composed } from '../shop/slots/slot';
import type { Visit } from '../shop/visit';
import { words } from '../shop/words';
import { spoken, type Talk } from '../talks';
import { CARD_COOKIE, customerWith } from './card';

export const PLACE = 'store-tablet';

/** What staff see with a permit. */
export interface Serving {
  readonly purchases: readonly (Bought & { readonly good: string })[];
  readonly told: readonly string[];
  readonly talks: readonly Talk[];
  readonly age: number | null;
  readonly ideas: readonly Good[];
}

/** Whose card was read, and what may be shown of them: asked each time. */
export async function getServing(): Promise<Visit> {
  if (shopSettings() === undefined) notFound();
  const [locale, jar] = await Promise.all([getLocale(), cookies()]);
  const customer = customerWith(jar.get(CARD_COOKIE)?.value ?? '');
  const answers = customer === undefined ? new Map() : await ask(customer, [PLACE], false);
  return { locale, customer, path: '/demo/store', once: false, answers };
}

/** Empty for a no; another text whenever something else may be shown. Holds nothing of the person. */
export function shownBy(answer: Decision | undefined): string {
  if (answer?.decision !== true || answer.data === undefined) return '';
  const duties = (answer.obligations ?? []).map(({ id }) => id);
  return [...answer.data.permitted, ...duties].join(' ');
}

/** Milliseconds until this answer may no longer be used. */
export function leaseMs(answer: Decision | undefined, nowMs: number): number {
  if (answer?.decision !== true || !('validUntil' in answer)) return 0;
  return Math.max(0, Date.parse(answer.validUntil) - nowMs);
}

function becauseOf({ purchases, told: tags, talks, age }: Serving): readonly Because[] {
  const [last] = purchases;
  const [talk] = talks;
  return [
    ...(last === undefined ? [] : [bought(last.good)]),
    ...tags.slice(0, 1).map(told),
    ...(talk === undefined ? [] : [spoken(talk)]),
    ...(age === null
      ? []
      : [
          {
            kind: 'data' as const,
            data: 'age',
            words: words('年代を見て接客したため', 'Staff saw your age group'),
          },
        ]),
  ];
}

export function composeServing(grant: Grant | undefined): Composed<Serving | undefined> {
  if (grant === undefined) return generic(undefined);
  const { known } = grant;
  const sold = (key: string): boolean => {
    const good = findGood(key);
    return good !== undefined && !isMuted(good, grant);
  };
  const serving: Serving = {
    purchases: known.purchases.filter(({ good }) => sold(good)),
    told: known['interests-told'].filter((tag) => !grant.mutedTags.includes(tag)),
    talks: known.conversations.filter(({ good }) => sold(good)),
    age: known.age,
    ideas: picksFor(grant, 3).map(({ good }) => good),
  };
  const because = becauseOf(serving);
  return because.length === 0 ? generic(undefined) : { content: serving, personal: true, because };
}
