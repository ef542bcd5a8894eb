import type { Metadata } from 'next';
import { ShopFrame } from '../frame';
import { PieceView } from '../piece-view';
import { composeArticles } from '../slots/site-pieces';
import { getVisit, show, type Query } from '../visit';
import { words } from '../words';

export const metadata: Metadata = { title: '読みもの Reading｜みのり Minori' };

const TITLE = words('読みもの', 'Reading');

export default async function ReadingPage({
  searchParams,
}: {
  readonly searchParams: Promise<Query>;
}) {
  const visit = await getVisit('/demo/shop/reading', await searchParams, ['blog-picks']);
  return (
    <ShopFrame visit={visit}>
      <h1>{TITLE[visit.locale]}</h1>
      <PieceView visit={visit} shown={show(visit, 'blog-picks', composeArticles)} />
    </ShopFrame>
  );
}
