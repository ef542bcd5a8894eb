import type { LineView, MapView, StationView } from '@/lib/portal/model';
import { isTailored } from '@/lib/portal/map';
import type { Messages } from '../messages/ja';
import { mapHref, type MapAddress } from './map-address';

function Dot(parts: {
  readonly station: StationView;
  readonly slots: number;
  readonly open: boolean;
}) {
  const { station, slots, open } = parts;
  const x = `${((station.slot - 0.5) / slots) * 100}%`;
  return (
    <circle
      cx={x}
      cy="50%"
      r={open ? 5 : station.status === 'contract' ? 1.5 : 3}
      fill={isTailored(station.status) ? 'currentColor' : 'var(--paper)'}
      stroke={open ? 'var(--ink)' : station.status === 'contract' ? 'none' : 'currentColor'}
      strokeWidth={open ? 2.5 : 1.25}
    />
  );
}

function MiniLine(parts: {
  readonly line: LineView;
  readonly slots: number;
  readonly place: string | undefined;
}) {
  const { line, slots, place } = parts;
  const last = Math.max(...line.stations.map(({ slot }) => slot));
  return (
    <svg aria-hidden="true" focusable="false">
      <line
        x1="0"
        x2={`${((last - 0.5) / slots) * 100}%`}
        y1="50%"
        y2="50%"
        stroke="currentColor"
        strokeWidth={line.running ? 3 : 1}
      />
      {line.stations.map((station) => (
        <Dot key={station.key} station={station} slots={slots} open={station.key === place} />
      ))}
    </svg>
  );
}

/** On a phone: all lines small, each the way to its own diagram. */
export function Overview(parts: {
  readonly map: MapView;
  readonly address: MapAddress;
  readonly words: Messages;
}) {
  const { map, address, words } = parts;
  return (
    <nav aria-label={words.map.otherLine}>
      <ul className="overview">
        {map.lines.map((line) => (
          <li key={line.key} data-line={line.key}>
            <a
              href={mapHref({ ...address, line: line.key, place: undefined }, `line-${line.key}`)}
              aria-current={line.key === address.line ? 'true' : undefined}
            >
              <span className="badge" aria-hidden="true">
                {line.letter}
              </span>
              <span>{line.name}</span>
              <MiniLine line={line} slots={map.slots} place={address.place} />
              <span className="fraction num">
                {map.signedIn
                  ? words.map.fraction(line.tailored, line.optional)
                  : words.map.count(line.optional)}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
