import type { Catalogue } from '@/lib/catalogue/model';
import { mapView } from '@/lib/portal/map';
import { placeView } from '@/lib/portal/place';
import type { Example } from '@/lib/publishing/preview';
import { HomeParts } from '../../_ui/map/home-parts';
import type { Page } from '../../_ui/page';
import { PlaceParts } from '../../_ui/place/place-parts';
import { PurposesParts } from '../../_ui/purpose/purposes-parts';
import { RenewalParts } from '../../_ui/renewal/renewal-parts';
import type { ConsolePage } from '../console-page';
import { PreviewBar, type ShownPage } from './preview-bar';
import { previewPage } from './preview-page';

function Place({ page, at }: { readonly page: Page; readonly at: string }) {
  const { locale } = page;
  const { compiled, stations, tallies, state, nowMs } = page.reading;
  const map = mapView({ compiled, locale, stations, tallies });
  const station = stations?.find(({ touchpoint }) => touchpoint === at);
  const place = placeView({ compiled, locale, state, station, map, nowMs }, at);
  if (place === undefined) return null;
  return <PlaceParts page={page} place={place} level={1} href={(key) => `/places/${key}`} />;
}

function Parts({ page, shown, at }: { page: Page; shown: ShownPage; at: string }) {
  switch (shown) {
    case 'map':
      return <HomeParts page={page} query={{}} />;
    case 'purposes':
      return <PurposesParts page={page} query={{ group: at }} />;
    case 'place':
      return <Place page={page} at={at} />;
    case 'renewal':
      return <RenewalParts page={page} />;
  }
}

/** What `at` may name on a page, with the first of it where it names nothing. */
function optionsOf({ locale }: ConsolePage, catalogue: Catalogue, shown: ShownPage) {
  if (shown === 'place') {
    return catalogue.touchpoints
      .filter(({ status }) => status === 'live')
      .map(({ key, text }) => [key, text[locale].name] as const);
  }
  if (shown !== 'purposes') return [];
  return catalogue.purposeGroups.map(({ key, text }) => [key, text[locale].name] as const);
}

/**
 * The parts of people's own pages between our bar and nothing else. INVARIANT: a disabled fieldset
 * switches every control off, and the forms name a version that is not published.
 */
export function Preview(parts: {
  readonly page: ConsolePage;
  readonly draft: { readonly id: string; readonly catalogue: Catalogue };
  readonly example: Example;
  readonly shown: string | undefined;
  readonly at: string | undefined;
}) {
  const { page, draft, example } = parts;
  const pages: readonly ShownPage[] = ['map', 'purposes', 'place', 'renewal'];
  const shown = pages.find((known) => known === parts.shown) ?? 'map';
  const options = optionsOf(page, draft.catalogue, shown);
  const at = options.find(([key]) => key === parts.at)?.[0] ?? options[0]?.[0] ?? '';
  const search = new URLSearchParams({ page: shown, ...(at === '' ? {} : { at }) }).toString();
  const path = `/console/catalogue/${draft.id}/as/${example}?${search}`;
  const preview = previewPage(page, draft.catalogue, example, path);
  return (
    <>
      <PreviewBar {...{ page, id: draft.id, example, shown, at, options, path }} />
      <main id="content" className={shown === 'map' ? 'page' : 'page page-narrow'} tabIndex={-1}>
        <fieldset className="preview-inert" disabled>
          <Parts page={preview} shown={shown} at={at} />
        </fieldset>
      </main>
    </>
  );
}
