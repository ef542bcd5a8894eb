import type { HistoryKind, PageOf } from '@/lib/portal/history-kinds';
import type { Page } from '../page';
import { historyPath } from './kinds-nav';

export function Count({ page, of }: { readonly page: Page; readonly of: PageOf<unknown> }) {
  const { record } = page.words;
  if (of.items.length === 0 || (of.newer === null && of.older === null)) return null;
  return <p className="quiet small num">{record.count(of.first, of.last, of.total)}</p>;
}

/** An address of a page that is no more leads back. */
export function PastTheEnd({ page, kind }: { readonly page: Page; readonly kind: HistoryKind }) {
  const { record } = page.words;
  return (
    <p className="note">
      {record.noPage} <a href={historyPath(kind)}>{record.firstPage}</a>
    </p>
  );
}

export function Pager(parts: {
  readonly page: Page;
  readonly kind: HistoryKind;
  readonly of: Pick<PageOf<unknown>, 'newer' | 'older'>;
}) {
  const { page, kind, of } = parts;
  const { record } = page.words;
  if (of.newer === null && of.older === null) return null;
  return (
    <nav className="pager" aria-label={record.pages}>
      {of.newer === null ? <span /> : <a href={historyPath(kind, of.newer)}>← {record.newer}</a>}
      {of.older === null ? null : <a href={historyPath(kind, of.older)}>{record.older} →</a>}
    </nav>
  );
}
