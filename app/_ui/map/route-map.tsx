import type { CSSProperties } from 'react';
import type { Locale } from '@/lib/catalogue/model';
import type { LineView, MapFilter, MapView } from '@/lib/portal/model';
import type { Messages } from '../messages/ja';
import type { MapAddress } from './map-address';
import { MAP_METRICS } from './metrics';
import { Overview } from './overview';
import { Station } from './station';
import { Tracks } from './tracks';

interface Parts {
  readonly map: MapView;
  /** Its line is the one a phone shows. */
  readonly address: MapAddress;
  readonly filter: MapFilter | undefined;
  readonly words: Messages;
  readonly locale: Locale;
}

function Line({ line, parts }: { readonly line: LineView; readonly parts: Parts }) {
  const { map, address, filter, words, locale } = parts;
  const stageName = new Map<string, string>(map.stages.map(({ key, name }) => [key, name]));
  return (
    <section
      className="line"
      id={`line-${line.key}`}
      data-line={line.key}
      data-running={line.running}
      data-shown={line.key === address.line}
      aria-labelledby={`line-${line.key}-name`}
    >
      <h3 className="line-head" id={`line-${line.key}-name`}>
        <span className="badge" aria-hidden="true">
          {line.letter}
        </span>
        <span>{line.name}</span>
        <small className="num">
          {map.signedIn
            ? words.map.ofLine(line.tailored, line.optional)
            : words.map.count(line.optional)}
        </small>
      </h3>
      <ol className="stations">
        {line.stations.map((station, index) => (
          <Station
            key={station.key}
            {...{ station, line, address, words, locale }}
            counted={filter?.kind === 'asked' && station.matches}
            stage={
              line.stations[index - 1]?.stage === station.stage
                ? undefined
                : stageName.get(station.stage)
            }
          />
        ))}
      </ol>
    </section>
  );
}

function sizeOf({ map, locale }: Parts): CSSProperties {
  const { row, at, gutter, tail } = MAP_METRICS[locale];
  return {
    '--slots': map.slots,
    '--rows': map.lines.length,
    ...{ '--row': `${row}rem`, '--at': `${at}rem` },
    ...{ '--gutter': `${gutter}rem`, '--tail': `${tail}rem` },
  } as CSSProperties;
}

/** All lines at once on a wide screen; one after the other on a phone, and beside an open place. */
export function RouteMap(parts: Parts) {
  const { map, address, filter, words, locale } = parts;
  const apart = map.interchanges.some(({ joined }) => joined === false);
  return (
    <div className="network" data-filtered={filter !== undefined}>
      <Overview map={map} address={address} words={words} />
      <div className="map" data-apart={apart} style={sizeOf(parts)}>
        <ol className="map-stages" aria-hidden="true">
          {map.stages.map(({ key, name, slot, span }) => (
            <li key={key} style={{ gridColumn: `${slot} / span ${span}` }}>
              {name}
            </li>
          ))}
        </ol>
        <Tracks map={map} metrics={MAP_METRICS[locale]} />
        {map.lines.map((line) => (
          <Line key={line.key} line={line} parts={parts} />
        ))}
      </div>
    </div>
  );
}
