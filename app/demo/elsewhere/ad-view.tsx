import { AdLink } from '../shop/ad-link';
import { findGood } from '../shop/goods';
import { Panel } from '../shop/panel';
import type { Post } from '../shop/slots/ads';
import type { Shown, Visit } from '../shop/visit';
import type { Words } from '../shop/words';

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
      <AdLink {...{ good, to, locale }} line={shown.content.line} />
      <Panel visit={visit} shown={shown} />
    </section>
  );
}
