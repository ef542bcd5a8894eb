import type { ReactNode } from 'react';
import './shop.css';
import './pieces.css';
import './faces.css';
import { LanguageForm } from '../language-form';
import type { Visit } from './visit';
import { words, type Words } from './words';

const TEXT = {
  skip: words('本文へ進む', 'Skip to content'),
  guide: words('デモの案内へ', 'To the guided page'),
  places: words('すべての場所', 'All places'),
  foot: words(
    'デモのための架空の画面です。ここに出る人も会社も実在しません。',
    'An invented screen. Neither people nor companies here exist.',
  ),
  nobody: words('どなたか分かりません', 'Nobody is known here'),
} as const;

export interface FaceLink {
  readonly href: string;
  readonly name: Words;
}

/** Somebody else's screen, or another one of the shop's: each has a face of its own. */
export function FaceFrame({
  visit,
  face,
  name,
  links = [],
  children,
}: {
  readonly visit: Visit;
  readonly face: 'care' | 'lock' | 'town' | 'till' | 'works';
  readonly name: Words;
  readonly links?: readonly FaceLink[];
  readonly children: ReactNode;
}) {
  const { locale, customer, path } = visit;
  return (
    <div className={`minori face face-${face}`}>
      <a className="minori-skip" href="#face-content">
        {TEXT.skip[locale]}
      </a>
      <header className="face-top">
        <p className="face-name">{name[locale]}</p>
        <p className="face-who">{(customer?.name ?? TEXT.nobody)[locale]}</p>
        <LanguageForm locale={visit.locale} path={visit.path} className="top-link" />
      </header>
      <main id="face-content" className="face-page" tabIndex={-1}>
        {children}
      </main>
      {links.length === 0 ? null : (
        <nav className="face-tabs" aria-label={name[locale]}>
          {links.map((link) => (
            <a
              key={link.href}
              href={link.href}
              aria-current={link.href === path.split('?')[0] ? 'page' : undefined}
            >
              {link.name[locale]}
            </a>
          ))}
        </nav>
      )}
      <footer className="face-foot">
        <p>{TEXT.foot[locale]}</p>
        <p className="face-ways">
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
