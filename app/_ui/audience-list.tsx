import type { AudienceView } from '@/lib/portal/audiences';
import type { PageOf } from '@/lib/portal/history-kinds';
import { instantText } from './dates';
import { Count, Pager, PastTheEnd } from './history/pager';
import type { Page } from './page';

/** Of which lists one was part, in the words of whoever made them. */
export function AudienceList(parts: {
  readonly page: Page;
  readonly audiences: PageOf<AudienceView>;
}) {
  const { page, audiences } = parts;
  const { words, locale } = page;
  if (audiences.total === 0) return <p className="note">{words.record.none.audiences}</p>;
  if (audiences.items.length === 0) return <PastTheEnd page={page} kind="audiences" />;
  return (
    <>
      <p className="quiet mb-4">{words.audiences.lead}</p>
      <Count page={page} of={audiences} />
      <ol className="log">
        {audiences.items.map(({ id, atMs, campaign, segment, system, touchpoint, place }) => (
          <li key={id}>
            <time className="num" dateTime={new Date(atMs).toISOString()}>
              {instantText(locale, atMs)}
            </time>
            <div>
              <p className="what">{words.audiences.was(campaign, segment)}</p>
              <p className="quiet small">
                <a href={`/places/${touchpoint}`}>{place}</a>
                {words.history.bySystem(words.systems[system] ?? system)}
              </p>
            </div>
          </li>
        ))}
      </ol>
      <Pager page={page} kind="audiences" of={audiences} />
    </>
  );
}
