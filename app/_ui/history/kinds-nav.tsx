import { HISTORY_KINDS, type HistoryKind } from '@/lib/portal/history-kinds';
import type { Page } from '../page';

export function historyPath(kind: HistoryKind, page = 1): string {
  const search = new URLSearchParams({
    ...(kind === 'all' ? {} : { kind }),
    ...(page === 1 ? {} : { page: String(page) }),
  }).toString();
  return search === '' ? '/history' : `/history?${search}`;
}

/** Which part of the record is read; each has an address of its own. */
export function KindsNav({ page, kind }: { readonly page: Page; readonly kind: HistoryKind }) {
  const { record } = page.words;
  return (
    <nav className="kinds" aria-label={record.kindsLabel}>
      <ul>
        {HISTORY_KINDS.map((each) => (
          <li key={each}>
            <a href={historyPath(each)} aria-current={each === kind ? 'page' : undefined}>
              {record.kinds[each]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
