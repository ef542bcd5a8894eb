import type { AudienceView } from '@/lib/portal/audiences';
import { instantText } from './dates';
import type { Page } from './page';

/** Of which lists one was part, in the words of whoever made them. */
export function AudienceList({
  page,
  audiences,
}: {
  readonly page: Page;
  readonly audiences: readonly AudienceView[];
}) {
  const { words, locale } = page;
  if (audiences.length === 0) return null;
  return (
    <section aria-labelledby="audiences" className="mt-8">
      <h2 id="audiences">{words.audiences.title}</h2>
      <p className="quiet mb-4">{words.audiences.lead}</p>
      <ol className="log">
        {audiences.map(({ id, atMs, campaign, segment, system, touchpoint, place }) => (
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
    </section>
  );
}
