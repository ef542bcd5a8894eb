import type { ReactNode } from 'react';
import type { Locale } from '@/lib/catalogue/model';
import { JOB } from './words';

/** The page of a nightly job: squared paper, figures in columns. */
export function JobFrame({
  locale,
  children,
}: {
  readonly locale: Locale;
  readonly children: ReactNode;
}) {
  const other = locale === 'ja' ? 'en' : 'ja';
  return (
    <div className="job">
      <a className="job-skip" href="#job-content">
        {JOB.skip[locale]}
      </a>
      <header className="job-bar">
        <a className="job-brand" href="/demo/training">
          {JOB.brand[locale]}
        </a>
        <form method="post" action="/language">
          <input type="hidden" name="back" value="/demo/training" readOnly />
          <button className="job-link" name="language" value={other} lang={other}>
            {other === 'ja' ? '日本語' : 'English'}
          </button>
        </form>
      </header>
      <main id="job-content" className="job-page" tabIndex={-1}>
        {children}
      </main>
      <footer className="job-foot">
        <p>{JOB.invented[locale]}</p>
        <a href="/demo" target="_top">
          {JOB.guide[locale]}
        </a>
      </footer>
    </div>
  );
}
