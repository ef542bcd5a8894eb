import type { AskedDay, AskedView } from '@/lib/portal/activity';
import { pageOf } from '@/lib/portal/history-kinds';
import { dayText } from '../dates';
import type { Page } from '../page';
import { Pager, PastTheEnd } from './pager';

const DAYS_A_PAGE = 3;

function Day({ page, day }: { readonly page: Page; readonly day: AskedDay }) {
  const { words, locale } = page;
  const { asked } = words.record;
  const columns = [asked.place, asked.system, asked.times, asked.yes, asked.no];
  return (
    <table className="plain-table asked-table" role="table">
      <caption>{asked.day(dayText(locale, day.dayMs), day.asked)}</caption>
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
        {day.rows.map((row) => (
          <tr key={row.key} role="row">
            <th role="rowheader" scope="row">
              <a href={`/places/${row.key}`}>{row.name}</a>
            </th>
            <td role="cell" data-label={asked.system}>
              {row.system === null ? '' : (words.systems[row.system] ?? row.system)}
            </td>
            <td role="cell" className="num" data-label={asked.times}>
              {row.asked}
            </td>
            <td role="cell" className="num" data-label={asked.yes}>
              {row.asked - row.refused}
            </td>
            <td role="cell" className="num" data-label={asked.no}>
              {row.refused}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** In words, and the same numbers as plain tables, a day each. */
export function AskedDays(parts: {
  readonly page: Page;
  readonly asked: AskedView;
  readonly number: number;
}) {
  const { page, asked, number } = parts;
  const { record } = page.words;
  if (asked.days.length === 0) return <p className="note">{record.none.asked}</p>;
  const shown = pageOf(asked.days, number, DAYS_A_PAGE);
  return (
    <>
      <p className="mb-4">{record.asked.summary(asked.places, asked.asked, asked.refused)}</p>
      {shown.items.length === 0 ? <PastTheEnd page={page} kind="asked" /> : null}
      {shown.items.map((day) => (
        <Day key={day.dayMs} page={page} day={day} />
      ))}
      <Pager page={page} kind="asked" of={shown} />
    </>
  );
}
