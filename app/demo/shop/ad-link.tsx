import type { Locale } from '@/lib/catalogue/model';
import { GoodPicture } from './art/picture';
import type { Good } from './goods';
import { yenText } from './shelf';
import { words, type Words } from './words';

const AD = words('広告', 'Ad');

/** The shop's ad, wherever it is shown: it says that it is one. */
export function AdLink({
  good,
  line,
  to,
  locale,
}: {
  readonly good: Good;
  readonly line: Words;
  readonly to: string;
  readonly locale: Locale;
}) {
  return (
    <a className="ad" href={to}>
      <span className="ad-mark">{AD[locale]}</span>
      <GoodPicture good={good.key} genre={good.genre} />
      <span className="ad-words">
        <strong>{line[locale]}</strong>
        <span>
          {good.text[locale].name} {yenText(locale, good.yen)}
        </span>
        <span className="ad-brand">みのり Minori</span>
      </span>
    </a>
  );
}
