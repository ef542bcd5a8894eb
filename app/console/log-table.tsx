import type { LogLine } from '@/lib/evidence/log-search';
import { historyView } from '@/lib/portal/history';
import { instantText } from '../_ui/dates';
import { historyText } from '../_ui/history-text';
import type { ConsolePage } from './console-page';

interface Row {
  readonly what: string;
  readonly by: string;
  readonly surface: string;
  readonly notice: string;
}

function rowOf(page: ConsolePage, { kind, eventId, body, atMs }: LogLine): Row {
  const { words, shared, locale, runtime } = page;
  if (body === null) {
    const erased = kind === 'event' ? words.result.noBody : words.announcements[kind];
    return { what: erased, by: words.by.system, surface: shared.surface.system, notice: '' };
  }
  const view = historyView(
    { eventId: eventId ?? '', atMs, body, undone: false, undoable: false },
    runtime.catalogues.current(),
    locale,
  );
  const system =
    view.system === null ? '' : shared.history.bySystem(shared.systems[view.system] ?? view.system);
  return {
    what: historyText(view, shared, locale),
    by: `${words.by[body.by]}${system}`,
    surface: shared.surface[view.surface],
    notice: view.noticeVersion === null ? '' : shared.history.version(view.noticeVersion),
  };
}

/** A table on a wide screen, the same cells as a list on a phone. */
export function LogTable({ page, lines }: { page: ConsolePage; lines: readonly LogLine[] }) {
  const { words, locale } = page;
  const { result } = words;
  return (
    <table className="log-table">
      <caption className="sr">{result.caption}</caption>
      <thead>
        <tr>
          <th scope="col" aria-sort="descending">
            {result.seq}
          </th>
          <th scope="col">{result.at}</th>
          <th scope="col">{result.what}</th>
          <th scope="col">{result.by}</th>
          <th scope="col">{result.surface}</th>
          <th scope="col">{result.notice}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => {
          const row = rowOf(page, line);
          return (
            <tr key={line.seq}>
              <td className="num" data-label={result.seq}>
                {line.seq}
              </td>
              <td className="num" data-label={result.at}>
                <time dateTime={new Date(line.atMs).toISOString()}>
                  {instantText(locale, line.atMs)}
                </time>
              </td>
              <th scope="row" data-label={result.what}>
                {row.what}
              </th>
              <td data-label={result.by}>{row.by}</td>
              <td data-label={result.surface}>{row.surface}</td>
              <td className="num" data-label={result.notice}>
                {row.notice}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
