'use client';

import { ERROR_WORDS } from './_ui/messages/error-words';

/** Where not even the frame could be made: both languages, no styles needed. */
export default function GlobalError({ reset }: { readonly reset: () => void }) {
  return (
    <html lang="ja">
      <body>
        <main>
          {(['ja', 'en'] as const).map((language) => (
            <section key={language} lang={language}>
              <h1>{ERROR_WORDS[language].title}</h1>
              <p>{ERROR_WORDS[language].text}</p>
              <button type="button" onClick={reset}>
                {ERROR_WORDS[language].retry}
              </button>
            </section>
          ))}
        </main>
      </body>
    </html>
  );
}
