import type { CellEffect } from '@/lib/portal/model';
import type { Page } from '../page';

/** What refusing does, said before the choice and read with it (UX-08). */
export function CellEffectText(parts: {
  readonly id: string;
  readonly page: Page;
  readonly effect: CellEffect;
}) {
  const { id, page, effect } = parts;
  const { words } = page;
  const names = (places: CellEffect['stops']) => words.list(places.map(({ name }) => name));
  return (
    <div className="quiet small" id={id}>
      {effect.stops.length === 0 ? null : <p>{words.effects.stops(names(effect.stops))}</p>}
      {effect.without.length === 0 ? null : <p>{words.effects.without(names(effect.without))}</p>}
    </div>
  );
}
