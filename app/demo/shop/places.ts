import type { DemoSystem } from '../personas';

/** Where the shop personalises, and which of its systems asks about it. */
export const PLACES = {
  'home-hero': 'shop',
  'shop-for-you': 'shop',
  'shop-also-bought': 'shop',
  'site-search': 'shop',
  'retargeting-ads': 'adtech',
  newsletter: 'mailer',
  'cart-reminder': 'mailer',
} as const satisfies Record<string, DemoSystem>;
export type Place = keyof typeof PLACES;
