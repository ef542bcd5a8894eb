import type { Metadata } from 'next';
import { ShopFrame } from '../frame';
import { bestSellers, goodsOf } from '../goods';
import { historyOf } from '../history';
import { PieceView } from '../piece-view';
import { PriceList } from '../price-list';
import { composeButton, composeTogether } from '../slots/site-pieces';
import { getVisit, show, type Query } from '../visit';
import { words } from '../words';

export const metadata: Metadata = { title: 'カート Cart｜みのり Minori' };

const TEXT = {
  title: words('カート', 'Cart'),
  empty: words('カートは空です。', 'Your cart is empty.'),
  stays: words(
    'ご自分で入れた品です。お店の都合で、増えも減りもしません。',
    'You put these here yourself. The shop neither adds nor takes away.',
  ),
};

export default async function CartPage({
  searchParams,
}: {
  readonly searchParams: Promise<Query>;
}) {
  const places = ['cta-button', 'shop-bought-together'] as const;
  const visit = await getVisit('/demo/shop/cart', await searchParams, places);
  const { locale, customer } = visit;
  const goods = goodsOf(historyOf(customer?.key).carts.map(({ good }) => good));
  const [beside] = [...goods, ...bestSellers(1)];
  return (
    <ShopFrame visit={visit}>
      <h1>{TEXT.title[locale]}</h1>
      <p className="intro">{TEXT[goods.length === 0 ? 'empty' : 'stays'][locale]}</p>
      <div className="cart">
        {goods.length === 0 ? null : <PriceList visit={visit} goods={goods} />}
        <PieceView
          visit={visit}
          shown={show(visit, 'cta-button', composeButton)}
          href="/demo/shop/search"
        />
      </div>
      {beside === undefined ? null : (
        <PieceView
          visit={visit}
          shown={show(visit, 'shop-bought-together', (grant) => composeTogether(grant, beside))}
        />
      )}
    </ShopFrame>
  );
}
