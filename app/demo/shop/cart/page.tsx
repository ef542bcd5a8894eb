import type { Metadata } from 'next';
import { ShopFrame } from '../frame';
import { bestSellers, goodsOf } from '../goods';
import { historyOf } from '../history';
import { PieceView } from '../piece-view';
import { GoodCard } from '../shelf';
import { composeButton, composeTogether } from '../slots/site-pieces';
import { getVisit, show, type Query } from '../visit';
import { words } from '../words';

export const metadata: Metadata = { title: 'カート Cart｜みのり Minori' };

const TEXT = {
  title: words('カート', 'Cart'),
  empty: words('カートは空です。', 'Your cart is empty.'),
  stays: words(
    'カートの中身は、あなたが入れたものです。だれの許可もいりません。',
    'What is in your cart you put there yourself. It takes nobody’s permission.',
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
      <ul className="goods">
        {goods.map((good) => (
          <GoodCard key={good.key} good={good} locale={locale} />
        ))}
      </ul>
      <PieceView
        visit={visit}
        shown={show(visit, 'cta-button', composeButton)}
        href="/demo/shop/search"
      />
      {beside === undefined ? null : (
        <PieceView
          visit={visit}
          shown={show(visit, 'shop-bought-together', (grant) => composeTogether(grant, beside))}
        />
      )}
    </ShopFrame>
  );
}
