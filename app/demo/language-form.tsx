import type { Locale } from '@/lib/catalogue/model';

/** To the other language, and back to `path`; looks as the face it stands in. */
export function LanguageForm(parts: {
  readonly locale: Locale;
  readonly path: string;
  readonly className: string;
}) {
  const other = parts.locale === 'ja' ? 'en' : 'ja';
  return (
    <form method="post" action="/language">
      <input type="hidden" name="back" value={parts.path} readOnly />
      <button className={parts.className} id="language" name="language" value={other} lang={other}>
        {other === 'ja' ? '日本語' : 'English'}
      </button>
    </form>
  );
}
