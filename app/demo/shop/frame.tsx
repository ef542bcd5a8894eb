import type { ReactNode } from 'react';
import { LanguageForm } from '../language-form';
import { GENRES } from './goods';
import type { Visit } from './visit';
import { GENRE_NAMES, words } from './words';

const TEXT = {
  search: words('さがす', 'Search'),
  searchLabel: words('商品をさがす', 'Search our goods'),
  mailbox: words('メール', 'Mail'),
  genres: words('売り場', 'Departments'),
  guest: words('はじめての方', 'Guest'),
  skip: words('本文へ進む', 'Skip to content'),
  foot: words(
    'みのりは、デモのための架空のお店です。商品もお客さまも実在しません。',
    'Minori is an invented shop. Neither its goods nor its customers exist.',
  ),
  asks: words(
    'この店は、表示をあなたに合わせる前に、毎回「納得」にたずねます。',
    'Before it tailors anything to you, this shop asks Nattoku, every time.',
  ),
  guide: words('デモの案内へ', 'To the guided page'),
  more: words('みのりのページ', 'Pages of Minori'),
  slogan: words('暮らしの道具と、おいしいもの', 'Things for the house, good things to eat'),
} as const;

const PAGES = [
  ['/demo/shop/cart', words('カート', 'Cart')],
  ['/demo/shop/reading', words('読みもの', 'Reading')],
  ['/demo/shop/quiz', words('お茶の診断', 'Tea quiz')],
  ['/demo/shop/video', words('動画', 'Videos')],
  ['/demo/shop/help', words('返品とお困りごと', 'Returns and help')],
] as const;

function Leaf() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false" className="brand-mark">
      <circle cx="16" cy="18" r="12" />
      <path d="M16 9q0-7 8-8q0 8-8 8zM16 9q-1-5-7-5q1 5 7 5z" />
    </svg>
  );
}

function customerName({ customer, locale }: Visit): string {
  if (customer === undefined) return TEXT.guest[locale];
  return locale === 'ja' ? `${customer.name.ja} さま` : customer.name.en;
}

/** The face of the shop, its own from top to bottom. */
export function ShopFrame({
  visit,
  query = '',
  children,
}: {
  readonly visit: Visit;
  readonly query?: string;
  readonly children: ReactNode;
}) {
  const { locale } = visit;
  return (
    <div className="minori">
      <a className="minori-skip" href="#shop-content">
        {TEXT.skip[locale]}
      </a>
      <header className="top">
        <div className="top-row">
          <a className="brand" href="/demo/shop">
            <Leaf />
            <span className="brand-name" lang="ja">
              みのり
            </span>
            <span className="brand-latin" lang="en">
              Minori
            </span>
          </a>
          <form className="search" role="search" action="/demo/shop/search">
            <label className="sr" htmlFor="q">
              {TEXT.searchLabel[locale]}
            </label>
            <input id="q" name="q" type="search" defaultValue={query} maxLength={60} />
            <button>{TEXT.search[locale]}</button>
          </form>
          <div className="top-side">
            <span className="customer">{customerName(visit)}</span>
            <a className="top-link" href="/demo/shop/mail">
              {TEXT.mailbox[locale]}
            </a>
            <LanguageForm locale={visit.locale} path={visit.path} className="top-link" />
          </div>
        </div>
        <nav aria-label={TEXT.genres[locale]}>
          <ul className="genres">
            {GENRES.map((genre) => (
              <li key={genre}>
                <a href={`/demo/shop/search?q=${encodeURIComponent(GENRE_NAMES[genre][locale])}`}>
                  {GENRE_NAMES[genre][locale]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main id="shop-content" className="shop-page" tabIndex={-1}>
        {children}
      </main>
      <footer className="bottom">
        <p className="bottom-name">{TEXT.slogan[locale]}</p>
        <nav aria-label={TEXT.more[locale]}>
          <ul className="bottom-pages">
            {PAGES.map(([href, name]) => (
              <li key={href}>
                <a href={href}>{name[locale]}</a>
              </li>
            ))}
          </ul>
        </nav>
        <p>{TEXT.foot[locale]}</p>
        <p>{TEXT.asks[locale]}</p>
        <p>
          <a href="/demo" target="_top">
            {TEXT.guide[locale]}
          </a>
        </p>
      </footer>
    </div>
  );
}
