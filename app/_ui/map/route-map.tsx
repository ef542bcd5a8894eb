import type { CSSProperties } from 'react';
import type { Locale } from '@/lib/catalogue/model';
import type { LineView, MapView } from '@/lib/portal/model';
import type { Messages } from '../messages/ja';
import { MAP_METRICS } from './metrics';
import { Overview } from './overview';
import { Station } from './station';
import { Tracks } from './tracks';

interface Parts {
  readonly map: MapView;
  /** The one line a phone shows. */
  readonly shown: string;
  readonly href: (line: string) => string;
  readonly words: Messages;
  readonly locale: Locale;
}

function Line({ line, parts }: { readonly line: LineView; readonly parts: Parts }) {
  const { map, words, locale, shown } = parts;
  const stageName = new Map<string, string>(map.stages.map(({ key, name }) => [key, name]));
  return (
    <section
      className="line"
      id={`line-${line.key}`}
      data-line={line.key}
      data-running={line.running}
      data-shown={line.key === shown}
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
            station={station}
            line={line}
            words={words}
            locale={locale}
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

export function RouteMap(parts: Parts) {
  const { map, shown, href, words, locale } = parts;
  const metrics = MAP_METRICS[locale];
  const size = {
    '--slots': map.slots,
    '--rows': map.lines.length,
    '--row': `${metrics.row}rem`,
    '--at': `${metrics.at}rem`,
    '--gutter': `${metrics.gutter}rem`,
    '--tail': `${metrics.tail}rem`,
  } as CSSProperties;
  return (
    <>
      <Overview map={map} shown={shown} href={href} words={words} />
      <div className="map" style={size}>
        <ol className="map-stages" aria-hidden="true">
          {map.stages.map(({ key, name, slot, span }) => (
            <li key={key} style={{ gridColumn: `${slot} / span ${span}` }}>
              {name}
            </li>
          ))}
        </ol>
        <Tracks map={map} metrics={metrics} />
        {map.lines.map((line) => (
          <Line key={line.key} line={line} parts={parts} />
        ))}
      </div>
    </>
  );
}
