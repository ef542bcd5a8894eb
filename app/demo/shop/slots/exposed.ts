import type { History } from '../history';
import { grantOf } from '../grant';
import { findGood } from '../goods';
import { composeHero } from './home-hero';
import { composeCartReminder, composeNewsletter } from './mails';
import { composeAd } from './retargeting-ad';
import { composeAlsoBought, composeForYou } from './shelves';
import { composeSearch } from './site-search';
import type { Because, Composed } from './slot';

/** What the slot of this touchpoint rests on; undefined where the shop has none, or shows what everyone sees. */
export function exposed(
  touchpoint: string,
  history: History,
  permitted: readonly string[],
): readonly Because[] | undefined {
  const grant = grantOf(permittedAnswer(touchpoint, permitted), history);
  const beside = findGood('kyusu');
  const terms = history['search-terms'][0]?.words ?? '';
  const composers: Readonly<Record<string, () => Composed<unknown> | undefined>> = {
    'home-hero': () => composeHero(grant),
    'shop-for-you': () => composeForYou(grant),
    'shop-also-bought': () => beside && composeAlsoBought(grant, beside),
    'site-search': () => composeSearch(grant, terms),
    'retargeting-ads': () => composeAd(grant),
    newsletter: () => composeNewsletter(grant, 'nothing'),
    'cart-reminder': () => composeCartReminder(grant),
  };
  const composed = composers[touchpoint]?.();
  return composed?.personal === true ? composed.because : undefined;
}

function permittedAnswer(touchpoint: string, permitted: readonly string[]) {
  return {
    decision: true,
    otherwise: 'generic',
    touchpoint,
    validUntil: '',
    catalogueVersion: 0,
    consentToken: '',
    decisionId: '',
    data: { permitted },
    obligations: [],
  } as const;
}
