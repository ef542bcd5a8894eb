import type { Locale } from '@/lib/catalogue/model';
import { ZONE } from '@/lib/portal/zone';

/** The deployment's zone as people write it: times of a table are said with it once, above them. */
export function zoneText(locale: Locale): string {
  const format = new Intl.DateTimeFormat(locale, { timeZone: ZONE, timeZoneName: 'short' });
  return format.formatToParts(0).find(({ type }) => type === 'timeZoneName')?.value ?? ZONE;
}
