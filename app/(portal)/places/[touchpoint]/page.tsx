import type { Metadata } from 'next';
import { mapView } from '@/lib/portal/map';
import { placeView } from '@/lib/portal/place';
import NotFound from '../../../not-found';
import { Frame } from '../../../_ui/frame';
import { getPage, type Query } from '../../../_ui/page';
import { CameFrom } from '../../../_ui/place/came-from';
import { PlaceParts } from '../../../_ui/place/place-parts';

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

export default async function PlacePage(parts: Parts) {
  const { page, place } = await load(parts);
  if (place === undefined) return <NotFound />;
  return (
    <Frame page={page} section={null} narrow>
      <CameFrom page={page} />
      <PlaceParts page={page} place={place} level={1} href={(key) => `/places/${key}`} />
    </Frame>
  );
}
