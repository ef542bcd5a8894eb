import type { ReactNode } from 'react';
import type { ConsolePage } from './console-page';
import { searchPath } from './console-page';
import './console.css';

/** Denser than the portal, the same bones. */
export function ConsoleFrame({ page, children }: { page: ConsolePage; children: ReactNode }) {
  const { words, shared, officer, locale } = page;
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
          <nav className="console-nav" aria-label={words.nav.label}>
            <a href="/console" aria-current="page">
              {words.nav.log}
            </a>
            <a href="/docs">{words.nav.reference}</a>
            <a href="/">{words.nav.portal}</a>
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
            {officer === undefined ? null : (
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

export function NoEntry({ page }: { page: ConsolePage }) {
  const { words, runtime } = page;
  return (
    <ConsoleFrame page={page}>
      <h1>{words.noEntry.title}</h1>
      <p className="mt-4">{words.noEntry.text}</p>
      <div className="tags mt-6">
        <a className="button button-strong" href="/sign-in?as=officer&next=%2Fconsole">
          {words.noEntry.signIn}
        </a>
        {runtime.env.demo === 'off' ? null : (
          <form method="post" action="/demo/officer">
            <button className="button">{words.noEntry.demo}</button>
          </form>
        )}
      </div>
    </ConsoleFrame>
  );
}
