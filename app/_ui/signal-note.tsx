import type { Page } from './page';

/** Said only where a signal stands on record: that it is followed, or what was allowed after it. */
export function SignalNote({ page }: { readonly page: Page }) {
  const { words, locale, reading } = page;
  if (reading.signal === undefined) return null;
  const { followed, allowedSince } = reading.signal;
  const names = allowedSince.map(
    (key) => reading.compiled.purposes.get(key)?.text[locale].name ?? key,
  );
  return (
    <div className="note">
      {followed.length > 0 ? <p>{words.home.gpc}</p> : null}
      {names.length > 0 ? (
        <p>{words.home.gpcAllowedSince(words.history.quoted(words.list(names)))}</p>
      ) : null}
    </div>
  );
}
