/**
 * A state as stable, compact bytes, for the state row and its seal (DESIGN §6): equal states give
 * equal bytes, and decoding what was encoded gives the state back exactly.
 *
 *   { v: 1, o: order, e: [eventId …], k: [[effect, order, e, receivedAt, hadAllow, notice,
 *     expires | null, [["purpose channel", data …] …]] …], s: [[purposes, channels, data, order,
 *     e, receivedAt] …], t/x: [[key, order, e, at] …] places and techniques off,
 *     p: [[order, e, at, until, purposes] …], g/l: signals and lifts like t,
 *     m: [[order, e, at, until | null, limit] …], a: null | [band, endsAt | null],
 *     h: [[order, e, at, endsAt] …], u: 0 | 1 }      `e` is an index into the table of event ids
 *
 * Cells with equal paint stand together. Absent lists are empty.
 */
import type { CellKey } from '../catalogue/model';
import {
  decodeLimits,
  decodeMarks,
  EventTable,
  ids,
  listOf,
  numberOf,
  optional,
} from './codec-parts';
import type { Extent, Mark, Paint, SubjectState, Sweep } from './model';

const VERSION = 1;

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Key order inside a limit must not show in the bytes. */
function sorted(value: object): object {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => compareText(a, b)));
}

/** Cells that were painted alike, by `purpose channel`, in the order of their keys. */
interface Alike {
  readonly paint: Paint;
  readonly boxes: string[][];
}

function nameOf(paint: Paint): string {
  const { order, effect, eventId, receivedAtMs, hadAllow, noticeVersion, expiresAtMs } = paint;
  return `${order} ${effect} ${eventId} ${receivedAtMs} ${hadAllow} ${noticeVersion} ${expiresAtMs ?? ''}`;
}

function groupCells(cells: ReadonlyMap<CellKey, Paint>): Iterable<Alike> {
  const byName = new Map<string, Alike>();
  // One event's cells share one paint: it is named once.
  const byPaint = new Map<Paint, Alike>();
  for (const key of [...cells.keys()].sort()) {
    const paint = cells.get(key);
    if (paint === undefined) continue;
    let group = byPaint.get(paint);
    if (group === undefined) {
      const name = nameOf(paint);
      group = byName.get(name) ?? { paint, boxes: [] };
      byName.set(name, group);
      byPaint.set(paint, group);
    }
    const cut = key.lastIndexOf(' ');
    const prefix = key.slice(0, cut);
    const last = group.boxes.at(-1);
    // Sorted keys: those with the same prefix follow one another.
    if (last?.[0] === prefix) last.push(key.slice(cut + 1));
    else group.boxes.push([prefix, key.slice(cut + 1)]);
  }
  return byName.values();
}

function encodeCells(cells: ReadonlyMap<CellKey, Paint>, table: EventTable): unknown[] {
  return Array.from(groupCells(cells), ({ paint, boxes }) => [
    paint.effect === 'allow' ? 1 : 0,
    paint.order,
    table.indexOf(paint.eventId),
    paint.receivedAtMs,
    paint.hadAllow ? 1 : 0,
    paint.noticeVersion,
    paint.expiresAtMs ?? null,
    boxes,
  ]);
}

function encodeMarks(marks: ReadonlyMap<string, Mark>, table: EventTable): unknown[] {
  return [...marks]
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, mark]) => [key, mark.order, table.indexOf(mark.eventId), mark.atMs]);
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Stable bytes (UTF-8 JSON). */
export function encodeState(state: SubjectState): Uint8Array {
  const table = new EventTable();
  const at = (mark: Mark): number[] => [mark.order, table.indexOf(mark.eventId), mark.atMs];
  const json: Record<string, unknown> = { v: VERSION, o: state.order, e: table.ids };
  const put = (name: string, list: readonly unknown[]): void => {
    if (list.length > 0) json[name] = list;
  };
  // INVARIANT: in this order, since it gives the event ids their places in the table.
  put('k', encodeCells(state.cells, table));
  put(
    's',
    state.sweeps.map((sweep) => [
      sweep.purposes,
      sweep.channels,
      sweep.data,
      sweep.order,
      table.indexOf(sweep.eventId),
      sweep.receivedAtMs,
    ]),
  );
  put('t', encodeMarks(state.touchpointsOff, table));
  put('x', encodeMarks(state.techniquesOff, table));
  put(
    'p',
    state.pauses.map((pause) => [...at(pause), pause.untilMs, pause.purposes]),
  );
  put('g', encodeMarks(state.signals, table));
  put('l', encodeMarks(state.signalsLifted, table));
  put(
    'm',
    state.limits.map((entry) => [...at(entry), entry.untilMs ?? null, sorted(entry.limit)]),
  );
  put(
    'h',
    state.holds.map((hold) => [...at(hold), hold.endsAtMs]),
  );
  if (state.age !== undefined) json['a'] = [state.age.band, state.age.endsAtMs ?? null];
  json['u'] = state.unconfirmed ? 1 : 0;
  return encoder.encode(JSON.stringify(json));
}

