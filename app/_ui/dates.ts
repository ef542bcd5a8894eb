import type { Locale } from '@/lib/catalogue/model';
import { ZONE } from '@/lib/portal/zone';

const TAGS: Readonly<Record<Locale, string>> = { ja: 'ja-JP', en: 'en-GB' };

const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const DAY = { year: 'numeric', day: 'numeric', weekday: 'short' } as const;
const FORMS: Readonly<Record<'day' | 'time' | 'zoned', Intl.DateTimeFormatOptions>> = {
  day: DAY,
  time: TIME,
  zoned: { ...TIME, timeZoneName: 'short' },
};
type Form = keyof typeof FORMS;

/** Making one takes far longer than using it; a page of the console has hundreds of dates. */
const kept = new Map<`${Locale} ${Form}`, Intl.DateTimeFormat>();

function format(locale: Locale, ms: number, form: Form): string {
  const known = kept.get(`${locale} ${form}`);
  if (known !== undefined) return known.format(ms);
  const month = form === 'day' ? ({ month: locale === 'ja' ? 'long' : 'short' } as const) : {};
  const made = new Intl.DateTimeFormat(TAGS[locale], { timeZone: ZONE, ...FORMS[form], ...month });
  kept.set(`${locale} ${form}`, made);
  return made.format(ms);
}

/** 2026年11月21日(土) / Sat, 21 Nov 2026 */
export function dayText(locale: Locale, ms: number): string {
  return format(locale, ms, 'day');
}

/** With the time and its zone. */
export function instantText(locale: Locale, ms: number): string {
  return `${dayText(locale, ms)} ${format(locale, ms, 'zoned')}`;
}

export function timeText(locale: Locale, ms: number): string {
  return format(locale, ms, 'time');
}
