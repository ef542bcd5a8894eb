import type { WatchRound } from '@/lib/watch/model';
import { instantText } from '../../_ui/dates';
import { WholeNumbers } from '../../_ui/whole-numbers';
import { placeName } from '../audience/place-name';
import type { ConsolePage } from '../console-page';
import { watchWords } from './words';

function outcomeText(page: ConsolePage, round: WatchRound): string {
  const { runtime, locale } = page;
  const words = watchWords[locale];
  const { result, untilMs } = round;
  if (result === null) return (untilMs ?? 0) > runtime.clock.now() ? words.goesOn : words.gone;
  const { failed, noMs } = result;
  if (failed === null) return words.noAfter((noMs ?? 0).toLocaleString(locale));
  return words.failedAt(words.steps[failed.step], words.problems[failed.problem]);
}

function Round({ page, round }: { readonly page: ConsolePage; readonly round: WatchRound }) {
  const { locale } = page;
  const words = watchWords[locale];
  const { result, atMs } = round;
  const well = result !== null && result.failed === null;
  return (
    <li className="watch-round" data-well={well}>
      <p className="watch-head">
        <time className="num" dateTime={new Date(atMs).toISOString()}>
          <WholeNumbers text={instantText(locale, atMs)} />
        </time>
        {result === null ? null : (
          <span>
            {result.touchpoint === null ? words.noPlace : placeName(page, result.touchpoint)}
            {' · '}
            {words.ways[result.way]}
          </span>
        )}
      </p>
      <p className="watch-outcome">{outcomeText(page, round)}</p>
      {result === null ? null : (
        <p className="quiet small num watch-steps">
          {result.steps.map(({ step, ms }) => (
            <span key={step}>{words.took(words.steps[step], ms.toLocaleString(locale))}</span>
          ))}
        </p>
      )}
    </li>
  );
}

export function RoundList(parts: {
  readonly page: ConsolePage;
  readonly rounds: readonly WatchRound[];
}) {
  const { page, rounds } = parts;
  const words = watchWords[page.locale];
  return (
    <section aria-labelledby="rounds">
      <h2 id="rounds">{words.rounds}</h2>
      {rounds.length === 0 ? (
        <p className="log-empty quiet">{words.none}</p>
      ) : (
        <ul className="watch-rounds">
          {rounds.map((round) => (
            <Round key={round.atMs} page={page} round={round} />
          ))}
        </ul>
      )}
    </section>
  );
}
