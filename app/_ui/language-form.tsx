import type { Locale } from '@/lib/catalogue/model';
import type { Messages } from './messages/ja';

/** To the other language, and back `here`. */
export function LanguageForm(parts: {
  readonly locale: Locale;
  readonly words: Messages['language'];
  readonly here: string;
}) {
  const { words } = parts;
  const other = parts.locale === 'ja' ? 'en' : 'ja';
  return (
    <form method="post" action="/language" aria-label={words.label}>
      <input type="hidden" name="back" value={parts.here} readOnly />
      <button className="plain-button" id="language" name="language" value={other} lang={other}>
        {words[other]}
      </button>
    </form>
  );
}
