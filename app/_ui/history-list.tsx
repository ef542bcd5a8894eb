import { groupHistory, type HistoryGroup, type HistoryView } from '@/lib/portal/history';
import type { OldNew } from '@/lib/portal/old-new';
import { endText } from './brief-text';
import { HiddenFields } from './hidden-fields';
import { instantText } from './dates';
import { historyText } from './history-text';
import type { Page } from './page';

interface Row {
  readonly page: Page;
  readonly group: HistoryGroup;
}

function Undo({ page, group }: Row) {
  const { words, locale } = page;
  const { first, items } = group;
  if (first.undone) return <p className="quiet small">{words.history.undone}</p>;
  if (!first.undoable) return null;
  const events = items.map(({ eventId }) => eventId).join(' ');
  return (
    <form method="post" action="/choices" data-enhance>
      <HiddenFields setting={page.setting} fields={{ events }} />
      <button className="plain-button" name="act" value="undo">
        {words.saved.undo}
        <span className="sr">{words.choice.about(historyText(first, words, locale))}</span>
      </button>
    </form>
  );
}

function ReceiptLink({ page, item }: { readonly page: Page; readonly item: HistoryView }) {
  const { words, locale } = page;
  return (
    <a className="plain-button" href={`/history/${item.eventId}/receipt`}>
      {words.receipt.link}
      <span className="sr">{words.choice.about(historyText(item, words, locale))}</span>
    </a>
  );
}

function DetailsLink({ page, item }: { readonly page: Page; readonly item: HistoryView }) {
  const { words, locale } = page;
  return (
    <a className="plain-button" href={`/history/${item.eventId}`}>
      {words.record.details}
      <span className="sr">{words.choice.about(historyText(item, words, locale))}</span>
    </a>
  );
}

function Parts({ page, group }: Row) {
  const { words, locale } = page;
  if (group.items.length < 2) return null;
  return (
    <details>
      <summary className="small">{words.history.parts(group.items.length)}</summary>
      <ul className="bullets small">
        {group.items.map((item) => (
          <li key={item.eventId}>
            {historyText(item, words, locale)} <ReceiptLink page={page} item={item} />
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What stood before, and what stands by it; said where something changed. */
function Changed({ page, change }: { readonly page: Page; readonly change: OldNew | undefined }) {
  const { record } = page.words;
  if (change === undefined || change.was === change.is) return null;
  return (
    <p className="small">{record.changed(record.stood[change.was], record.stood[change.is])}</p>
  );
}

/** The words somebody was shown stay readable under their number. */
export function NoticeLink({ page, version }: { readonly page: Page; readonly version: number }) {
  const { history } = page.words;
  return (
    <a href={`/transparency?version=${String(version)}`}>
      {history.notice} {history.version(version)}
    </a>
  );
}

function Source({ page, item }: { readonly page: Page; readonly item: HistoryView }) {
  const { words } = page;
  const system = item.system === null ? undefined : (words.systems[item.system] ?? item.system);
  return (
    <p className="quiet small">
      {words.surface[item.surface]}
      {system === undefined ? null : words.history.bySystem(system)}
      {item.noticeVersion === null ? null : (
        <>
          {page.locale === 'ja' ? ' ・ ' : ' · '}
          <NoticeLink page={page} version={item.noticeVersion} />
        </>
      )}
    </p>
  );
}

function End({ page, item }: { readonly page: Page; readonly item: HistoryView }) {
  const text = endText(item, page.words, page.locale);
  return text === null ? null : <p className="small num">{text}</p>;
}

/** When, what, from where, under which words; and the way back where there is one. */
export function HistoryList(parts: {
  readonly page: Page;
  readonly items: readonly HistoryView[];
  /** By event id. */
  readonly changes?: ReadonlyMap<string, OldNew>;
}) {
  const { page, items, changes } = parts;
  const { words, locale } = page;
  return (
    <ol className="log">
      {groupHistory(items).map((group) => (
        <li key={group.first.eventId} data-undone={group.first.undone}>
          <time className="num" dateTime={new Date(group.first.atMs).toISOString()}>
            {instantText(locale, group.first.atMs)}
          </time>
          <div>
            <p className="what">{historyText(group.first, words, locale)}</p>
            <Changed page={page} change={changes?.get(group.first.eventId)} />
            <End page={page} item={group.first} />
            <Source page={page} item={group.first} />
            <Parts page={page} group={group} />
          </div>
          <div className="log-acts">
            <Undo page={page} group={group} />
            <DetailsLink page={page} item={group.items[0] ?? group.first} />
            <ReceiptLink page={page} item={group.items[0] ?? group.first} />
          </div>
        </li>
      ))}
    </ol>
  );
}
