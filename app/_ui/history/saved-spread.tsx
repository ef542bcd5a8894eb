import type { Page } from '../page';
import { readPageSpread } from './read-page-spread';
import { spreadSentences } from './spread-text';

/** Shortly beside what was just saved; the whole of it has a page. */
export async function SavedSpread(parts: {
  readonly page: Page;
  readonly eventIds: readonly string[];
}) {
  const { page, eventIds } = parts;
  const [first] = eventIds;
  const spread = await readPageSpread(page, eventIds);
  if (spread === undefined || first === undefined) return null;
  const sentences = spreadSentences({ ...spread, unlinked: 0 }, page.words);
  return (
    <p className="saved-spread">
      {sentences.join(page.locale === 'ja' ? '' : ' ')}{' '}
      <a href={`/history/${first}#spread`}>{page.words.spread.link}</a>
    </p>
  );
}
