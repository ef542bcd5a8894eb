import type { ReactNode } from 'react';
import { LanguageForm } from '../_ui/language-form';
import { ConsoleNav, placeOf, waysOut } from './console-nav';
import { searchPath, type ConsolePage } from './console-page';
import { WatchAlarm } from './watch/watch-alarm';
import './console.css';
import './console-head.css';
import './watch/watch.css';

/** Denser than the portal, the same bones. */
export function ConsoleFrame(parts: {
  readonly page: ConsolePage;
  readonly children: ReactNode;
  /** Address of this page; the search by default. */
  readonly here?: string;
}) {
  const { page, children, here = searchPath(page.form, {}) } = parts;
  const { words, shared, principal, locale } = page;
  const inMenu = principal.kind === 'officer';
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
          <ConsoleNav page={page} here={here} />
          <div className="head-side">
            {waysOut(page).map(([path, name]) => (
              <a
                key={path}
                className={inMenu ? 'console-out console-wide' : 'console-out'}
                href={path}
              >
                {name}
              </a>
            ))}
            <LanguageForm locale={locale} words={shared.language} here={here} />
            {principal.kind === 'anonymous' ? null : (
              <form method="post" action="/sign-out">
                <button className="plain-button">{words.signOut}</button>
              </form>
            )}
          </div>
        </div>
      </header>
      <main id="content" className="page console" tabIndex={-1} data-own>
        <WatchAlarm page={page} here={placeOf(page, here)?.[0] === '/console/watch'} />
        {children}
      </main>
    </>
  );
}
