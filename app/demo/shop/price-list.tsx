import { GoodPicture } from './art/picture';
import type { Good } from './goods';
import { yenText } from './shelf';
import type { Visit } from './visit';
import { GENRE_NAMES, words } from './words';

const TOTAL = words('合計', 'Total');

export function totalOf(goods: readonly Good[]): number {
  return goods.reduce((sum, { yen }) => sum + yen, 0);
}

/** What is being bought, a row each, and what it comes to. */
export function PriceList({
  visit: { locale },
  goods,
}: {
  readonly visit: Visit;
  readonly goods: readonly Good[];
}) {
  return (
    <div className="price-list">
      <ul>
        {goods.map((good) => (
          <li key={good.key}>
            <GoodPicture good={good.key} genre={good.genre} />
            <span className="good-name">
              {good.text[locale].name}
              <span className="good-genre">{GENRE_NAMES[good.genre][locale]}</span>
            </span>
            <span className="price">{yenText(locale, good.yen)}</span>
          </li>
        ))}
      </ul>
      <p className="price-total">
        <span>{TOTAL[locale]}</span>
        <span className="price">{yenText(locale, totalOf(goods))}</span>
      </p>
    </div>
  );
}
