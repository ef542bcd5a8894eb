import type { SpreadView } from '@/lib/portal/spread';
import type { Page } from '../page';
import { reachSentences, spreadSentences } from './spread-text';

/** In words, then service by service: which places, and how far it is known to be. */
export function SpreadTable({
  page,
  spread,
}: {
  readonly page: Page;
  readonly spread: SpreadView;
}) {
  const { words, locale } = page;
  const columns = [words.spread.system, words.spread.places, words.spread.state];
  return (
    <>
      <p className="mb-4">{spreadSentences(spread, words).join(locale === 'ja' ? '' : ' ')}</p>
      {spread.rows.length === 0 ? null : (
        <table className="plain-table" role="table">
          <caption className="sr">{words.spread.caption}</caption>
          <thead role="rowgroup">
            <tr role="row">
              {columns.map((column) => (
                <th key={column} role="columnheader" scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {spread.rows.map((row) => (
              <tr key={`${row.system} ${row.reach}`} role="row">
                <th role="rowheader" scope="row">
                  {words.systems[row.system] ?? row.system}
                </th>
                <td role="cell" data-label={words.spread.places}>
                  <ul className="tags">
                    {row.places.map(({ key, name }) => (
                      <li key={key}>
                        <a href={`/places/${key}`}>{name}</a>
                      </li>
                    ))}
                  </ul>
                </td>
                <td role="cell" data-label={words.spread.state}>
                  <p>{reachSentences(row, words, locale).join(locale === 'ja' ? '' : ' ')}</p>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
