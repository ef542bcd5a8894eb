import type { ReactNode } from 'react';
import type { Locale } from '@/lib/catalogue/model';
import './own-frame.css';
import { LanguageForm } from './language-form';
import { words, type Words } from './shop/words';

const TEXT = {
  skip: words('本文へ進む', 'Skip to content'),
  guide: words('デモの案内へ', 'To the guided page'),
  places: words('すべての場所', 'All places'),
} as const;

interface Own {
  readonly locale: Locale;
  readonly path: string;
  /** Its class: colours, type and the edge of its device. */
  readonly face: string;
  readonly name: Words;
  /** Where its name leads. */
  readonly home?: string;
  /** Who works at it, or whose it is. */
  readonly aside?: Words;
  /** Says that nobody here exists. */
  readonly invented: Words;
  /** Under its page, still on the device. */
  readonly tabs?: ReactNode;
  readonly children: ReactNode;
}

/** A screen that is not the shop's page: a head, a page and a foot, in a face of its own. */
export function OwnFrame({ locale, path, face, name, home, aside, invented, tabs, children }: Own) {
  return (
    <div className={`own ${face}`}>
      <a className="own-skip" href="#own-content">
        {TEXT.skip[locale]}
      </a>
      <div className="own-device">
        <header className="own-head">
          {home === undefined ? (
            <p className="own-name">{name[locale]}</p>
          ) : (
            <a className="own-name" href={home}>
              {name[locale]}
            </a>
          )}
          {aside === undefined ? null : <p className="own-aside">{aside[locale]}</p>}
          <LanguageForm locale={locale} path={path} className="own-language" />
        </header>
        <main id="own-content" className="own-page" tabIndex={-1}>
          {children}
        </main>
        {tabs}
      </div>
      <footer className="own-foot">
        <p>{invented[locale]}</p>
        <p className="own-ways">
          <a href="/demo/places" target="_top">
            {TEXT.places[locale]}
          </a>
          <a href="/demo" target="_top">
            {TEXT.guide[locale]}
          </a>
        </p>
      </footer>
    </div>
  );
}
