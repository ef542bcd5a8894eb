import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { guessesFor } from '@/lib/portal/guesses';
import { mapView } from '@/lib/portal/map';
import { placeView } from '@/lib/portal/place';
import { historyFor } from '@/lib/portal/history';
import { Frame } from '../../../_ui/frame';
import { GuessList } from '../../../_ui/guess-list';
import { HistoryList } from '../../../_ui/history-list';
import { getPage, type Page, type Query } from '../../../_ui/page';
import { PlaceChoices } from '../../../_ui/place/place-choices';
import { PlaceFacts } from '../../../_ui/place/place-facts';
import { PlaceHead } from '../../../_ui/place/place-head';
import { Previews } from '../../../_ui/place/previews';

const REASONS_MAX = 5;

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

/** What was said to be the reason here, lately, with an answer on the spot. */
async function PlaceReasons({ page, place }: { readonly page: Page; readonly place: string }) {
  const { words, locale, runtime, principal, reading } = page;
  if (principal.kind !== 'person') return null;
  const here = await guessesFor(runtime, principal, reading.compiled, locale, place);
  return (
    <section className="section" aria-labelledby="place-reasons">
      <h2 id="place-reasons">{words.guesses.here}</h2>
      {here.length === 0 ? (
        <p className="quiet">{words.guesses.hereNone}</p>
      ) : (
        <>
          <p className="quiet mb-3" id="wrong-effect">
            {words.guesses.effect}
          </p>
          <GuessList page={page} guesses={here.slice(0, REASONS_MAX)} />
          <p className="mt-3">
            <a className="plain-button inline-flex items-center" href="/guesses">
              {words.guesses.title}
            </a>
          </p>
        </>
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
      <PlaceReasons page={page} place={place.station.key} />
      <PlaceHistory page={page} place={place.station.key} />
    </Frame>
  );
}
