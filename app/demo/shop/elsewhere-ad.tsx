import { AdLink } from './ad-link';
import { findGood } from './goods';
import { Panel } from './panel';
import type { Ad } from './slots/retargeting-ad';
import type { Shown, Visit } from './visit';
import { words } from './words';

const TEXT = {
  heading: words(
    '同じころ、ほかのサイトの広告欄では',
    'Meanwhile, in the ad space of another site',
  ),
  site: words('まちの天気と読みもの', 'Town Weather & Reading'),
  article: words('週末は晴れ。風がすこし冷たくなります', 'A clear weekend, with a cooler wind'),
} as const;

/** A strip of somebody else's page: there the shop's ad is shown, here one can see it. */
export function ElsewhereAd({
  visit,
  shown,
}: {
  readonly visit: Visit;
  readonly shown: Shown<Ad>;
}) {
  const { locale } = visit;
  const good = findGood(shown.content.good);
  if (good === undefined) return null;
  return (
    <section className="elsewhere" aria-labelledby="retargeting-ads">
      <div className="shelf-head">
        <h2 id="retargeting-ads">{TEXT.heading[locale]}</h2>
        <Panel visit={visit} shown={shown} />
      </div>
      <div className="other-site">
        <div className="other-article">
          <p className="other-name">{TEXT.site[locale]}</p>
          <p className="other-title">{TEXT.article[locale]}</p>
          <span className="bar" />
          <span className="bar" />
          <span className="bar bar-short" />
        </div>
        <AdLink
          {...{ good, locale, line: shown.content.line }}
          to={`/demo/shop/item/${good.key}`}
        />
      </div>
    </section>
  );
}
