import type { Metadata } from 'next';
import { Scene } from './art/picture';
import { ElsewhereAd } from './elsewhere-ad';
import { ShopFrame } from './frame';
import { findGood } from './goods';
import { Panel } from './panel';
import { PieceView } from './piece-view';
import { ShelfSection } from './shelf';
import { composeHero } from './slots/home-hero';
import { composeAd } from './slots/retargeting-ad';
import { composeAlsoBought, composeForYou } from './slots/shelves';
import { composeFeatures } from './slots/site-pieces';
import { getVisit, show, type Query } from './visit';

export const metadata: Metadata = { title: 'みのり Minori' };

const PLACES = [
  'home-hero',
  'shop-for-you',
  'shop-also-bought',
  'home-feature',
  'retargeting-ads',
] as const;
/** What sells best this week stands on the front page for everyone. */
const BESIDE = findGood('kyusu');

export default async function ShopHome({
  searchParams,
}: {
  readonly searchParams: Promise<Query>;
}) {
  const visit = await getVisit('/demo/shop', await searchParams, PLACES);
  const { locale } = visit;
  const hero = show(visit, 'home-hero', composeHero);
  const forYou = show(visit, 'shop-for-you', composeForYou);
  const ad = show(visit, 'retargeting-ads', composeAd);
  return (
    <ShopFrame visit={visit}>
      <section className="front" aria-labelledby="home-hero">
        <Scene scene={hero.content.scene} pictured={hero.content.pictured} />
        <div className="front-words">
          <h1 id="home-hero">{hero.content.title[locale]}</h1>
          <p>{hero.content.text[locale]}</p>
        </div>
        <Panel visit={visit} shown={hero} />
      </section>
      <ShelfSection visit={visit} shown={forYou} />
      {BESIDE === undefined ? null : (
        <ShelfSection
          visit={visit}
          shown={show(visit, 'shop-also-bought', (grant) => composeAlsoBought(grant, BESIDE))}
        />
      )}
      <PieceView visit={visit} shown={show(visit, 'home-feature', composeFeatures)} />
      <ElsewhereAd visit={visit} shown={ad} />
    </ShopFrame>
  );
}
