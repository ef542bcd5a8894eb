import { Fragment } from 'react';
import type { CellEffect, Named } from '@/lib/portal/model';
import type { Page } from '../page';

interface Parts {
  readonly id: string;
  readonly page: Page;
  readonly effect: CellEffect;
  /** Beside a button that refuses; absent: beside two radios. */
  readonly pressed?: boolean;
  /** Where the places stand nowhere else: each is the way to its page. */
  readonly linked?: boolean;
}

export function PlaceLinks({
  page,
  places,
}: {
  readonly page: Page;
  readonly places: readonly Named[];
}) {
  return places.map(({ key, name }, index) => (
    <Fragment key={key}>
      {index > 0 ? page.words.list(['', '']) : null}
      <a href={`/places/${key}`}>{name}</a>
    </Fragment>
  ));
}

/** What refusing does, said before the choice and read with it (UX-08). */
export function CellEffectText({ id, page, effect, pressed, linked }: Parts) {
  const words = page.words.effects[pressed ? 'ifPressed' : 'ifRefused'];
  const lists = [
    { title: words.stops, places: effect.stops },
    { title: words.without, places: effect.without },
  ].filter(({ places }) => places.length > 0);
  return (
    <div className="cell-effect quiet small" id={id}>
      {lists.map(({ title, places }) => (
        <p key={title(places.length)}>
          {title(places.length)}
          {page.words.choice.about(linked ? '' : page.words.list(places.map(({ name }) => name)))}
          {linked ? <PlaceLinks page={page} places={places} /> : null}
        </p>
      ))}
    </div>
  );
}
