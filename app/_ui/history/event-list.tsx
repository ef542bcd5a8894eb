import { historyFor } from '@/lib/portal/history';
import { ofKind, pageOfHistory, type EventKind } from '@/lib/portal/history-kinds';
import { readOldNew } from '@/lib/portal/old-new';
import type { PersonPrincipal } from '@/lib/identity/model';
import { HistoryList } from '../history-list';
import type { Page } from '../page';
import { Count, Pager, PastTheEnd } from './pager';

/** Events of the ledger, each with what it changed. */
export async function EventList(parts: {
  readonly page: Page;
  readonly person: PersonPrincipal;
  readonly kind: EventKind;
  readonly number: number;
}) {
  const { page, person, kind, number } = parts;
  const { runtime, reading, locale, words } = page;
  const { compiled } = reading;
  const all = ofKind(await historyFor(runtime, person, compiled, locale), kind);
  if (all.length === 0) return <p className="note">{words.record.none[kind]}</p>;
  const of = pageOfHistory(all, number);
  if (of.items.length === 0) return <PastTheEnd page={page} kind={kind} />;
  const shown = of.items.map(({ eventId }) => eventId);
  const changes = await readOldNew(runtime, person.subject, compiled, shown);
  return (
    <>
      <Count page={page} of={of} />
      <HistoryList page={page} items={of.items} changes={changes} />
      <Pager page={page} kind={kind} of={of} />
    </>
  );
}
