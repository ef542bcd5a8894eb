import type { CellEffect, Named } from '@/lib/portal/model';
import type { Page } from '../page';
import { WholeNumbers } from '../whole-numbers';

interface Parts {
  readonly id: string;
  readonly page: Page;
  readonly effect: CellEffect;
  /** Beside a button that refuses; absent: beside two radios. */
  readonly pressed?: boolean;
  /** Where the places stand nowhere else: each is the way to its page. */
  readonly linked?: boolean;
}

interface List {
  readonly page: Page;
  readonly places: readonly Named[];
}

/** Names after each other; no line ends within one. */
function Names({ page, places, linked }: List & { readonly linked: boolean }) {
  return places.map(({ key, name }, index) => (
    <span key={key} className="item">
      {linked ? <a href={`/places/${key}`}>{name}</a> : name}
      {index < places.length - 1 ? page.words.list(['', '']) : null}
    </span>
  ));
}

export function PlaceLinks(parts: List) {
  return <Names {...parts} linked />;
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
          <WholeNumbers text={title(places.length)} />
          {page.words.choice.about('')}
          <Names {...{ page, places, linked: linked === true }} />
        </p>
      ))}
    </div>
  );
}
