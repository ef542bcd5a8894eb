/**
 * Which events a person may take back (DESIGN §4 "undo"): what they said themselves, signed in and
 * within 30 days – also what they said by a weaker way, which the signed-in page outweighs.
 */
import { isUndoable as mayBeUndone } from '../choice/undo';
import type { ActBy } from '../choice/model';
import type { OpenedEvent } from './personal';

export const UNDO_DAYS = 30;
const UNDO_MS = UNDO_DAYS * 24 * 60 * 60 * 1000;

/**
 * Ways of the person's own word: beside what is shown, through a mail's link, by their browser, or
 * to a system that reported it. INVARIANT: never a guardian's, an officer's or the deployment's.
 */
const OWN_WORD: ReadonlySet<ActBy> = new Set<ActBy>(['person', 'embed', 'link', 'browser', 'key']);

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
    OWN_WORD.has(event.body.by) &&
    nowMs - event.body.receivedAtMs <= UNDO_MS &&
    !undone.has(event.personal.event)
  );
}
