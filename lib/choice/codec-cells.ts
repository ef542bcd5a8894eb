/** The painted cells of a state as bytes (see codec.ts): those with equal paint stand together. */
import type { CellKey } from '../catalogue/model';
import { ids, listOf, numberOf, optional, type EventTable } from './codec-parts';
import type { Paint } from './model';

/** Cell keys that are remembered as they are written and read: people paint the same few. */
const CELLS_NAMED = 10_000;

/** A cell's key as it stands in the text: both halves quoted. */
interface QuotedCell {
  readonly key: CellKey;
  readonly prefix: string;
  readonly data: string;
}
const quoted = new Map<CellKey, QuotedCell>();

function quotedCell(key: CellKey): QuotedCell {
  const known = quoted.get(key);
  if (known !== undefined) return known;
  if (quoted.size >= CELLS_NAMED) quoted.clear();
  const cut = key.lastIndexOf(' ');
  const cell = {
    key,
    prefix: JSON.stringify(key.slice(0, cut)),
    data: JSON.stringify(key.slice(cut + 1)),
  };
  quoted.set(key, cell);
  return cell;
}

/** Cells that were painted alike. */
interface Alike {
  readonly paint: Paint;
  /** `["purpose channel",data …],[…` in the order of their keys, the last one still open. */
  boxes: string;
  /** `purpose channel` of the last one. */
  prefix: string;
}

function nameOf(paint: Paint): string {
  const { order, effect, eventId, receivedAtMs, hadAllow, noticeVersion, expiresAtMs } = paint;
  return `${order} ${effect} ${eventId} ${receivedAtMs} ${hadAllow} ${noticeVersion} ${expiresAtMs ?? ''}`;
}

/** A painted cell on its way into the text. */
interface Painted {
  readonly cell: QuotedCell;
  readonly paint: Paint;
}

/** Some ten cells, of which most stand in order: by moving them up, since `sort` makes copies. */
const FEW = 64;

/** In the order of their keys. */
function inOrder(cells: ReadonlyMap<CellKey, Paint>): readonly Painted[] {
  const painted: Painted[] = [];
  cells.forEach((paint, key) => {
    const next = { cell: quotedCell(key), paint };
    let at = painted.length;
    painted.push(next);
    if (cells.size > FEW) return;
    for (let before = painted[at - 1]; before !== undefined && before.cell.key > key;) {
      painted[at] = before;
      at -= 1;
      before = painted[at - 1];
    }
    painted[at] = next;
  });
  if (cells.size > FEW) painted.sort((a, b) => (a.cell.key < b.cell.key ? -1 : 1));
  return painted;
}

/** By what stands in the paint; one event's cells share one paint, which is named once. */
function groupCells(cells: ReadonlyMap<CellKey, Paint>): Iterable<Alike> {
  const byName = new Map<string, Alike>();
  const byPaint = new Map<Paint, Alike>();
  for (const { cell, paint } of inOrder(cells)) {
    let group = byPaint.get(paint);
    if (group === undefined) {
      const name = nameOf(paint);
      group = byName.get(name) ?? { paint, boxes: '', prefix: '' };
      byName.set(name, group);
      byPaint.set(paint, group);
    }
    const { prefix, data } = cell;
    // Sorted keys: those with the same prefix follow one another.
    if (group.prefix === prefix) group.boxes += `,${data}`;
    else group.boxes += `${group.boxes === '' ? '' : '],'}[${prefix},${data}`;
    group.prefix = prefix;
  }
  return byName.values();
}

/** Items of the list `k`, without its brackets. */
export function encodeCells(cells: ReadonlyMap<CellKey, Paint>, table: EventTable): string {
  let text = '';
  for (const { paint, boxes } of groupCells(cells)) {
    const effect = paint.effect === 'allow' ? 1 : 0;
    const e = table.indexOf(paint.eventId);
    const hadAllow = paint.hadAllow ? 1 : 0;
    const expires = paint.expiresAtMs ?? null;
    const start = `[${effect},${paint.order},${e},${paint.receivedAtMs},${hadAllow}`;
    const comma = text === '' ? '' : ',';
    text += `${comma}${start},${paint.noticeVersion},${expires},[${boxes}]]]`;
  }
  return text;
}

/** Cell keys met so far: a text made anew each time is hashed anew. */
const named = new Map<string, Map<string, CellKey>>();
let namedCells = 0;

/** `cellKey` without making the text again; `prefix` is `purpose channel`. */
export function namedCell(prefix: string, data: string): CellKey {
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

export function decodeCells(value: unknown, events: readonly string[]): Map<CellKey, Paint> {
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
