import type { ReactNode } from 'react';
import { LanguageForm } from '../language-form';
import './stage.css';
import { STAGE_WORDS, type StageLocale } from './words';

/** The concourse: dark in either scheme, so that phone and shop stand in the light. */
export function StageFrame({
  locale,
  path,
  children,
}: {
  readonly locale: StageLocale;
  readonly path: string;
  readonly children: ReactNode;
}) {
  const words = STAGE_WORDS[locale];
  return (
    <div className="stage">
      <a className="stage-skip" href="#stage-content">
        {words.skip}
      </a>
      <header className="stage-top">
        <a className="stage-mark" href="/demo">
          <span lang="ja">納得</span>
          <small lang="en">Nattoku</small>
        </a>
        <LanguageForm locale={locale} path={path} className="stage-link" />
      </header>
      <main id="stage-content" tabIndex={-1}>
        {children}
      </main>
      <footer className="stage-foot" aria-label={words.more}>
        <form method="post" action="/demo/officer">
          <button className="stage-link">{words.officer}</button>
        </form>
        <a className="stage-link" href="/">
          {words.portal}
        </a>
        <a className="stage-link" href="/demo/outbox">
          {words.outbox}
        </a>
        <a className="stage-link" href="/docs">
          {words.api}
        </a>
      </footer>
    </div>
  );
}
