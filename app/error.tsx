'use client';

import { useSyncExternalStore } from 'react';
import { ERROR_WORDS } from './_ui/messages/error-words';

function pageLanguage(): 'ja' | 'en' {
  return document.documentElement.lang === 'en' ? 'en' : 'ja';
}

export default function ErrorPage({ reset }: { readonly reset: () => void }) {
  const language = useSyncExternalStore(
    () => () => undefined,
    pageLanguage,
    () => 'ja' as const,
  );
  const words = ERROR_WORDS[language];
  return (
    <main className="page page-narrow" role="alert" lang={language}>
      <h1>{words.title}</h1>
      <p>{words.text}</p>
      <p className="mt-4 flex gap-3">
        <button className="button" type="button" onClick={reset}>
          {words.retry}
        </button>
        <a className="button" href="/">
          {words.home}
        </a>
      </p>
    </main>
  );
}
