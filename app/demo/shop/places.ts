import type { DemoSystem } from '../personas';

/** Where the demo personalises, and which system asks about it. */
export const PLACES = {
  'home-hero': 'shop',
  'shop-for-you': 'shop',
  'shop-also-bought': 'shop',
  'site-search': 'shop',
  'retargeting-ads': 'adtech',
  newsletter: 'mailer',
  'cart-reminder': 'mailer',
  'store-tablet': 'store',
  'contact-reply': 'contact',
  'order-enquiry': 'contact',
  'emotion-reading': 'contact',
  'contact-similar': 'data',
  'ai-assistant': 'contact',
  'ai-tech-support': 'contact',
  'model-training': 'data',
} as const satisfies Record<string, DemoSystem>;
export type Place = keyof typeof PLACES;
