/**
 * Undo (DESIGN §4): the history folds as if the event it names were absent – and as if the undo
 * were absent, where that is undone in turn.
 */
import type { EventType, FoldEvent } from './model';

/** What undoing can take back: one's own choices, not links, signals, looks, holds or roles. */
const UNDOABLE: ReadonlySet<EventType> = new Set([
  'allow',
  'deny',
  'touchpoint-off',
  'touchpoint-on',
  'technique-off',
  'technique-on',
  'pause',
  'resume',
  'limit',
  'told',
  'contest',
  'undo',
]);

export function isUndoable(type: EventType): boolean {
  return UNDOABLE.has(type);
}

/**
 * The events without those undone. `sharesHistory` says whose events a subject may undo: its own
 * and those of subjects it is fully joined with.
 */
export function withoutUndone(
  events: readonly FoldEvent[],
  sharesHistory: (subject: string, other: string) => boolean,
): readonly FoldEvent[] {
  const positions = new Map(events.map((event, index) => [event.eventId, index]));
  const absent = new Set<number>();
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const undo = events[index];
    if (undo?.body.type !== 'undo' || undo.of === undefined || absent.has(index)) continue;
    const position = positions.get(undo.of);
    const undone = position === undefined ? undefined : events[position];
    if (position === undefined || undone === undefined || position >= index) continue;
    if (isUndoable(undone.body.type) && sharesHistory(undo.subject, undone.subject)) {
      absent.add(position);
    }
  }
  return absent.size === 0 ? events : events.filter((_, index) => !absent.has(index));
}
