import type { ReactNode } from 'react';
import type { Locale } from '@/lib/catalogue/model';
import { LanguageForm } from '../language-form';
import { TABLET } from './words';

/** A tablet on a counter: the edge of the device, its own bar, one screen. */
export function TabletFrame({
  locale,
  children,
}: {
  readonly locale: Locale;
  readonly children: ReactNode;
}) {
  return (
    <div className="tablet">
      <a className="tablet-skip" href="#tablet-content">
        {TABLET.skip[locale]}
      </a>
      <div className="tablet-device">
        <header className="tablet-bar">
          <span className="tablet-brand">{TABLET.brand[locale]}</span>
          <span>{TABLET.device[locale]}</span>
          <LanguageForm locale={locale} path="/demo/store" className="tablet-link" />
        </header>
        <main id="tablet-content" className="tablet-screen" tabIndex={-1}>
          {children}
        </main>
      </div>
      <footer className="tablet-foot">
        <p>{TABLET.invented[locale]}</p>
        <a href="/demo" target="_top">
          {TABLET.guide[locale]}
        </a>
      </footer>
    </div>
  );
}