const CELLS_NAMED = 10_000;
/** Cell keys met so far: people paint the same few, and a text made anew each time is hashed anew. */
const named = new Map<string, Map<string, CellKey>>();
let namedCells = 0;

function namedCell(prefix: string, data: string): CellKey {
  const known = named.get(prefix)?.get(data);
  if (known !== undefined) return known;
  if (namedCells >= CELLS_NAMED) {
    named.clear();
    namedCells = 0;
  }
  const cells = named.get(prefix) ?? new Map<string, CellKey>();
  const cell = `${prefix} ${data}` as CellKey;
  named.set(prefix, cells.set(data, cell));
  namedCells += 1;
  return cell;
}

function decodeCells(value: unknown, events: readonly string[]): Map<CellKey, Paint> {
  const cells = new Map<CellKey, Paint>();
  for (const group of listOf(value)) {
    const [effect, order, event, receivedAt, hadAllow, notice, expires, boxes] = listOf(group);
    const expiresAtMs = optional(expires);
    const paint: Paint = {
      effect: effect === 1 ? 'allow' : 'deny',
      order: numberOf(order),
      eventId: ids(events, event),
      receivedAtMs: numberOf(receivedAt),
      hadAllow: hadAllow === 1,
      noticeVersion: numberOf(notice),
      ...(expiresAtMs === undefined ? {} : { expiresAtMs }),
    };
    for (const box of listOf(boxes)) {
      const names = listOf(box);
      const prefix = String(names[0]);
      for (let index = 1; index < names.length; index += 1) {
        cells.set(namedCell(prefix, String(names[index])), paint);
      }
    }
  }
  return cells;
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

function decodeAge(value: unknown): Pick<SubjectState, 'age'> {
  if (value === undefined) return {};
  const [band, ends] = listOf(value);
  if (band !== 'child' && band !== 'teen' && band !== 'adult') throw new Error('state: age band');
  const endsAtMs = optional(ends);
  return { age: { band, ...(endsAtMs === undefined ? {} : { endsAtMs }) } };
}

/** Throws on anything `encodeState` did not write. */
export function decodeState(bytes: Uint8Array): SubjectState {
  const json: unknown = JSON.parse(decoder.decode(bytes));
  if (typeof json !== 'object' || json === null) throw new Error('state: not an object');
  const parts = json as Readonly<Record<string, unknown>>;
  if (parts.v !== VERSION) throw new Error('state: unknown version');
  const events = listOf(parts.e).map(String);
  const marked = (entry: unknown): [Mark, unknown, unknown] => {
    const [order, event, atMs, fourth, fifth] = listOf(entry);
    const mark = { order: numberOf(order), eventId: ids(events, event), atMs: numberOf(atMs) };
    return [mark, fourth, fifth];
  };
  return {
    order: numberOf(parts.o),
    cells: decodeCells(parts.k ?? [], events),
    sweeps: decodeSweeps(parts.s ?? [], events),
    touchpointsOff: decodeMarks(parts.t, events),
    techniquesOff: decodeMarks(parts.x, events),
    pauses: listOf(parts.p ?? []).map((entry) => {
      const [mark, until, purposes] = marked(entry);
      return { ...mark, untilMs: numberOf(until), purposes: extentOf(purposes) };
    }),
    signals: decodeMarks(parts.g, events),
    signalsLifted: decodeMarks(parts.l, events),
    limits: decodeLimits(parts.m, marked),
    ...decodeAge(parts.a),
    holds: listOf(parts.h ?? []).map((entry) => {
      const [mark, ends] = marked(entry);
      return { ...mark, endsAtMs: numberOf(ends) };
    }),
    unconfirmed: parts.u === 1,
  };
}
