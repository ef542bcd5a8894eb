import type { Metadata } from 'next';
import { ShopFrame } from '../frame';
import { Panel } from '../panel';
import { GoodCard } from '../shelf';
import { composeSearch } from '../slots/site-search';
import { getVisit, show, textOf, type Query } from '../visit';
import { words } from '../words';

export const metadata: Metadata = { title: 'さがす Search｜みのり Minori' };

const TEXT = {
  all: words('すべての商品', 'All goods'),
  found: (query: string) => words(`「${query}」の検索結果`, `Results for “${query}”`),
  count: (n: number) => words(`${n}点`, n === 1 ? '1 item' : `${n} items`),
  none: words(
    '見つかりませんでした。ほかの言葉か、売り場からおさがしください。',
    'Nothing found. Try other words, or one of our departments.',
  ),
};

export default async function SearchPage({
  searchParams,
}: {
  readonly searchParams: Promise<Query>;
}) {
  const asked = await searchParams;
  const query = textOf(asked, 'q').normalize('NFKC').trim();
  const path = `/demo/shop/search?q=${encodeURIComponent(query)}`;
  const visit = await getVisit(path, asked, ['site-search']);
  const { locale } = visit;
  const shown = show(visit, 'site-search', (grant) => composeSearch(grant, query));
  const { title, goods } = shown.content;
  return (
    <ShopFrame visit={visit} query={query}>
      <div className="shelf-head search-head">
        <h1>{query === '' ? TEXT.all[locale] : TEXT.found(query)[locale]}</h1>
        <Panel visit={visit} shown={shown} />
      </div>
      <p className="order">
        {TEXT.count(goods.length)[locale]} <span aria-hidden="true">／</span> {title[locale]}
      </p>
      {goods.length === 0 ? <p>{TEXT.none[locale]}</p> : null}
      <ul className="goods">
        {goods.map((good) => (
          <GoodCard key={good.key} good={good} locale={locale} />
        ))}
      </ul>
    </ShopFrame>
  );
}
