import { GoodPicture } from '../shop/art/picture';
import { findGood } from '../shop/goods';
import { Panel } from '../shop/panel';
import { yenText } from '../shop/shelf';
import type { Post } from '../shop/slots/ads';
import type { Shown, Visit } from '../shop/visit';
import { words, type Words } from '../shop/words';

const AD = words('広告', 'Ad');

/** The shop's ad in a space that is somebody else's. */
export function AdView({
  visit,
  shown,
  heading,
  to,
}: {
  readonly visit: Visit;
  readonly shown: Shown<Post>;
  readonly heading: Words;
  readonly to: string;
}) {
  const { locale } = visit;
  const good = findGood(shown.content.good);
  if (good === undefined) return null;
  return (
    <section className="ad-space" aria-labelledby={shown.place}>
      <h2 id={shown.place}>{heading[locale]}</h2>
      <a className="ad" href={to}>
        <span className="ad-mark">{AD[locale]}</span>
        <GoodPicture good={good.key} genre={good.genre} />
        <span className="ad-words">
          <strong>{shown.content.line[locale]}</strong>
          <span>
            {good.text[locale].name} {yenText(locale, good.yen)}
          </span>
          <span className="ad-brand">みのり Minori</span>
        </span>
      </a>
      <Panel visit={visit} shown={shown} />
    </section>
  );
}
