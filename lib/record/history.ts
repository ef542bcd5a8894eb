/** What happened to a person's record, as they may read it (UX-35, UX-36): newest first. */
import type { EventBody } from '../choice/model';
import { AppError } from '../errors';
import { EXAMPLE_SUBJECT } from '../identity/example-person';
import type { PersonPrincipal } from '../identity/model';
import type { Runtime } from '../runtime/model';
import { openEvents, type Evidence } from './personal';
import { isUndoable, undoneIds } from './undo';

export interface HistoryItem {
  readonly eventId: string;
  /** Leaf of the ledger: the person's own to know. */
  readonly seq: number;
  readonly atMs: number;
  readonly body: EventBody;
  /** Reference of a form, told words, the officer who looked. */
  readonly evidence: Evidence;
  /** The other event, exposure or subject this one is about. */
  readonly of: string | null;
  readonly undone: boolean;
  readonly undoable: boolean;
}

export async function historyOf(
  runtime: Runtime,
  person: PersonPrincipal,
): Promise<readonly HistoryItem[]> {
  if (person.subject === EXAMPLE_SUBJECT) return [];
  const { store, clock } = runtime;
  const group = await store.findGroup({ subject: person.subject });
  if (group === undefined) throw new AppError('not_found', 'the subject does not exist');
  const stored = await store.eventsOf(group.rows.map(({ subject }) => subject));
  const events = await openEvents(runtime, stored);
  const undone = undoneIds(events);
  const nowMs = clock.now();
  return events
    .map((event): HistoryItem => ({
      eventId: event.personal.event,
      seq: event.stored.seq,
      atMs: event.body.receivedAtMs,
      body: event.body,
      evidence: event.personal.evidence ?? {},
      of: event.personal.of ?? null,
      undone: undone.has(event.personal.event),
      undoable: isUndoable(event, undone, nowMs),
    }))
    .reverse();
}
