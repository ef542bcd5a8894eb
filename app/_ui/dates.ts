import type { Locale } from '@/lib/catalogue/model';

/** The deployment's zone: dates are always said with it. */
export const ZONE = 'Asia/Tokyo';
const TAGS: Readonly<Record<Locale, string>> = { ja: 'ja-JP', en: 'en-GB' };

function format(locale: Locale, ms: number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(TAGS[locale], { timeZone: ZONE, ...options }).format(ms);
}

/** 2026年11月21日(土) / Sat, 21 Nov 2026 */
export function dayText(locale: Locale, ms: number): string {
  return format(locale, ms, {
    year: 'numeric',
    month: locale === 'ja' ? 'long' : 'short',
    day: 'numeric',
    weekday: 'short',
  });
}

/** With the time and its zone. */
export function instantText(locale: Locale, ms: number): string {
  return `${dayText(locale, ms)} ${format(locale, ms, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  })}`;
}

export function timeText(locale: Locale, ms: number): string {
  return format(locale, ms, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}
