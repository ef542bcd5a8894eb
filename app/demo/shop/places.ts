import type { DemoSystem } from '../personas';

/** Where the demo personalises, and which system asks about it. */
export const PLACES = {
  'home-hero': 'shop',
  'home-feature': 'shop',
  'landing-page': 'shop',
  'blog-picks': 'shop',
  'cta-button': 'shop',
  diagnosis: 'shop',
  'shop-for-you': 'shop',
  'shop-also-bought': 'shop',
  'shop-viewed-then-bought': 'shop',
  'shop-bought-together': 'shop',
  'site-search': 'shop',
  video: 'shop',
  'proactive-help': 'shop',
  'app-skin-log': 'app',
  'app-dna-report': 'app',
  'app-weather-care': 'app',
  'app-brand-feed': 'app',
  'app-counselling': 'app',
  'member-cards': 'app',
  points: 'app',
  'push-offers': 'app',
  'nearby-coupon': 'app',
  newsletter: 'mailer',
  'cart-reminder': 'mailer',
  'follow-up-mail': 'mailer',
  'campaign-mail': 'mailer',
  'ai-copy': 'mailer',
  'order-mail': 'mailer',
  'line-message': 'mailer',
  'sms-notice': 'mailer',
  'press-letter': 'mailer',
  'keyword-ads': 'adtech',
  'retargeting-ads': 'adtech',
  'social-ads': 'adtech',
  'store-bonus': 'store',
  'store-tablet': 'store',
  'contact-reply': 'contact',
  'order-enquiry': 'contact',
  'emotion-reading': 'contact',
  'ai-assistant': 'contact',
  'ai-tech-support': 'contact',
  'contact-similar': 'data',
  'trend-count': 'data',
  'effect-measuring': 'data',
  'model-training': 'data',
} as const satisfies Record<string, DemoSystem>;
export type Place = keyof typeof PLACES;

/** Somebody is written to here: without an answer nothing may be sent. Elsewhere the untailored thing stands. */
const MESSAGES: readonly Place[] = [
  ...(['push-offers', 'nearby-coupon', 'line-message', 'sms-notice'] as const),
  ...(['newsletter', 'cart-reminder', 'follow-up-mail', 'campaign-mail', 'ai-copy'] as const),
];
export const PLACE_KEYS = Object.keys(PLACES) as Place[];
export const OTHERWISE: Readonly<Record<string, 'generic'>> = Object.fromEntries(
  PLACE_KEYS.filter((place) => !MESSAGES.includes(place)).map((place) => [place, 'generic']),
);
