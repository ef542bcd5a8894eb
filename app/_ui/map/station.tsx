import type { Locale } from '@/lib/catalogue/model';
import type { LineView, StationView } from '@/lib/portal/model';
import { dayText } from '../dates';
import type { Messages } from '../messages/ja';
import { StationMark } from './station-mark';

export function stateText(station: StationView, words: Messages, locale: Locale): string {
  if (station.status === 'paused' && station.untilMs !== undefined) {
    return words.pausedUntil(dayText(locale, station.untilMs));
  }
  const state = words.status[station.status];
  return station.withheld.length === 0
    ? state
    : `${state}${locale === 'ja' ? '（' : ' ('}${words.withheld(words.list(station.withheld))}${locale === 'ja' ? '）' : ')'}`;
}

interface Parts {
  readonly station: StationView;
  readonly line: LineView;
  readonly words: Messages;
  readonly locale: Locale;
  /** Said once before the first station of a stage. */
  readonly stage: string | undefined;
}

export function Station({ station, line, words, locale, stage }: Parts) {
  return (
    <li
      className="station"
      data-status={station.status}
      data-faded={!station.matches}
      style={{ '--slot': station.slot } as React.CSSProperties}
    >
      {stage === undefined ? null : <span className="stage-name">{stage}</span>}
      <a href={`/places/${station.key}`}>
        <StationMark status={station.status} />
        <span className="number" aria-hidden="true">
          {line.letter}
          {String(station.number).padStart(2, '0')}
        </span>
        <span className="text">
          <span className="name">{station.name}</span>
          <span className="state">
            <span className="sr">{locale === 'ja' ? '：' : ': '}</span>
            {stateText(station, words, locale)}
          </span>
          {station.interchange ? <span className="branch">{words.map.interchange}</span> : null}
        </span>
      </a>
    </li>
  );
}
