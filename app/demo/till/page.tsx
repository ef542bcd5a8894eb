import type { Metadata } from 'next';
import { FaceFrame } from '../shop/face-frame';
import { goodsOf } from '../shop/goods';
import { PieceView } from '../shop/piece-view';
import { PriceList } from '../shop/price-list';
import { composeStoreBonus } from '../shop/slots/behind';
import { getVisit, show, type Query } from '../shop/visit';
import { words } from '../shop/words';
import './till.css';

export const metadata: Metadata = { title: 'レジの画面 Till｜みのり Minori' };

const TEXT = {
  name: words('みのり 駅前店 レジ2', 'Minori, station store, till 2'),
  title: words('会員証をお読みしました', 'Your card was read'),
  text: words('お客さまの側の画面です。', 'This side of the till faces you.'),
  today: words('きょうのお買い物', 'Today’s shopping'),
} as const;
/** What is on the counter: the sale itself needs nobody's records. */
const ON_THE_COUNTER = ['hojicha', 'plate'];

export default async function TillPage({
  searchParams,
}: {
  readonly searchParams: Promise<Query>;
}) {
  const visit = await getVisit('/demo/till', await searchParams, ['store-bonus']);
  const { locale } = visit;
  return (
    <FaceFrame visit={visit} face="till" name={TEXT.name}>
      <h1>{TEXT.title[locale]}</h1>
      <p className="intro">{TEXT.text[locale]}</p>
      <div className="till">
        <section aria-labelledby="today">
          <h2 id="today">{TEXT.today[locale]}</h2>
          <PriceList visit={visit} goods={goodsOf(ON_THE_COUNTER)} />
        </section>
        <PieceView visit={visit} shown={show(visit, 'store-bonus', composeStoreBonus)} />
      </div>
    </FaceFrame>
  );
}
