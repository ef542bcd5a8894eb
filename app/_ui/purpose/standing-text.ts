import type { Locale } from '@/lib/catalogue/model';
import type { PurposeView } from '@/lib/portal/model';
import { dayText } from '../dates';
import type { Messages } from '../messages/ja';

/** いま：許可していません（2026年11月21日(土)から） */
export function standingText(purpose: PurposeView, words: Messages, locale: Locale): string {
  const state = words.standing[purpose.standing];
  return purpose.sinceMs === undefined
    ? words.now(state)
    : words.since(state, dayText(locale, purpose.sinceMs));
}
