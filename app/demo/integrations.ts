/** Where every place of the catalogue is met in the demo: nothing on the map is only on the map. */
import { DEEP_PLACES, type Seen } from './deep-places';
import type { Persona } from './personas';
import type { Place } from './shop/places';

const AT = {
  'home-hero': '/demo/shop',
  'home-feature': '/demo/shop',
  'landing-page': '/demo/shop/arrive',
  'blog-picks': '/demo/shop/reading',
  'cta-button': '/demo/shop/cart',
  diagnosis: '/demo/shop/quiz',
  'shop-for-you': '/demo/shop',
  'shop-also-bought': '/demo/shop/item/kyusu',
  'shop-viewed-then-bought': '/demo/shop/item/kyusu',
  'shop-bought-together': '/demo/shop/cart',
  'site-search': `/demo/shop/search?q=${encodeURIComponent('うつわ')}`,
  video: '/demo/shop/video',
  'proactive-help': '/demo/shop/help',
  'app-skin-log': '/demo/care/skin',
  'app-dna-report': '/demo/care/dna',
  'app-weather-care': '/demo/care/weather',
  'app-brand-feed': '/demo/care/brands',
  'app-counselling': '/demo/care/advice',
  'member-cards': '/demo/care/cards',
  points: '/demo/care/cards',
  'push-offers': '/demo/inbox',
  'nearby-coupon': '/demo/inbox',
  newsletter: '/demo/shop/mail',
  'cart-reminder': '/demo/shop/mail',
  'follow-up-mail': '/demo/shop/mail',
  'campaign-mail': '/demo/shop/mail',
  'ai-copy': '/demo/shop/mail',
  'order-mail': '/demo/shop/mail',
  'line-message': '/demo/inbox',
  'sms-notice': '/demo/inbox',
  'press-letter': '/demo/inbox',
  'keyword-ads': '/demo/elsewhere',
  'retargeting-ads': '/demo/elsewhere',
  'social-ads': '/demo/elsewhere',
  'store-bonus': '/demo/till',
  'trend-count': '/demo/backstage',
  'effect-measuring': '/demo/backstage',
} as const satisfies Partial<Record<Place, string>>;

const ALL: Readonly<Record<Place, string | ((persona: Persona) => Seen)>> = {
  ...AT,
  ...DEEP_PLACES,
};

/** Undefined: the demo has no such place. */
export function findSeen(touchpoint: string, persona: Persona): Seen | undefined {
  const found = Object.entries(ALL).find(([place]) => place === touchpoint)?.[1];
  return typeof found === 'string' ? { path: found } : found?.(persona);
}
