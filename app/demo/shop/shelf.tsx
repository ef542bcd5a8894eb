import type { Locale } from '@/lib/catalogue/model';
import { GoodPicture } from './art/picture';
import type { Good } from './goods';
import { Panel } from './panel';
import type { Shelf } from './slots/slot';
import type { Shown, Visit } from './visit';
import { GENRE_NAMES } from './words';

export function yenText(locale: Locale, yen: number): string {
  const number = new Intl.NumberFormat(locale === 'ja' ? 'ja-JP' : 'en-GB').format(yen);
  return locale === 'ja' ? `${number}円` : `¥${number}`;
}

export function GoodCard({ good, locale }: { readonly good: Good; readonly locale: Locale }) {
  return (
    <li className="good">
      <a href={`/demo/shop/item/${good.key}`}>
        <GoodPicture good={good.key} genre={good.genre} />
        <span className="good-genre">{GENRE_NAMES[good.genre][locale]}</span>
        <span className="good-name">{good.text[locale].name}</span>
        <span className="good-price">{yenText(locale, good.yen)}</span>
      </a>
    </li>
  );
}

export function ShelfSection({
  visit,
  shown,
}: {
  readonly visit: Visit;
  readonly shown: Shown<Shelf>;
}) {
  const { locale } = visit;
  const { content, place } = shown;
  return (
    <section className="shelf" aria-labelledby={place}>
      <div className="shelf-head">
        <h2 id={place}>{content.title[locale]}</h2>
        <Panel visit={visit} shown={shown} />
      </div>
      <ul className="goods">
        {content.goods.map((good) => (
          <GoodCard key={good.key} good={good} locale={locale} />
        ))}
      </ul>
    </section>
  );
}
