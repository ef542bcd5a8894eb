import type { HistoryView } from '@/lib/portal/history';
import type { Locale } from '@/lib/catalogue/model';
import { dayText, instantText } from './dates';
import type { Messages } from './messages/ja';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** 「15分の許可は終わりました」 */
export function overText(forMs: number, { record }: Messages): string {
  const { minutes, hours, days } = record.span;
  const minute = Math.max(1, Math.round(forMs / MINUTE_MS));
  if (minute < 120) return record.over(minutes(minute));
  const hour = Math.round(forMs / HOUR_MS);
  return record.over(hour < 48 ? hours(hour) : days(Math.round(forMs / DAY_MS)));
}

/** When what was allowed ends or ended; null where it does not, or was taken back. */
export function endText(item: HistoryView, words: Messages, locale: Locale): string | null {
  if (item.type !== 'allow' || item.untilMs === null || item.undone) return null;
  if (item.briefMs === undefined) return words.record.givenUntil(dayText(locale, item.untilMs));
  return item.over
    ? overText(item.briefMs, words)
    : words.record.endsAt(instantText(locale, item.untilMs));
}
