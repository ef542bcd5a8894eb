/** Which events a person may take back (DESIGN §4 "undo"): their own, signed in, within 30 days. */
import type { EventType } from '../choice/model';
import type { OpenedEvent } from './personal';

export const UNDO_DAYS = 30;
const UNDO_MS = UNDO_DAYS * 24 * 60 * 60 * 1000;

const UNDOABLE: ReadonlySet<EventType> = new Set<EventType>([
  'allow',
  'deny',
  'touchpoint-off',
  'touchpoint-on',
  'technique-off',
  'technique-on',
  'pause',
  'resume',
  'limit',
  'undo',
]);

/** Ids of events that an undo in force has taken back; the newest undo is judged first. */
export function undoneIds(events: readonly OpenedEvent[]): ReadonlySet<string> {
  const undone = new Set<string>();
  for (const { body, personal } of [...events].reverse()) {
    if (body.type === 'undo' && personal.of !== undefined && !undone.has(personal.event)) {
      undone.add(personal.of);
    }
  }
  return undone;
}

export function isUndoable(
  event: OpenedEvent,
  undone: ReadonlySet<string>,
  nowMs: number,
): boolean {
  return (
    UNDOABLE.has(event.body.type) &&
    event.body.by === 'person' &&
    nowMs - event.body.receivedAtMs <= UNDO_MS &&
    !undone.has(event.personal.event)
  );
}
