import type { Metadata } from 'next';
import { ShopFrame } from '../frame';
import { PieceView } from '../piece-view';
import { composeVideo } from '../slots/site-pieces';
import { getVisit, show, type Query } from '../visit';
import { words } from '../words';

export const metadata: Metadata = { title: '動画 Videos｜みのり Minori' };

const TEXT = {
  title: words('使い方の動画', 'How-to videos'),
  to: (name: string) => words(`${name}さんへ`, `For ${name}`),
};

export default async function VideoPage({
  searchParams,
}: {
  readonly searchParams: Promise<Query>;
}) {
  const visit = await getVisit('/demo/shop/video', await searchParams, ['video']);
  const { locale, customer } = visit;
  const shown = show(visit, 'video', composeVideo);
  return (
    <ShopFrame visit={visit}>
      <h1>{TEXT.title[locale]}</h1>
      <PieceView visit={visit} shown={shown}>
        {shown.personal && customer !== undefined ? (
          <p className="video-to">{TEXT.to(customer.name[locale])[locale]}</p>
        ) : null}
      </PieceView>
    </ShopFrame>
  );
}
