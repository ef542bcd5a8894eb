import type { ReactNode } from 'react';
import type { Locale } from '@/lib/catalogue/model';
import { LanguageForm } from '../language-form';
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
        <LanguageForm locale={locale} path={path} className="desk-link" />
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
