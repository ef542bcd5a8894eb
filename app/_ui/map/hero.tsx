import type { MapView } from '@/lib/portal/model';
import { CarriedNote } from '../carried-note';
import { GuardianNote } from '../guardian/note';
import { HiddenFields } from '../hidden-fields';
import { PauseNote } from '../limits/pause-note';
import type { Page } from '../page';
import { RenewalNote } from '../renewal/renewal-note';
import { SignalNote } from '../signal-note';
import { WholeNumbers } from '../whole-numbers';
import { mapHref } from './map-address';

function Sentence({ page, map }: { readonly page: Page; readonly map: MapView }) {
  const { home } = page.words;
  if (!map.signedIn) return <h1 className="sentence">{home.signedOutLead(map.total)}</h1>;
  return (
    <h1 className="sentence">
      {home.lead.before(map.total)}
      <span className="figure">{map.tailored}</span>
      {home.lead.unit}
      {home.lead.after(map.tailored)}
    </h1>
  );
}

/** What the figure is made of, each with the way to see it on the map. */
function Beneath({ page, map }: { readonly page: Page; readonly map: MapView }) {
  const { home } = page.words;
  const lead = (show: string, text: string) => <a href={mapHref({ show }, 'map')}>{text}</a>;
  return (
    <div className="quiet">
      <p>
        {map.tailored === 0 ? home.noneTailored : lead('now.tailored', home.tailored(map.tailored))}
      </p>
      {map.permittedUnused > 0 ? (
        <p>
          <WholeNumbers text={home.unused(map.permittedUnused)} />{' '}
          {lead('now.unused', home.showUnused)}
        </p>
      ) : null}
    </div>
  );
}

function StopWay({ page }: { readonly page: Page }) {
  const { stop } = page.words;
  return (
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
  );
}

function Ways({ page }: { readonly page: Page }) {
  const { home } = page.words;
  const ways = [
    { href: '#map', title: home.byPlace, text: home.byPlaceText },
    { href: '/data', title: home.byData, text: home.byDataText },
    { href: '/purposes', title: home.byPurpose, text: home.byPurposeText },
  ];
  return (
    <ul className="ways" aria-label={home.ways}>
      <li>
        <StopWay page={page} />
      </li>
      {ways.map(({ href, title, text }) => (
        <li key={href}>
          <a href={href}>
            <span>
              <strong>{title}</strong>
              <small>{text}</small>
            </span>
            <span className="arrow" aria-hidden="true">
              →
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** The first screen: in how many places, and three ways to look. */
export function Hero({ page, map }: { readonly page: Page; readonly map: MapView }) {
  const { home, account } = page.words;
  return (
    <div className="hero">
      <div className="grid gap-3">
        <Sentence page={page} map={map} />
        {map.signedIn ? (
          <Beneath page={page} map={map} />
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
        <RenewalNote page={page} />
        <PauseNote page={page} />
        <SignalNote page={page} />
        <CarriedNote page={page} />
        <GuardianNote page={page} />
      </div>
      <Ways page={page} />
    </div>
  );
}
