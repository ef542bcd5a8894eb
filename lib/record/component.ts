/**
 * Everybody whose events bear on one subject: its joined group, and whoever it was ever linked
 * to (DESIGN §4 "Joining subjects"). Each chain names the other side in `of`, so the histories
 * are found from either end.
 */
import type { Store, SubjectRow } from '../../db/port';
import { isLink } from '../choice/links';
import type { Vault } from '../identity/vault';
import { openEvents, type OpenedEvent } from './personal';
import type { SubjectKeys } from './subject-keys';

export interface Component {
  /** Rows of every subject in it, by id. */
  readonly rows: ReadonlyMap<string, SubjectRow>;
  /** In ledger order. */
  readonly events: readonly OpenedEvent[];
}

function linkedSubjects(events: readonly OpenedEvent[]): string[] {
  return events.flatMap(({ body, personal }) =>
    isLink(body.type) && personal.of !== undefined ? [personal.of] : [],
  );
}

export async function loadComponent(
  parts: { readonly store: Store; readonly vault: Vault; readonly subjectKeys: SubjectKeys },
  start: readonly string[],
): Promise<Component> {
  const rows = new Map<string, SubjectRow>();
  const events = new Map<number, OpenedEvent>();
  let next = [...new Set(start)];
  while (next.length > 0) {
    const found = (await parts.store.findSubjects(next)).filter((row) => row !== undefined);
    const groups = await Promise.all(found.map((row) => parts.store.membersOf(row.leader)));
    const fresh = [...found, ...groups.flat()].filter((row) => !rows.has(row.subject));
    for (const row of fresh) rows.set(row.subject, row);
    const subjects = [...new Set(fresh.map((row) => row.subject))];
    if (subjects.length === 0) break;
    const opened = await openEvents(parts, await parts.store.eventsOf(subjects));
    for (const event of opened) events.set(event.stored.seq, event);
    next = [...new Set(linkedSubjects(opened))].filter((subject) => !rows.has(subject));
  }
  return {
    rows,
    events: [...events.values()].sort((a, b) => a.stored.seq - b.stored.seq),
  };
}
