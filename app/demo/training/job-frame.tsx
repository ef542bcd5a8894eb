import type { ReactNode } from 'react';
import type { Locale } from '@/lib/catalogue/model';
import { LanguageForm } from '../language-form';
import { JOB } from './words';

/** The page of a nightly job: squared paper, figures in columns. */
export function JobFrame({
  locale,
  children,
}: {
  readonly locale: Locale;
  readonly children: ReactNode;
}) {
  return (
    <div className="job">
      <a className="job-skip" href="#job-content">
        {JOB.skip[locale]}
      </a>
      <header className="job-bar">
        <a className="job-brand" href="/demo/training">
          {JOB.brand[locale]}
        </a>
        <LanguageForm locale={locale} path="/demo/training" className="job-link" />
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
