import { cookies, headers } from 'next/headers';
import { LOCALES, type Locale } from '@/lib/catalogue/model';

export const LANGUAGE_COOKIE = 'nattoku-language';

function known(text: string | undefined): Locale | undefined {
  return LOCALES.find((locale) => locale === text);
}

/** The first of our languages in the order the browser asks for them. */
export function preferredLocale(acceptLanguage: string | null): Locale {
  const wishes = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...rest] = part.trim().split(';');
      const quality = Number(rest.join(';').replace(/.*q=/, '') || '1');
      return { locale: known(tag.slice(0, 2).toLowerCase()), quality };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return wishes.find(({ locale }) => locale !== undefined)?.locale ?? 'ja';
}

export async function getLocale(): Promise<Locale> {
  const chosen = known((await cookies()).get(LANGUAGE_COOKIE)?.value);
  return chosen ?? preferredLocale((await headers()).get('accept-language'));
}
