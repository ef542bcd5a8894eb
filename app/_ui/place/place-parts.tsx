import type { PlaceView } from '@/lib/portal/model';
import type { Level } from '../heading';
import type { Page } from '../page';
import { PlaceChoices } from './place-choices';
import { PlaceFacts } from './place-facts';
import { PlaceHead } from './place-head';
import { PlaceHistory } from './place-history';
import { PlaceReasons } from './place-reasons';
import { Previews } from './previews';

export interface PlacePart {
  readonly page: Page;
  readonly place: PlaceView;
  /** Of the place's own name: parts of it stand one lower. */
  readonly level: Level;
  /** Where the stations before and after it are. */
  readonly href: (place: string) => string;
}

/** Everything about one place: the same on its own page and beside the map. */
export function PlaceParts(parts: PlacePart) {
  return (
    <>
      <PlaceHead {...parts} />
      <PlaceChoices {...parts} />
      <Previews {...parts} />
      <PlaceFacts {...parts} />
      <PlaceReasons {...parts} />
      <PlaceHistory {...parts} />
    </>
  );
}
