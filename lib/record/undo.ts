/** Which events a person may take back (DESIGN §4 "undo"): their own, signed in, within 30 days. */
import { isUndoable as mayBeUndone } from '../choice/undo';
import type { OpenedEvent } from './personal';

export const UNDO_DAYS = 30;
const UNDO_MS = UNDO_DAYS * 24 * 60 * 60 * 1000;

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
    mayBeUndone(event.body.type) &&
    event.body.by === 'person' &&
    nowMs - event.body.receivedAtMs <= UNDO_MS &&
    !undone.has(event.personal.event)
  );
}
