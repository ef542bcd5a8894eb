import { audienceWords } from './audience/words';
import { draftWords } from './catalogue/words';
import type { ConsolePage } from './console-page';
import { evidenceWords } from './console-words';
import { erasuresWordsFor } from './erasures/words';
import { gapsWords } from './gaps/words';
import { watchWords } from './watch/words';
import { webhookWords } from './webhooks/words';

type Place = readonly [path: string, name: string];

function placesOf({ locale, words }: ConsolePage): readonly Place[] {
  const { nav } = evidenceWords[locale];
  return [
    ['/console/inquiry', nav.inquiry],
    ['/console', words.nav.log],
    ['/console/packs', nav.packs],
    ['/console/erasures', erasuresWordsFor(locale).title],
    ['/console/gaps', gapsWords[locale].title],
    ['/console/audience', audienceWords[locale].title],
    ['/console/catalogue', draftWords[locale].title],
    ['/console/webhooks', webhookWords[locale].title],
    ['/console/watch', watchWords[locale].title],
  ];
}

/** Where this console is not. */
export function waysOut({ words }: ConsolePage): readonly Place[] {
  return [
    ['/docs', words.nav.reference],
    ['/', words.nav.portal],
  ];
}

/** The longest beginning that fits. */
export function placeOf(page: ConsolePage, here: string): Place | undefined {
  const fits = placesOf(page).filter(([path]) => here.startsWith(path));
  return fits.toSorted(([a], [b]) => b.length - a.length)[0];
}

function PlaceList({ places, at }: { readonly places: readonly Place[]; readonly at?: Place }) {
  return (
    <ul>
      {places.map(([path, name]) => (
        <li key={path}>
          <a href={path} aria-current={path === at?.[0] ? 'page' : undefined}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** One line where there is room; elsewhere a line that says which page this is, with all others behind it. */
export function ConsoleNav({ page, here }: { readonly page: ConsolePage; readonly here: string }) {
  const { words, shared, principal } = page;
  if (principal.kind !== 'officer') return null;
  const places = placesOf(page);
  const at = placeOf(page, here);
  const marked = at === undefined ? {} : { at };
  return (
    <>
      <nav className="head-nav console-nav console-wide" aria-label={words.nav.label}>
        <PlaceList places={places} {...marked} />
      </nav>
      <nav className="console-menu" aria-label={words.nav.label}>
        <details>
          <summary>
            <span className="console-menu-here">{at?.[1]}</span>
            {shared.directory.label}
          </summary>
          <PlaceList places={[...places, ...waysOut(page)]} {...marked} />
        </details>
      </nav>
    </>
  );
}
