import type { Metadata } from 'next';
import { filterChoices, parseFilter } from '@/lib/portal/filter';
import { mapView } from '@/lib/portal/map';
import type { MapView } from '@/lib/portal/model';
import { CarriedNote } from '../_ui/carried-note';
import { HiddenFields } from '../_ui/hidden-fields';
import { Frame } from '../_ui/frame';
import { getLocale } from '../_ui/locale';
import { Legend } from '../_ui/map/legend';
import { MapFilterForm } from '../_ui/map/map-filter';
import { RouteMap } from '../_ui/map/route-map';
import { messagesFor } from '../_ui/messages/choose';
import { SignalNote } from '../_ui/signal-note';
import { getPage, single, type Page, type Query } from '../_ui/page';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.home.title) };
}

function Sentence({ page, map }: { readonly page: Page; readonly map: MapView }) {
  const { home } = page.words;
  if (!map.signedIn) return <h1 className="sentence">{home.signedOutLead(map.total)}</h1>;
  return (
    <h1 className="sentence">
      {home.lead.before(map.total)}
      <span className="figure">{map.tailored}</span>
      {home.lead.unit}
      {home.lead.after}
    </h1>
  );
}

function Ways({ page }: { readonly page: Page }) {
  const { home, stop } = page.words;
  const arrow = (
    <span className="arrow" aria-hidden="true">
      →
    </span>
  );
  const ways = [
    { href: '#map', title: home.byPlace, text: home.byPlaceText },
    { href: '/data', title: home.byData, text: home.byDataText },
    { href: '/purposes', title: home.byPurpose, text: home.byPurposeText },
  ];
  return (
    <ul className="ways" aria-label={home.ways}>
      <li>
        <form method="post" action="/stop" data-enhance>
          <HiddenFields setting={page.setting} fields={{}} />
          <button name="act" value="stop">
            <span>
              <strong>{stop.button}</strong>
              <small>{stop.effect}</small>
            </span>
            <svg className="stop-sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
              <circle cx="12" cy="12" r="10" />
              <rect x="8.5" y="8.5" width="7" height="7" />
            </svg>
          </button>
        </form>
      </li>
      {ways.map(({ href, title, text }) => (
        <li key={href}>
          <a href={href}>
            <span>
              <strong>{title}</strong>
              <small>{text}</small>
            </span>
            {arrow}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Hero({ page, map }: { readonly page: Page; readonly map: MapView }) {
  const { home, account } = page.words;
  return (
    <div className="hero">
      <div className="grid gap-3">
        <Sentence page={page} map={map} />
        {map.signedIn ? (
          <p className="quiet">
            {map.tailored === 0 ? home.noneTailored : null}
            {map.permittedUnused > 0 ? home.unused(map.permittedUnused) : null}
          </p>
        ) : (
          <>
            <p className="quiet">{home.signedOutText}</p>
            <p>
              <a className="button button-strong" href="/sign-in">
                {account.signIn}
              </a>
            </p>
          </>
        )}
        <SignalNote page={page} />
        <CarriedNote page={page} />
      </div>
      <Ways page={page} />
    </div>
  );
}

function lineHref(show: string | undefined): (line: string) => string {
  return (line) => {
    const search = new URLSearchParams({ ...(show === undefined ? {} : { show }), line });
    return `/?${search.toString()}#line-${line}`;
  };
}

export default async function HomePage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const page = await getPage('/', query);
  const { compiled, stations, tallies, person } = page.reading;
  const { locale, words } = page;
  const show = single(query, 'show');
  const filter = parseFilter(show, compiled);
  const map = mapView({ compiled, locale, stations, tallies, filter });
  const asked = single(query, 'line');
  const matching = map.lines.find((line) => filter && line.stations.some((s) => s.matches));
  const shown = map.lines.find(({ key }) => key === asked)?.key ?? matching?.key ?? 'site';
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
        />
        <RouteMap
          map={map}
          shown={shown}
          href={lineHref(filter && show)}
          words={words}
          locale={locale}
        />
        <Legend map={map} words={words} />
      </section>
    </Frame>
  );
}
