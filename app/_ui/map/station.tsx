import type { CSSProperties } from 'react';
import type { Locale } from '@/lib/catalogue/model';
import type { LineView, StationView, Transfer } from '@/lib/portal/model';
import { overText } from '../brief-text';
import { dayText, instantText } from '../dates';
import type { Messages } from '../messages/ja';
import { mapHref, type MapAddress } from './map-address';
import { WholeWords } from '../whole-words';
import { StationMark } from './station-mark';

export function stateText(station: StationView, words: Messages, locale: Locale): string {
  if (station.waits !== undefined) {
    const until = station.untilMs === undefined ? null : instantText(locale, station.untilMs);
    return words.limits.waits[station.waits](until);
  }
  if (station.status === 'paused' && station.untilMs !== undefined) {
    return words.pausedUntil(dayText(locale, station.untilMs));
  }
  const state = words.status[station.status];
  const more =
    station.endedMs !== undefined
      ? overText(station.endedMs, words)
      : station.withheld.length > 0
        ? words.withheld(words.list(station.withheld))
        : undefined;
  if (more === undefined) return state;
  return locale === 'ja' ? `${state}（${more}）` : `${state} (${more})`;
}

interface Parts {
  readonly station: StationView;
  readonly line: LineView;
  readonly address: MapAddress;
  readonly words: Messages;
  readonly locale: Locale;
  /** Said once before the first station of a stage. */
  readonly stage: string | undefined;
  /** How often it asked is said where that is what was asked for. */
  readonly counted: boolean;
}

/** A side branch: the line one can change to here, cut where records are not joined. */
function Branch({ transfer, parts }: { readonly transfer: Transfer; readonly parts: Parts }) {
  const { map } = parts.words;
  const { line, station, joined } = transfer;
  const say = joined === null ? map.changeMay : joined ? map.change : map.changeApart;
  const href = mapHref({ ...parts.address, line: line.key, place: undefined }, `line-${line.key}`);
  return (
    <a className="branch" href={href} data-joined={joined !== false} data-line={line.key}>
      <svg className="branch-track" viewBox="0 0 40 24" aria-hidden="true" focusable="false">
        {joined === false ? <path d="M0 12h12M12 6v12M28 6v12M28 12h12" /> : <path d="M0 12h40" />}
      </svg>
      <span className="badge" aria-hidden="true">
        {line.letter}
      </span>
      <span>
        {say(line.name)}
        <small>{station.name}</small>
      </span>
    </a>
  );
}

function Text({ station, words, locale, counted }: Parts) {
  return (
    <span className="text">
      <span className="name">
        <WholeWords text={station.name} locale={locale} />
      </span>
      <span className="state">
        <span className="sr">{locale === 'ja' ? '：' : ': '}</span>
        {stateText(station, words, locale)}
        {counted ? <span className="num">{words.map.times(station.tally.asked)}</span> : null}
        {station.interchange ? <span className="sr">{words.map.interchange}</span> : null}
      </span>
    </span>
  );
}

export function Station(parts: Parts) {
  const { station, line, address, stage } = parts;
  const open = address.place === station.key;
  const href = mapHref({ ...address, line: line.key, place: station.key }, 'place');
  return (
    <li
      className="station"
      data-status={station.status}
      data-size={station.size}
      data-faded={!station.matches}
      style={{ '--slot': station.slot } as CSSProperties}
    >
      {stage === undefined ? null : <span className="stage-name">{stage}</span>}
      <a id={`station-${station.key}`} href={href} aria-current={open ? 'true' : undefined}>
        <StationMark status={station.status} />
        <span className="number" aria-hidden="true">
          {line.letter}
          {String(station.number).padStart(2, '0')}
        </span>
        <Text {...parts} />
      </a>
      {station.transfers.map((transfer) => (
        <Branch key={transfer.station.key} transfer={transfer} parts={parts} />
      ))}
    </li>
  );
}
