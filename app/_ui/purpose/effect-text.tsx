import type { CellEffect } from '@/lib/portal/model';
import type { Page } from '../page';

interface Parts {
  readonly id: string;
  readonly page: Page;
  readonly effect: CellEffect;
  /** Beside a button that refuses; absent: beside two radios. */
  readonly pressed?: boolean;
}

/** What refusing does, said before the choice and read with it (UX-08). */
export function CellEffectText({ id, page, effect, pressed }: Parts) {
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
          {page.words.choice.about(page.words.list(places.map(({ name }) => name)))}
        </p>
      ))}
    </div>
  );
}
