import type { WhyLocale } from '../why-contract';
import { whyEn } from './words-en';
import { whyJa, type WhyWords } from './words-ja';

export function whyWords(locale: WhyLocale): WhyWords {
  return locale === 'en' ? whyEn : whyJa;
}

const ZONE = 'Asia/Tokyo';
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

function formatted(locale: WhyLocale, at: string, form: Intl.DateTimeFormatOptions): string {
  const tag = locale === 'en' ? 'en-GB' : 'ja-JP';
  return new Intl.DateTimeFormat(tag, { timeZone: ZONE, ...form }).format(Date.parse(at));
}

/** With the day of the week and the zone, as the person's own pages write it. */
export function instantWords(locale: WhyLocale, at: string): string {
  const month = locale === 'en' ? 'short' : 'long';
  const day = { year: 'numeric', month, day: 'numeric', weekday: 'short' } as const;
  const time = { ...TIME, timeZoneName: 'short' } as const;
  return `${formatted(locale, at, day)} ${formatted(locale, at, time)}`;
}

export function timeWords(locale: WhyLocale, at: string): string {
  return formatted(locale, at, TIME);
}
