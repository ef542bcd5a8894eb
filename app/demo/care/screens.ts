import type { Place } from '../shop/places';
import { words, type Words } from '../shop/words';

/** The screens of the app, and what each asks about. */
export const SCREENS = {
  skin: {
    name: words('肌の記録', 'Skin log'),
    tab: words('肌', 'Skin'),
    places: ['app-skin-log'],
  },
  dna: {
    name: words('DNA検査', 'DNA test'),
    tab: words('DNA', 'DNA'),
    places: ['app-dna-report'],
  },
  weather: {
    name: words('天気と手入れ', 'Weather and care'),
    tab: words('天気', 'Weather'),
    places: ['app-weather-care'],
  },
  brands: {
    name: words('ブランド', 'Brands'),
    tab: words('ブランド', 'Brands'),
    places: ['app-brand-feed'],
  },
  advice: {
    name: words('相談', 'Advice'),
    tab: words('相談', 'Advice'),
    places: ['app-counselling'],
  },
  cards: {
    name: words('会員証', 'Cards'),
    tab: words('会員証', 'Cards'),
    places: ['member-cards', 'points'],
  },
} as const satisfies Record<
  string,
  { readonly name: Words; readonly tab: Words; readonly places: readonly Place[] }
>;
export type Screen = keyof typeof SCREENS;

export function findScreen(key: string): Screen | undefined {
  return (Object.keys(SCREENS) as Screen[]).find((screen) => screen === key);
}
