import type { LogLine } from '@/lib/evidence/log-search';
import { dayText, timeText } from '../_ui/dates';
import type { ConsolePage } from './console-page';
import { rowText } from './row-text';
import { zoneText } from './zone-text';

const COLUMNS = 7;

interface Day {
  readonly name: string;
  readonly lines: readonly LogLine[];
}

function byDay({ locale }: ConsolePage, lines: readonly LogLine[]): readonly Day[] {
  const days: { name: string; lines: LogLine[] }[] = [];
  for (const line of lines) {
    const name = dayText(locale, line.atMs);
    const last = days.at(-1);
    if (last?.name === name) last.lines.push(line);
    else days.push({ name, lines: [line] });
  }
  return days;
}

function Row({ page, line }: { page: ConsolePage; line: LogLine }) {
  const row = rowText(page, line);
  return (
    <tr role="row">
      <td role="cell" className="log-seq">
        {line.seq}
      </td>
      <td role="cell" className="log-time">
        <time dateTime={new Date(line.atMs).toISOString()}>{timeText(page.locale, line.atMs)}</time>
      </td>
      <td role="cell" className="log-mark" data-mark={row.mark}>
        {page.words.marks[row.mark]}
      </td>
      <th role="rowheader" scope="row" className="log-what">
        {row.what}
      </th>
      <td role="cell">{row.by}</td>
      <td role="cell">{row.surface}</td>
      <td role="cell">{row.notice}</td>
    </tr>
  );
}

function Head({ page }: { page: ConsolePage }) {
  const { result } = page.words;
  return (
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col" aria-sort="descending">
          {result.seq}
        </th>
        <th role="columnheader" scope="col">
          {result.at(zoneText(page.locale))}
        </th>
        {[result.mark, result.what, result.by, result.surface, result.notice].map((name) => (
          <th role="columnheader" scope="col" key={name}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/**
 * A table on a wide screen, the same rows as a list on a phone. The roles are written out because
 * a table that is laid out otherwise loses its own.
 */
export function LogTable(parts: {
  readonly page: ConsolePage;
  readonly lines: readonly LogLine[];
  readonly caption: string;
}) {
  const { page, lines, caption } = parts;
  return (
    <table className="log-table" role="table">
      <caption className="sr">{caption}</caption>
      <Head page={page} />
      {byDay(page, lines).map((day) => (
        <tbody role="rowgroup" key={day.name}>
          <tr role="row" className="log-day">
            <th role="rowheader" scope="rowgroup" colSpan={COLUMNS}>
              {day.name}
            </th>
          </tr>
          {day.lines.map((line) => (
            <Row key={line.seq} page={page} line={line} />
          ))}
        </tbody>
      ))}
    </table>
  );
}
