import { historyFor } from '@/lib/portal/history';
import { instantText } from '../dates';
import { Heading, under } from '../heading';
import { HistoryList } from '../history-list';
import type { PlacePart } from './place-parts';

const EVENTS_MAX = 5;

/** What was shown here and what was chosen about it, the newest few. */
export async function PlaceHistory({ page, place, level }: PlacePart) {
  const { words, locale, runtime, principal, reading } = page;
  if (principal.kind !== 'person') return null;
  const { key } = place.station;
  const shown = reading.shown.get(key);
  const items = await historyFor(runtime, principal, reading.compiled, locale);
  const here = items.filter(({ places }) => places === 'all' || places.includes(key));
  return (
    <section className="section" aria-labelledby="place-history">
      <Heading level={under(level)} id="place-history">
        {words.place.history}
      </Heading>
      <p className="quiet mb-3">
        {shown === undefined
          ? words.place.notShown
          : words.place.shown(shown.times, instantText(locale, shown.lastAtMs))}
      </p>
      {here.length === 0 ? (
        <p className="quiet">{words.place.noHistory}</p>
      ) : (
        <HistoryList page={page} items={here.slice(0, EVENTS_MAX)} />
      )}
      <p className="mt-3">
        <a className="plain-button inline-flex items-center" href="/history">
          {words.place.wholeHistory}
        </a>
      </p>
    </section>
  );
}
