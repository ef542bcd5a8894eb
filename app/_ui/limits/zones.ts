import type { Locale } from '@/lib/catalogue/model';

/** Where most people who read this in Japanese or English keep their clocks. */
export const ZONES = [
  'Asia/Tokyo',
  'Asia/Seoul',
  'Asia/Shanghai',
  'Asia/Singapore',
  'Australia/Sydney',
  'Europe/London',
  'Europe/Paris',
  'America/New_York',
  'America/Chicago',
  'America/Los_Angeles',
  'Pacific/Honolulu',
  'UTC',
] as const;

const kept = new Map<string, string>();

/** 日本時間 / Japan Time */
export function zoneName(zone: string, locale: Locale): string {
  const known = kept.get(`${locale} ${zone}`);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'longGeneric' });
  const name = format.formatToParts(0).find(({ type }) => type === 'timeZoneName')?.value ?? zone;
  kept.set(`${locale} ${zone}`, name);
  return name;
}
