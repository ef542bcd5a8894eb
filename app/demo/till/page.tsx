import type { Metadata } from 'next';
import { FaceFrame } from '../shop/face-frame';
import { PieceView } from '../shop/piece-view';
import { composeStoreBonus } from '../shop/slots/behind';
import { getVisit, show, type Query } from '../shop/visit';
import { words } from '../shop/words';

export const metadata: Metadata = { title: 'レジの画面 Till｜みのり Minori' };

const TEXT = {
  name: words('みのり 駅前店 レジ2', 'Minori, station store, till 2'),
  title: words('会員証をお読みしました', 'Your card was read'),
  text: words('お客さまの側の画面です。', 'This side of the screen is for you.'),
} as const;

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
      <PieceView visit={visit} shown={show(visit, 'store-bonus', composeStoreBonus)} />
    </FaceFrame>
  );
}
