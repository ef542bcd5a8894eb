import type { Metadata } from 'next';
import { filterChoices, parseFilter } from '@/lib/portal/filter';
import { mapView } from '@/lib/portal/map';
import type { MapView } from '@/lib/portal/model';
import { placeView } from '@/lib/portal/place';
import { Frame } from '../_ui/frame';
import { getLocale } from '../_ui/locale';
import { Hero } from '../_ui/map/hero';
import { Legend } from '../_ui/map/legend';
import { mapFields, type MapAddress } from '../_ui/map/map-address';
import { MapFilterForm } from '../_ui/map/map-filter';
import { PlacePanel } from '../_ui/map/place-panel';
import { RouteMap } from '../_ui/map/route-map';
import { messagesFor } from '../_ui/messages/choose';
import { getPage, single, type Page, type Query } from '../_ui/page';

interface Parts {
  readonly searchParams: Promise<Query>;
}

/** The open place first: what a window's title is cut off to. */
export async function generateMetadata({ searchParams }: Parts): Promise<Metadata> {
  const query = await searchParams;
  const key = single(query, 'place');
  const words = messagesFor(await getLocale());
  if (key === undefined) return { title: words.title(words.home.title) };
  const { reading, locale } = await getPage('/', query);
  const name = reading.compiled.touchpoints.get(key)?.touchpoint.text[locale].name;
  return { title: words.title(name === undefined ? words.home.title : words.map.at(name)) };
}

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

export default async function HomePage({ searchParams }: Parts) {
  const query = await searchParams;
  const page = await getPage('/', query);
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
    <Frame page={page} section="map">
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
    </Frame>
  );
}
