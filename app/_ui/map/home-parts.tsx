import { filterChoices, parseFilter } from '@/lib/portal/filter';
import { mapView } from '@/lib/portal/map';
import type { MapView } from '@/lib/portal/model';
import { placeView } from '@/lib/portal/place';
import { single, type Page, type Query } from '../page';
import { Hero } from './hero';
import { Legend } from './legend';
import { mapFields, type MapAddress } from './map-address';
import { MapFilterForm } from './map-filter';
import { PlacePanel } from './place-panel';
import { RouteMap } from './route-map';

function openPlace({ reading, locale }: Page, map: MapView, key: string | undefined) {
  if (key === undefined) return undefined;
  const { compiled, state, stations, nowMs } = reading;
  const station = stations?.find(({ touchpoint }) => touchpoint === key);
  return placeView({ compiled, locale, state, station, map, nowMs }, key);
}

/** The line a phone shows: the open place's, the one asked for, or the first with a match. */
function shownLine(map: MapView, filtered: boolean, place: string | undefined, asked?: string) {
  const of = (key: string | undefined) => map.lines.find((line) => line.key === key)?.key;
  const matching = map.lines.find(({ stations }) => stations.some(({ matches }) => matches));
  return of(place) ?? of(asked) ?? (filtered ? matching?.key : undefined) ?? map.lines[0]?.key;
}

/** The first screen: what stands between its frame, wherever it is drawn. */
export function HomeParts({ page, query }: { readonly page: Page; readonly query: Query }) {
  const { compiled, stations, tallies, person } = page.reading;
  const { locale, words } = page;
  const filter = parseFilter(single(query, 'show'), compiled);
  const map = mapView({ compiled, locale, stations, tallies, filter });
  const place = openPlace(page, map, single(query, 'place'));
  const line = shownLine(map, filter !== undefined, place?.line.key, single(query, 'line'));
  const address: MapAddress = {
    show: filter && single(query, 'show'),
    line,
    place: place?.station.key,
  };
  return (
    <>
      <Hero page={page} map={map} />
      <section className="map-section" id="map" aria-labelledby="map-heading">
        <h2 id="map-heading">{words.map.heading}</h2>
        <MapFilterForm
          choices={filterChoices(compiled, locale)}
          filter={filter}
          matching={map.matching}
          signedIn={person !== undefined}
          words={words}
          kept={mapFields({ line: single(query, 'line'), place: address.place })}
        />
        <div className="map-stage" data-open={place !== undefined}>
          <RouteMap map={map} address={address} filter={filter} words={words} locale={locale} />
          {place === undefined ? null : <PlacePanel page={page} place={place} address={address} />}
        </div>
        <Legend map={map} words={words} />
      </section>
    </>
  );
}
