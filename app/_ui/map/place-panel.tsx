import type { PlaceView } from '@/lib/portal/model';
import type { Page } from '../page';
import { PlaceParts } from '../place/place-parts';
import { mapHref, type MapAddress } from './map-address';

/** One station, beside the map; closing leads back to where it stands on it. */
export function PlacePanel(parts: {
  readonly page: Page;
  readonly place: PlaceView;
  readonly address: MapAddress;
}) {
  const { place, address } = parts;
  const href = (key: string) => mapHref({ ...address, place: key }, 'place');
  // What is chosen here leads back here, not to the top of the map.
  const setting = { ...parts.page.setting, back: `${parts.page.path}#place` };
  const page = { ...parts.page, setting };
  const { words } = page;
  const { key, name } = place.station;
  const closeHref = mapHref({ ...address, place: undefined }, `station-${key}`);
  const about = <span className="sr">{words.choice.about(name)}</span>;
  return (
    <section className="panel" id="place" tabIndex={-1} aria-labelledby="place-name">
      <p className="panel-bar">
        <a className="plain-button inline-flex items-center" href={`/places/${key}`}>
          {words.place.ownPage}
          {about}
        </a>
        <a className="plain-button panel-close inline-flex items-center" href={closeHref} data-esc>
          <span className="cross" aria-hidden="true">
            ×
          </span>
          <span>{words.place.close}</span>
          {about}
        </a>
      </p>
      <PlaceParts page={page} place={place} level={2} href={href} />
    </section>
  );
}
