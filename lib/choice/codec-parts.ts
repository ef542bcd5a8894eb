/** Small readers for the state's bytes: each throws on a value of another shape (see codec.ts). */
import { LIMIT_KINDS, type LimitSpec, type Mark, type SubjectState } from './model';
import { NO_MARKS } from './state';

/** Event ids by first mention: many cells share few events. */
export class EventTable {
  readonly ids: string[] = [];
  readonly #index = new Map<string, number>();

  indexOf(eventId: string): number {
    const known = this.#index.get(eventId);
    if (known !== undefined) return known;
    this.#index.set(eventId, this.ids.length);
    return this.ids.push(eventId) - 1;
  }
}

export function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error('state: expected a list');
  return value;
}

export function numberOf(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw new Error('state: expected an integer');
  }
  return value;
}

/** `null` stands for absent. */
export function optional(value: unknown): number | undefined {
  return value === null ? undefined : numberOf(value);
}

/** The event id at this index of the table. */
export function ids(events: readonly string[], index: unknown): string {
  const eventId = events[numberOf(index)];
  if (eventId === undefined) throw new Error('state: unknown event index');
  return eventId;
}

export function decodeMarks(value: unknown, events: readonly string[]): ReadonlyMap<string, Mark> {
  if (value === undefined) return NO_MARKS;
  const marks = new Map<string, Mark>();
  for (const entry of listOf(value)) {
    const [key, order, event, atMs] = listOf(entry);
    marks.set(String(key), {
      order: numberOf(order),
      eventId: ids(events, event),
      atMs: numberOf(atMs),
    });
  }
  return marks;
}

function limitOf(value: unknown): LimitSpec {
  const kind: unknown =
    typeof value === 'object' && value !== null && 'kind' in value && value.kind;
  if (!LIMIT_KINDS.some((known) => known === kind)) throw new Error('state: unknown limit');
  return value as LimitSpec;
}

/** A mark and what stands behind it. */
export function markedOf(entry: unknown, events: readonly string[]): [Mark, unknown, unknown] {
  const [order, event, atMs, fourth, fifth] = listOf(entry);
  const mark = { order: numberOf(order), eventId: ids(events, event), atMs: numberOf(atMs) };
  return [mark, fourth, fifth];
}

export function decodeLimits(value: unknown, events: readonly string[]): SubjectState['limits'] {
  return listOf(value ?? []).map((entry) => {
    const [mark, until, limit] = markedOf(entry, events);
    const untilMs = optional(until);
    return { ...mark, limit: limitOf(limit), ...(untilMs === undefined ? {} : { untilMs }) };
  });
}
