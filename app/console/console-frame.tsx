import type { ReactNode } from 'react';
import { LanguageForm } from '../_ui/language-form';
import { audienceWords } from './audience/words';
import { draftWords } from './catalogue/words';
import { searchPath, type ConsolePage } from './console-page';
import { evidenceWords } from './console-words';
import { erasuresWordsFor } from './erasures/words';
import { gapsWords } from './gaps/words';
import { WatchAlarm } from './watch/watch-alarm';
import { watchWords } from './watch/words';
import { webhookWords } from './webhooks/words';
import './console.css';
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
  const { nav } = evidenceWords[locale];
  const places = [
    ['/console/inquiry', nav.inquiry],
    ['/console', words.nav.log],
    ['/console/packs', nav.packs],
    ['/console/erasures', erasuresWordsFor(locale).title],
    ['/console/gaps', gapsWords[locale].title],
    ['/console/audience', audienceWords[locale].title],
    ['/console/catalogue', draftWords[locale].title],
    ['/console/webhooks', webhookWords[locale].title],
    ['/console/watch', watchWords[locale].title],
  ] as const;
  const current = places.findLast(([path]) => here.startsWith(path))?.[0];
  const at = here.startsWith('/console/inquiry') ? '/console/inquiry' : current;
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
          <nav className="head-nav console-nav" aria-label={words.nav.label}>
            <ul>
              {places.map(([path, name]) => (
                <li key={path}>
                  <a href={path} aria-current={path === at ? 'page' : undefined}>
                    {name}
                  </a>
                </li>
              ))}
              <li>
                <a href="/docs">{words.nav.reference}</a>
              </li>
              <li>
                <a href="/">{words.nav.portal}</a>
              </li>
            </ul>
          </nav>
          <div className="head-side">
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
        <WatchAlarm page={page} here={at === '/console/watch'} />
        {children}
      </main>
    </>
  );
}
