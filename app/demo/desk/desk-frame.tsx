import type { ReactNode } from 'react';
import type { Locale } from '@/lib/catalogue/model';
import { DESK } from './words';

/** A tool for working in: dense, plain, grey-blue, nothing like the shop's shelves. */
export function DeskFrame({
  locale,
  path,
  children,
}: {
  readonly locale: Locale;
  readonly path: string;
  readonly children: ReactNode;
}) {
  const other = locale === 'ja' ? 'en' : 'ja';
  return (
    <div className="desk">
      <a className="desk-skip" href="#desk-content">
        {DESK.skip[locale]}
      </a>
      <header className="desk-bar">
        <a className="desk-brand" href="/demo/desk">
          {DESK.brand[locale]}
        </a>
        <span>{DESK.staff[locale]}</span>
        <form method="post" action="/language">
          <input type="hidden" name="back" value={path} readOnly />
          <button className="desk-link" name="language" value={other} lang={other}>
            {other === 'ja' ? '日本語' : 'English'}
          </button>
        </form>
      </header>
      <main id="desk-content" className="desk-page" tabIndex={-1}>
        {children}
      </main>
      <footer className="desk-foot">
        <p>{DESK.invented[locale]}</p>
        <a href="/demo" target="_top">
          {DESK.guide[locale]}
        </a>
      </footer>
    </div>
  );
}
