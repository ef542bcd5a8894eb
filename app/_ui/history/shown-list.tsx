import type { ShownView } from '@/lib/portal/activity';
import type { PageOf } from '@/lib/portal/history-kinds';
import { instantText } from '../dates';
import type { Page } from '../page';
import { Pager, PastTheEnd } from './pager';

function Because({ page, shown }: { readonly page: Page; readonly shown: ShownView }) {
  const { record } = page.words;
  if (shown.because.length === 0) return <p className="quiet small">{record.shown.none}</p>;
  return (
    <ul className="bullets small" aria-label={record.shown.because}>
      {shown.because.map(({ text, lang }, index) => (
        <li key={`${String(index)} ${text}`} lang={lang ?? undefined}>
          {text}
        </li>
      ))}
    </ul>
  );
}

/** What was shown, where, and what the service said it went by. */
export function ShownList({ page, of }: { readonly page: Page; readonly of: PageOf<ShownView> }) {
  const { words, locale } = page;
  const { record } = words;
  if (of.items.length === 0 && of.page === 1) return <p className="note">{record.none.shown}</p>;
  return (
    <>
      <p className="quiet mb-4">
        {record.shown.lead} <a href="/guesses">{record.shown.guesses}</a>
      </p>
      {of.items.length === 0 ? <PastTheEnd page={page} kind="shown" /> : null}
      <ol className="log">
        {of.items.map((shown) => (
          <li key={shown.id}>
            <time className="num" dateTime={new Date(shown.atMs).toISOString()}>
              {instantText(locale, shown.atMs)}
            </time>
            <div>
              <p className="what">
                <a href={`/places/${shown.place.key}`}>{shown.place.name}</a>
                {shown.system === null ? null : (
                  <span className="quiet small">
                    {words.history.bySystem(words.systems[shown.system] ?? shown.system)}
                  </span>
                )}
              </p>
              <Because page={page} shown={shown} />
            </div>
          </li>
        ))}
      </ol>
      <Pager page={page} kind="shown" of={of} />
    </>
  );
}
