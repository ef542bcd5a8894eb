import type { ConsolePage } from './console-page';

/** To the other language, and back `here`. */
export function LanguageForm({
  page: { locale, shared },
  here,
}: {
  readonly page: ConsolePage;
  readonly here: string;
}) {
  const other = locale === 'ja' ? 'en' : 'ja';
  return (
    <form method="post" action="/language" aria-label={shared.language.label}>
      <input type="hidden" name="back" value={here} readOnly />
      <button className="plain-button" id="language" name="language" value={other} lang={other}>
        {shared.language[other]}
      </button>
    </form>
  );
}
