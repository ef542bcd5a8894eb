import type { Locale } from '@/lib/catalogue/model';
import { PERSONAS } from '../personas';
import { TABLET } from './words';

/** Nobody is being served: a card is read, or its number typed. */
export function CardForm({
  locale,
  unknown,
}: {
  readonly locale: Locale;
  readonly unknown: boolean;
}) {
  return (
    <section className="card-desk">
      <h1>{TABLET.ask[locale]}</h1>
      <p className="tablet-quiet">{TABLET.askText[locale]}</p>
      {unknown ? (
        <p className="tablet-note" role="alert" id="unknown">
          {TABLET.unknown[locale]}
        </p>
      ) : null}
      <form method="post" action="/demo/store/card" className="card-number" autoComplete="off">
        <label htmlFor="card">{TABLET.number[locale]}</label>
        <input
          id="card"
          name="card"
          required
          maxLength={40}
          aria-describedby={unknown ? 'unknown' : undefined}
          placeholder="card-00000"
        />
        <button className="tablet-button">{TABLET.open[locale]}</button>
      </form>
      <h2>{TABLET.cards[locale]}</h2>
      <ul className="card-list">
        {PERSONAS.map(({ key, name, identifiers }) => (
          <li key={key}>
            <form method="post" action="/demo/store/card">
              <button className="member-card" name="card" value={identifiers.store}>
                <span className="member-name">{name[locale]}</span>
                <span className="member-number">{identifiers.store}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}
