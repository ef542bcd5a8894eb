import { cookies, headers } from 'next/headers';
import { notFound } from 'next/navigation';
import type { Locale } from '@/lib/catalogue/model';
import type { Decision } from '../../../sdk/src/answer';
import { getLocale } from '../../_ui/locale';
import { findPersona, type Persona } from '../personas';
import { ask, report, type Answers } from './asking';
import { CUSTOMER_COOKIE } from './customer';
import type { Place } from './places';
import { grantOf, type Grant } from './grant';
import { historyOf } from './history';
import type { Composed } from './slots/slot';
import { shopSettings } from './settings';

export type Query = Readonly<Record<string, string | string[] | undefined>>;

export interface Visit {
  readonly locale: Locale;
  /** Undefined: the shop does not know who looks. */
  readonly customer: Persona | undefined;
  /** Path and query of this page. */
  readonly path: string;
  /** 今回はみんなと同じ表示で見る: nothing is asked. */
  readonly once: boolean;
  readonly answers: Answers;
}

/** One slot as it is shown, with everything its panel says. */
export interface Shown<Content> extends Composed<Content> {
  readonly place: Place;
  readonly answer: Decision | undefined;
}

export function textOf(query: Query, name: string): string {
  const value = query[name];
  return typeof value === 'string' ? value.slice(0, 100) : '';
}

async function currentCustomer(): Promise<Persona | undefined> {
  return findPersona((await cookies()).get(CUSTOMER_COOKIE)?.value ?? '');
}

/** Who looks, and what may be personalised on this page: asked once, before anything is drawn. */
export async function getVisit(
  path: string,
  query: Query,
  places: readonly Place[],
): Promise<Visit> {
  if (shopSettings() === undefined) notFound();
  const [locale, customer, head] = await Promise.all([getLocale(), currentCustomer(), headers()]);
  const once = textOf(query, 'once') === 'same';
  const gpc = (head.get('sec-gpc') ?? '').split(',').some((value) => value.trim() === '1');
  const asks = customer !== undefined && !once && places.length > 0;
  const answers: Answers = asks ? await ask(customer, places, gpc) : new Map();
  return { locale, customer, path, once, answers };
}

/** Composes a slot with what its own answer permits, and reports it where it is personal. */
export function show<Content>(
  { customer, answers }: Visit,
  place: Place,
  compose: (grant: Grant | undefined, otherwise: 'generic' | 'nothing') => Composed<Content>,
): Shown<Content> {
  const answer = answers.get(place);
  const grant = grantOf(answer, historyOf(customer?.key));
  const composed = compose(grant, answer?.otherwise ?? 'nothing');
  if (composed.personal && customer !== undefined)
    report(customer, place, answer, composed.because);
  return { ...composed, place, answer };
}
