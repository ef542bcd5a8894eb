import type { HistoryView } from '@/lib/portal/history';
import { HiddenFields } from './choice-pair';
import { instantText } from './dates';
import { historyText } from './history-text';
import type { Page } from './page';

function Undo({ page, item, text }: { page: Page; item: HistoryView; text: string }) {
  const { words } = page;
  if (item.undone) return <p className="quiet small">{words.history.undone}</p>;
  if (!item.undoable) return null;
  return (
    <form method="post" action="/choices" data-enhance>
      <HiddenFields setting={page.setting} fields={{ events: item.eventId }} />
      <button className="plain-button" name="act" value="undo">
        {words.saved.undo}
        <span className="sr">{words.choice.about(text)}</span>
      </button>
    </form>
  );
}

/** When, what, from where, under which words; and the way back where there is one. */
export function HistoryList({ page, items }: { page: Page; items: readonly HistoryView[] }) {
  const { words, locale } = page;
  return (
    <ol className="log">
      {items.map((item) => {
        const text = historyText(item, words, locale);
        const system = item.system === null ? '' : words.systems[item.system];
        return (
          <li key={item.eventId} data-undone={item.undone}>
            <time className="num" dateTime={new Date(item.atMs).toISOString()}>
              {instantText(locale, item.atMs)}
            </time>
            <div>
              <p className="what">{text}</p>
              <p className="quiet small">
                {words.surface[item.surface]}
                {system ? words.history.bySystem(system) : null}
                {item.noticeVersion === null ? null : (
                  <>
                    {' ・ '}
                    {words.history.notice} {words.history.version(item.noticeVersion)}
                  </>
                )}
              </p>
            </div>
            <Undo page={page} item={item} text={text} />
          </li>
        );
      })}
    </ol>
  );
}
