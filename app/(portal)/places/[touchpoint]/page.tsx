import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { mapView } from '@/lib/portal/map';
import { placeView } from '@/lib/portal/place';
import { historyFor } from '@/lib/portal/history';
import { Frame } from '../../../_ui/frame';
import { HistoryList } from '../../../_ui/history-list';
import { getPage, type Page, type Query } from '../../../_ui/page';
import { PlaceChoices } from '../../../_ui/place/place-choices';
import { PlaceFacts } from '../../../_ui/place/place-facts';
import { PlaceHead } from '../../../_ui/place/place-head';
import { Previews } from '../../../_ui/place/previews';

interface Parts {
  readonly params: Promise<{ readonly touchpoint: string }>;
  readonly searchParams: Promise<Query>;
}

async function load({ params, searchParams }: Parts) {
  const { touchpoint } = await params;
  const page = await getPage(`/places/${touchpoint}`, await searchParams);
  const { compiled, stations, tallies, state, nowMs } = page.reading;
  const { locale } = page;
  const map = mapView({ compiled, locale, stations, tallies });
  const station = stations?.find((known) => known.touchpoint === touchpoint);
  return { page, place: placeView({ compiled, locale, state, station, map, nowMs }, touchpoint) };
}

export async function generateMetadata(parts: Parts): Promise<Metadata> {
  const { page, place } = await load(parts);
  const { words } = page;
  return { title: words.title(place?.station.name ?? words.errors.notFoundTitle) };
}

async function PlaceHistory({ page, place }: { readonly page: Page; readonly place: string }) {
  const { words, locale, runtime, principal, reading } = page;
  if (principal.kind !== 'person') return null;
  const items = await historyFor(runtime, principal, reading.compiled, locale);
  const here = items.filter(({ places }) => places === 'all' || places.includes(place));
  return (
    <section className="section" aria-labelledby="place-history">
      <h2 id="place-history">{words.place.history}</h2>
      {here.length === 0 ? (
        <p className="quiet">{words.place.noHistory}</p>
      ) : (
        <HistoryList page={page} items={here.slice(0, 8)} />
      )}
    </section>
  );
}

export default async function PlacePage(parts: Parts) {
  const { page, place } = await load(parts);
  if (place === undefined) notFound();
  return (
    <Frame page={page} section={null} narrow>
      <PlaceHead page={page} place={place} />
      <PlaceChoices page={page} place={place} />
      <Previews page={page} place={place} />
      <PlaceFacts page={page} place={place} />
      <PlaceHistory page={page} place={place.station.key} />
    </Frame>
  );
}
