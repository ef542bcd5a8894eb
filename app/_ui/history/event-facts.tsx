import type { HistoryView } from '@/lib/portal/history';
import type { OldNew } from '@/lib/portal/old-new';
import { endText } from '../brief-text';
import { instantText } from '../dates';
import { HiddenFields } from '../hidden-fields';
import { historyText } from '../history-text';
import type { Page } from '../page';

interface Shown {
  readonly page: Page;
  readonly item: HistoryView;
  readonly change: OldNew | undefined;
}

export function EventFacts({ page, item, change }: Shown) {
  const { words, locale } = page;
  const { spread, record } = words;
  const system =
    item.system === null ? '' : words.history.bySystem(words.systems[item.system] ?? item.system);
  const end = endText(item, words, locale);
  const rows: readonly (readonly [string, string])[] = [
    [spread.when, instantText(locale, item.atMs)],
    [spread.what, historyText(item, words, locale)],
    ...(end === null ? [] : [[words.record.end, end] as const]),
    [spread.from, `${words.surface[item.surface]}${system}`],
    ...(change === undefined
      ? []
      : [
          [
            spread.change,
            record.changed(record.stood[change.was], record.stood[change.is]),
          ] as const,
        ]),
  ];
  return (
    <dl className="facts">
      {rows.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="num">{text}</dd>
        </div>
      ))}
      {item.noticeVersion === null ? null : (
        <div>
          <dt>{spread.notice}</dt>
          <dd>
            <a href={`/transparency?version=${String(item.noticeVersion)}`}>
              {spread.noticeWords(item.noticeVersion)}
            </a>
          </dd>
        </div>
      )}
    </dl>
  );
}

/** The way back where there is one, and the receipt. */
export function EventActs({ page, item }: Omit<Shown, 'change'>) {
  const { words } = page;
  return (
    <div className="event-acts">
      {item.undoable && !item.undone ? (
        <form method="post" action="/choices" data-enhance>
          <HiddenFields setting={page.setting} fields={{ events: item.eventId }} />
          <button className="plain-button" name="act" value="undo">
            {words.saved.undo}
          </button>
        </form>
      ) : null}
      <a
        className="plain-button inline-flex items-center"
        href={`/history/${item.eventId}/receipt`}
      >
        {words.receipt.link}
      </a>
    </div>
  );
}
