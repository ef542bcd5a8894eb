/** Every slot by its place: what it shows with what may be used, and without. */
import { GOODS, bestSellers, type Good } from '../goods';
import type { Grant } from '../grant';
import type { Place } from '../places';
import { composeKeywordAd, composeSocialAd } from './ads';
import {
  composeBrandFeed,
  composeCards,
  composeCounselling,
  composeDnaReport,
  composePoints,
  composeWeatherCare,
} from './app-pieces';
import { composeMeasuring, composeStoreBonus, composeTrendCount } from './behind';
import { composeHero } from './home-hero';
import { composeCartReminder, composeNewsletter } from './mails';
import { composeAiCopy, composeCampaign, composeFollowUp, composeOrderMail } from './more-mails';
import { composeCoupon, composeLine, composePressLetter, composePush, composeSms } from './notices';
import { composeQuiz } from './quiz';
import { composeAd } from './retargeting-ad';
import { composeAlsoBought, composeForYou } from './shelves';
import {
  composeArticles,
  composeButton,
  composeFeatures,
  composeHelp,
  composeLanding,
  composeThenBought,
  composeTogether,
  composeVideo,
} from './site-pieces';
import { composeSearch } from './site-search';
import { composeSkinLog } from './skin-log';
import type { Composed } from './slot';

export type Slot = (
  grant: Grant | undefined,
  otherwise: 'generic' | 'nothing',
) => Composed<unknown>;

/** Beside the product that sells best. */
function beside(compose: (grant: Grant | undefined, good: Good) => Composed<unknown>): Slot {
  return (grant) => {
    const [good] = bestSellers(1);
    if (good === undefined) throw new Error('the shop sells nothing');
    return compose(grant, good);
  };
}

/** The four deep ones that live beside the shop have their own. */
export const SLOTS = {
  'home-hero': composeHero,
  'home-feature': composeFeatures,
  'landing-page': composeLanding,
  'blog-picks': composeArticles,
  'cta-button': composeButton,
  diagnosis: composeQuiz,
  'shop-for-you': composeForYou,
  'shop-also-bought': beside(composeAlsoBought),
  'shop-viewed-then-bought': beside(composeThenBought),
  'shop-bought-together': beside(composeTogether),
  'site-search': (grant) => composeSearch(grant, 'お茶'),
  video: composeVideo,
  'proactive-help': composeHelp,
  'app-skin-log': composeSkinLog,
  'app-dna-report': composeDnaReport,
  'app-weather-care': composeWeatherCare,
  'app-brand-feed': composeBrandFeed,
  'app-counselling': composeCounselling,
  'member-cards': composeCards,
  points: composePoints,
  'push-offers': composePush,
  'nearby-coupon': composeCoupon,
  newsletter: composeNewsletter,
  'cart-reminder': composeCartReminder,
  'follow-up-mail': composeFollowUp,
  'campaign-mail': composeCampaign,
  'ai-copy': composeAiCopy,
  'order-mail': composeOrderMail,
  'line-message': composeLine,
  'sms-notice': composeSms,
  'press-letter': composePressLetter,
  'keyword-ads': composeKeywordAd,
  'retargeting-ads': composeAd,
  'social-ads': (grant) => composeSocialAd(grant, GOODS),
  'store-bonus': composeStoreBonus,
  'trend-count': composeTrendCount,
  'effect-measuring': composeMeasuring,
} as const satisfies Partial<Record<Place, Slot>>;
