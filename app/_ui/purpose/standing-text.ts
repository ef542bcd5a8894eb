import type { Locale } from '@/lib/catalogue/model';
import type { CellStanding, PurposeStanding, PurposeView } from '@/lib/portal/model';
import { dayText } from '../dates';
import type { Messages } from '../messages/ja';

interface Stood {
  readonly standing: PurposeStanding | CellStanding;
  readonly forMinors: boolean;
}

/** What holds: of what is not done at this person's age, no guardian is asked. */
export function heldText({ standing, forMinors }: Stood, words: Messages): string {
  const allowed = standing === 'allowed' || standing === 'waiting';
  return forMinors && allowed ? words.guardian.adAllowed : words.standing[standing];
}

/** いま：許可していません（2026年11月21日(土)から） */
export function standingText(purpose: PurposeView, words: Messages, locale: Locale): string {
  const state = heldText(purpose, words);
  return purpose.sinceMs === undefined
    ? words.now(state)
    : words.since(state, dayText(locale, purpose.sinceMs));
}
