import type { Metadata } from 'next';
import { ShopFrame } from '../frame';
import { PieceView } from '../piece-view';
import { composeLanding } from '../slots/site-pieces';
import { getVisit, show, type Query } from '../visit';
import { words } from '../words';

export const metadata: Metadata = { title: 'ようこそ Welcome｜みのり Minori' };

const TEXT = {
  title: words('広告からお越しの方へ', 'Welcome from our ad'),
  text: words(
    'ほかのサイトの広告を押すと、このページが開きます。',
    'This page opens when you press our ad on another site.',
  ),
};

export default async function ArrivePage({
  searchParams,
}: {
  readonly searchParams: Promise<Query>;
}) {
  const visit = await getVisit('/demo/shop/arrive', await searchParams, ['landing-page']);
  const { locale } = visit;
  return (
    <ShopFrame visit={visit}>
      <h1>{TEXT.title[locale]}</h1>
      <p className="intro">{TEXT.text[locale]}</p>
      <PieceView visit={visit} shown={show(visit, 'landing-page', composeLanding)} />
    </ShopFrame>
  );
}
