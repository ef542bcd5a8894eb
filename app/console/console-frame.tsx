import type { ReactNode } from 'react';
import { searchPath, type ConsolePage } from './console-page';
import './console.css';

/** Denser than the portal, the same bones. */
export function ConsoleFrame({ page, children }: { page: ConsolePage; children: ReactNode }) {
  const { words, shared, principal, locale } = page;
  const other = locale === 'ja' ? 'en' : 'ja';
  return (
    <>
      <a className="skip" href="#content">
        {shared.skip}
      </a>
      <header className="head">
        <div className="head-row">
          <a className="wordmark" href="/console">
            <span lang="ja">{shared.wordmark.kanji}</span>
            <small>{words.name}</small>
          </a>
          <nav className="head-nav" aria-label={words.nav.label}>
            <ul>
              <li>
                <a href="/console" aria-current="page">
                  {words.nav.log}
                </a>
              </li>
              <li>
                <a href="/docs">{words.nav.reference}</a>
              </li>
              <li>
                <a href="/">{words.nav.portal}</a>
              </li>
            </ul>
          </nav>
          <div className="head-side">
            <form method="post" action="/language" aria-label={shared.language.label}>
              <input type="hidden" name="back" value={searchPath(page.form, {})} readOnly />
              <button
                className="plain-button"
                id="language"
                name="language"
                value={other}
                lang={other}
              >
                {shared.language[other]}
              </button>
            </form>
            {principal.kind === 'anonymous' ? null : (
              <form method="post" action="/sign-out">
                <button className="plain-button">{words.signOut}</button>
              </form>
            )}
          </div>
        </div>
      </header>
      <main id="content" className="page console" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
