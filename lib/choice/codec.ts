/**
 * A state as stable, compact bytes, for the state row and its seal (DESIGN §6): equal states give
 * equal bytes, and decoding what was encoded gives the state back exactly.
 *
 *   { v: 1, o: order, e: [eventId …], k: [[effect, order, e, receivedAt, hadAllow, notice,
 *     expires | null, [["purpose channel", data …] …]] …], s: [[purposes, channels, data, order,
 *     e, receivedAt] …], t/x: [[key, order, e, at] …] places and techniques off,
 *     p: [[order, e, at, until, purposes] …], g/l: signals and lifts like t,
 *     m: [[order, e, at, until | null, limit] …], a: [band, endsAt | null, guardedUntil?, own?],
 *     y: [order, e, at, approvals like t], h: [[order, e, at, endsAt] …], u: 0 | 1 }      `e` is an index into the table of event ids
 *
 * Cells with equal paint stand together. Absent lists are empty.
 */
import { decodeCells, encodeCells } from './codec-cells';
import { decodeAge, decodeGuardian, encodeAge } from './codec-minors';
import {
  decodeLimits,
  decodeMarks,
  EventTable,
  ids,
  listOf,
  markedOf,
  numberOf,
} from './codec-parts';
import type { Extent, Guardian, Mark, SubjectState, Sweep } from './model';

const VERSION = 1;

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Key order inside a limit must not show in the bytes. */
function sorted(value: object): object {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => compareText(a, b)));
}

function encodeMarks(marks: ReadonlyMap<string, Mark>, table: EventTable): unknown[] {
  if (marks.size === 0) return [];
  return [...marks]
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, mark]) => [key, ...encodeMark(mark, table)]);
}

function encodeMark({ order, eventId, atMs }: Mark, table: EventTable): number[] {
  return [order, table.indexOf(eventId), atMs];
}

/** Absent lists are empty. */
function member(name: string, list: readonly unknown[]): string {
  return list.length === 0 ? '' : `,"${name}":${JSON.stringify(list)}`;
}

function encodeSweep(sweep: Sweep, table: EventTable): unknown[] {
  const { purposes, channels, data, order, eventId, receivedAtMs } = sweep;
  return [purposes, channels, data, order, table.indexOf(eventId), receivedAtMs];
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Stable bytes (UTF-8 JSON). */
export function encodeState(state: SubjectState): Uint8Array {
  const { pauses, limits, holds, age, guardian } = state;
  const table = new EventTable();
  // INVARIANT: in this order, since it gives the event ids their places in the table.
  const cells = encodeCells(state.cells, table);
  let text = cells === '' ? '' : `,"k":[${cells}]`;
  text += member(
    's',
    state.sweeps.map((sweep) => encodeSweep(sweep, table)),
  );
  text += member('t', encodeMarks(state.touchpointsOff, table));
  text += member('x', encodeMarks(state.techniquesOff, table));
  text += member(
    'p',
    pauses.map((pause) => [...encodeMark(pause, table), pause.untilMs, pause.purposes]),
  );
  text += member('g', encodeMarks(state.signals, table));
  text += member('l', encodeMarks(state.signalsLifted, table));
  text += member(
    'm',
    limits.map((entry) => [
      ...encodeMark(entry, table),
      entry.untilMs ?? null,
      sorted(entry.limit),
    ]),
  );
  text += member(
    'h',
    holds.map((hold) => [...encodeMark(hold, table), hold.endsAtMs]),
  );
  if (age !== undefined) text += `,"a":${encodeAge(age)}`;
  if (guardian !== undefined) {
    const one = (each: Guardian) => [...encodeMark(each, table), encodeMarks(each.approved, table)];
    const each = [...(guardian.each ?? [])]
      .sort(([a], [b]) => compareText(a, b))
      .map(([name, said]) => [name, ...one(said)]);
    text += `,"y":${JSON.stringify([...one(guardian), ...(each.length === 0 ? [] : [each])])}`;
  }
  const start = `{"v":${VERSION},"o":${state.order},"e":${JSON.stringify(table.ids)}`;
  return encoder.encode(`${start}${text},"u":${state.unconfirmed ? 1 : 0}}`);
}

function extentOf(value: unknown): Extent {
  if (value === '*') return '*';
  return listOf(value).map(String);
}

function decodeSweeps(value: unknown, events: readonly string[]): Sweep[] {
  return listOf(value).map((entry) => {
    const [purposes, channels, data, order, event, receivedAt] = listOf(entry);
    return {
      purposes: extentOf(purposes),
      channels: extentOf(channels),
      data: extentOf(data),
      order: numberOf(order),
      eventId: ids(events, event),
      receivedAtMs: numberOf(receivedAt),
    };
  });
}

/** Throws on anything `encodeState` did not write. */
export function decodeState(bytes: Uint8Array): SubjectState {
  const json: unknown = JSON.parse(decoder.decode(bytes));
  if (typeof json !== 'object' || json === null) throw new Error('state: not an object');
  const parts = json as Readonly<Record<string, unknown>>;
  if (parts.v !== VERSION) throw new Error('state: unknown version');
  const events = listOf(parts.e).map(String);
  return {
    order: numberOf(parts.o),
    cells: decodeCells(parts.k ?? [], events),
    sweeps: decodeSweeps(parts.s ?? [], events),
    touchpointsOff: decodeMarks(parts.t, events),
    techniquesOff: decodeMarks(parts.x, events),
    pauses: listOf(parts.p ?? []).map((entry) => {
      const [mark, until, purposes] = markedOf(entry, events);
      return { ...mark, untilMs: numberOf(until), purposes: extentOf(purposes) };
    }),
    signals: decodeMarks(parts.g, events),
    signalsLifted: decodeMarks(parts.l, events),
    limits: decodeLimits(parts.m, events),
    ...decodeAge(parts.a),
    ...decodeGuardian(parts.y, events),
    holds: listOf(parts.h ?? []).map((entry) => {
      const [mark, ends] = markedOf(entry, events);
      return { ...mark, endsAtMs: numberOf(ends) };
    }),
    unconfirmed: parts.u === 1,
  };
}
