import type { SpreadRow, SpreadView } from '@/lib/portal/spread';
import type { Locale } from '@/lib/catalogue/model';
import { instantText } from '../dates';
import type { Messages } from '../messages/ja';

/** 12か所中11か所に反映しました。残り1か所は確認中です。 */
export function spreadSentences(
  { total, reached, checking, quiet, unlinked }: SpreadView,
  { spread }: Messages,
): readonly string[] {
  if (total === 0) return [spread.nobody];
  return [
    spread.reached(reached, total),
    ...(checking === 0 ? [] : [spread.checking(checking)]),
    ...(quiet === 0 ? [] : [spread.quiet(quiet)]),
    ...(unlinked === 0 ? [] : [spread.unlinked(unlinked)]),
  ];
}

function problemText(problem: string | null, { spread }: Messages): string {
  if (problem === null) return spread.unknown;
  const [, code] = /^status_(\d{3})$/.exec(problem) ?? [];
  return code === undefined ? (spread.problems[problem] ?? spread.unknown) : spread.status(code);
}

export function reachSentences(
  { reach, atMs, nextAtMs, problem }: SpreadRow,
  words: Messages,
  locale: Locale,
): readonly string[] {
  const { spread } = words;
  const at = (say: (when: string) => string, ms: number | null) =>
    ms === null ? [] : [say(instantText(locale, ms))];
  switch (reach) {
    case 'told':
      return at(spread.told, atMs);
    case 'asks':
      return [spread.asks];
    case 'follows':
      return [spread.follows];
    case 'waiting':
      return [spread.waiting];
    case 'quiet':
      return [spread.quietRow];
    case 'failing':
      return [
        spread.failing(problemText(problem, words)),
        ...at(spread.since, atMs),
        ...at(spread.next, nextAtMs),
      ];
    case 'given_up':
      return [
        spread.givenUp(problemText(problem, words)),
        ...at(spread.ended, atMs),
        spread.stillAsks,
      ];
  }
}
