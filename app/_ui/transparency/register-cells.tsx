import type { Named } from '@/lib/portal/model';
import type { PurposeRow } from '@/lib/portal/transparency-model';
import { purposePath } from '../purpose/purpose-choice';
import { hasPage, hasPurpose, type RegisterPage } from './register-view';

export function PlaceName({ at, place }: { readonly at: RegisterPage; readonly place: Named }) {
  return hasPage(at, place.key) ? <a href={`/places/${place.key}`}>{place.name}</a> : place.name;
}

export function PlaceNames(parts: { readonly at: RegisterPage; readonly list: readonly Named[] }) {
  return (
    <ul className="tags">
      {parts.list.map((place) => (
        <li key={place.key}>
          <PlaceName at={parts.at} place={place} />
        </li>
      ))}
    </ul>
  );
}

/** Each with the ground on which it may be done. */
export function Purposes(parts: {
  readonly at: RegisterPage;
  readonly list: readonly PurposeRow[];
}) {
  const { at, list } = parts;
  const { basis } = at.page.words.transparency;
  return (
    <ul className="register-purposes">
      {list.map((purpose) => (
        <li key={purpose.key}>
          {hasPurpose(at, purpose.key) ? (
            <a href={purposePath(purpose)}>{purpose.name}</a>
          ) : (
            purpose.name
          )}
          <small className="quiet">
            {purpose.explicit ? basis.explicit : basis[purpose.basis]}
          </small>
        </li>
      ))}
    </ul>
  );
}
