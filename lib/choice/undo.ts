/**
 * Undo (DESIGN §4): the history folds as if the event it names were absent – and as if the undo
 * were absent, where that is undone in turn. Two things outlive their absence: a device that
 * signalled stays known, so that its browser is not noted anew with the next page; and what a
 * guardian approved while something was refused does not reach what the undo brings back.
 */
import type { EventType, FoldEvent } from './model';

/** What undoing can take back: choices, and what a browser signalled; not links, looks, holds or roles. */
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
  'signal',
  'told',
  'contest',
  'undo',
]);

export function isUndoable(type: EventType): boolean {
  return UNDOABLE.has(type);
}

type Shares = (subject: string, other: string) => boolean;

/** By position of what is undone: the position of the undo in force. */
function undoneAt(events: readonly FoldEvent[], sharesHistory: Shares): Map<number, number> {
  const positions = new Map(events.map((event, index) => [event.eventId, index]));
  const absent = new Map<number, number>();
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const undo = events[index];
    if (undo?.body.type !== 'undo' || undo.of === undefined || absent.has(index)) continue;
    const position = positions.get(undo.of);
    const undone = position === undefined ? undefined : events[position];
    if (position === undefined || undone === undefined || position >= index) continue;
    if (isUndoable(undone.body.type) && sharesHistory(undo.subject, undone.subject)) {
      absent.set(position, index);
    }
  }
  return absent;
}

/** The last undo that leads to this event, in force or not: until there it may have stood. */
function stoodUntil(events: readonly FoldEvent[], eventId: string): number {
  const leading = new Set([eventId]);
  let last = -1;
  events.forEach(({ body, eventId: id, of }, index) => {
    if (body.type !== 'undo' || of === undefined || !leading.has(of)) return;
    leading.add(id);
    last = index;
  });
  return last;
}

function withTakenBack(
  event: FoldEvent,
  at: number,
  signals: readonly (readonly [FoldEvent, number])[],
  sharesHistory: Shares,
): FoldEvent {
  const { body } = event;
  if (body.type !== 'signal') return event;
  const takenBack = signals.some(
    ([signal, until]) =>
      signal.body.type === 'signal' &&
      signal.body.device === body.device &&
      at < until &&
      sharesHistory(signal.subject, event.subject),
  );
  return takenBack ? { ...event, takenBack } : event;
}

/** INVARIANT: a guardian approves what stood before their eyes, not what an undo brings back later. */
function withoutUnseen(
  event: FoldEvent,
  at: number,
  refusals: readonly (readonly [FoldEvent, number, number])[],
  sharesHistory: Shares,
): FoldEvent {
  const { body } = event;
  if (body.type !== 'guardian' || body.act !== 'approve') return event;
  const hidden = refusals.filter(
    ([refusal, from, until]) =>
      from < at && at < until && sharesHistory(refusal.subject, event.subject),
  );
  if (hidden.length === 0) return event;
  const purposes = (body.purposes ?? []).filter((purpose) =>
    hidden.every(
      ([{ body: refused }]) =>
        refused.type === 'deny' && refused.purposes !== '*' && !refused.purposes.includes(purpose),
    ),
  );
  return { ...event, body: { ...body, purposes } };
}

/**
 * The events without those undone. `sharesHistory` says whose events a subject may undo: its own
 * and those of subjects it is fully joined with.
 */
export function withoutUndone(
  events: readonly FoldEvent[],
  sharesHistory: Shares,
): readonly FoldEvent[] {
  const absent = undoneAt(events, sharesHistory);
  if (absent.size === 0) return events;
  const signals: (readonly [FoldEvent, number])[] = [];
  const refusals: (readonly [FoldEvent, number, number])[] = [];
  for (const [position, undo] of absent) {
    const undone = events[position];
    if (undone?.body.type === 'signal') signals.push([undone, undo]);
    if (undone?.body.type !== 'deny') continue;
    refusals.push([undone, position, stoodUntil(events, undone.eventId)]);
  }
  return events.flatMap((event, index): FoldEvent[] => {
    if (absent.has(index) && event.body.type !== 'signal') return [];
    const seen = withoutUnseen(event, index, refusals, sharesHistory);
    return [withTakenBack(seen, index, signals, sharesHistory)];
  });
}
