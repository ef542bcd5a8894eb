/**
 * What holds at one cell of the cube (DESIGN §4): the latest paint that covers it. Cells named
 * by somebody are explicit; denies with a `*` are sweeps, boxes that also cover keys added later.
 * INVARIANT: an explicit paint wins over a covering sweep only with a strictly higher order.
 */
import { EVERYTHING, type Extent, type Paint, type SubjectState, type Sweep } from './model';
import type { CellKey } from '../catalogue/model';

/** What decides a cell; for a sweep it is made up from the sweep and the cell underneath. */
export type EffectivePaint = Paint;

/** Does the extent hold this key? */
export function extentHas(extent: Extent, key: string): boolean {
  return extent === EVERYTHING || extent.includes(key);
}

/** Is every key of the inner extent, now and later, in the outer one? */
export function extentCovers(outer: Extent, inner: Extent): boolean {
  if (outer === EVERYTHING) return true;
  return inner !== EVERYTHING && inner.every((key) => outer.includes(key));
}

/** Does the sweep cover this cell? `itself` is covered only when it sweeps all data. */
export function sweepCovers(sweep: Sweep, purpose: string, channel: string, data: string): boolean {
  return (
    extentHas(sweep.purposes, purpose) &&
    extentHas(sweep.channels, channel) &&
    extentHas(sweep.data, data)
  );
}

function sweptPaint(sweep: Sweep, underneath: Paint | undefined): Paint {
  return {
    effect: 'deny',
    order: sweep.order,
    eventId: sweep.eventId,
    receivedAtMs: sweep.receivedAtMs,
    hadAllow: underneath !== undefined && (underneath.effect === 'allow' || underneath.hadAllow),
    noticeVersion: 0,
  };
}

/**
 * The effective paint of a cell, `undefined` where nobody painted it. `key` is
 * `cellKey(purpose, channel, data)`, made beforehand. Nothing is allocated unless a sweep decides.
 */
export function paintAt(
  state: SubjectState,
  purpose: string,
  channel: string,
  data: string,
  key: CellKey,
): EffectivePaint | undefined {
  const explicit = state.cells.get(key);
  const { sweeps } = state;
  for (let index = sweeps.length - 1; index >= 0; index -= 1) {
    const sweep = sweeps[index];
    if (sweep === undefined) break;
    if (explicit !== undefined && sweep.order < explicit.order) return explicit;
    if (sweepCovers(sweep, purpose, channel, data)) return sweptPaint(sweep, explicit);
  }
  return explicit;
}

/**
 * Was this data last *named* by a refusal? Sweeps that list it name it, sweeps with data `*` do
 * not; an allow of it ends it (DESIGN §4 "A broad yes never takes back a separate no").
 */
export function refusedByName(
  state: SubjectState,
  purpose: string,
  channel: string,
  data: string,
  key: CellKey,
): boolean {
  const explicit = state.cells.get(key);
  const { sweeps } = state;
  for (let index = sweeps.length - 1; index >= 0; index -= 1) {
    const sweep = sweeps[index];
    if (sweep === undefined || (explicit !== undefined && sweep.order < explicit.order)) break;
    if (sweep.data !== EVERYTHING && sweepCovers(sweep, purpose, channel, data)) return true;
  }
  return explicit?.effect === 'deny';
}
