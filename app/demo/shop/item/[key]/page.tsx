import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { GoodPicture } from '../../art/picture';
import { ShopFrame } from '../../frame';
import { findGood } from '../../goods';
import { PieceView } from '../../piece-view';
import { ShelfSection, yenText } from '../../shelf';
import { composeAlsoBought } from '../../slots/shelves';
import { composeThenBought } from '../../slots/site-pieces';
import { getVisit, show, type Query } from '../../visit';
import { GENRE_NAMES, tagName, words } from '../../words';

interface Parts {
  readonly params: Promise<{ readonly key: string }>;
  readonly searchParams: Promise<Query>;
}

const PLACES = ['shop-also-bought', 'shop-viewed-then-bought'] as const;
const TEXT = {
  stock: words('在庫があります。あすお届けします。', 'In stock. With you tomorrow.'),
  demo: words('デモのため、ご購入はできません。', 'This is a demo: nothing can be bought.'),
  goes: words('こんなときに', 'Good for'),
} as const;

export async function generateMetadata({ params }: Parts): Promise<Metadata> {
  const good = findGood((await params).key);
  return { title: `${good?.text.ja.name ?? ''} ${good?.text.en.name ?? ''}｜みのり Minori` };
}

export default async function ItemPage({ params, searchParams }: Parts) {
  const good = findGood((await params).key);
  if (good === undefined) notFound();
  const path = `/demo/shop/item/${good.key}`;
  const visit = await getVisit(path, await searchParams, PLACES);
  const { locale } = visit;
  const text = good.text[locale];
  return (
    <ShopFrame visit={visit}>
      <article className="item">
        <GoodPicture good={good.key} genre={good.genre} />
        <div className="item-words">
          <p className="good-genre">{GENRE_NAMES[good.genre][locale]}</p>
          <h1>{text.name}</h1>
          <p className="item-line">{text.line}</p>
          <p className="item-price">{yenText(locale, good.yen)}</p>
          <p>{TEXT.stock[locale]}</p>
          <p className="item-tags">
            <span>{TEXT.goes[locale]}</span>
            {good.tags.map((tag) => (
              <a key={tag} href={`/demo/shop/search?q=${encodeURIComponent(tagName(tag)[locale])}`}>
                {tagName(tag)[locale]}
              </a>
            ))}
          </p>
          <p className="item-demo">{TEXT.demo[locale]}</p>
        </div>
      </article>
      <ShelfSection
        visit={visit}
        shown={show(visit, 'shop-also-bought', (grant) => composeAlsoBought(grant, good))}
      />
      <PieceView
        visit={visit}
        shown={show(visit, 'shop-viewed-then-bought', (grant) => composeThenBought(grant, good))}
      />
    </ShopFrame>
  );
}
