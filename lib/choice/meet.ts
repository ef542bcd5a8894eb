/**
 * Two subjects become one (DESIGN §4 "Joining subjects"): only painted cells meet – painted beats
 * unpainted, deny beats allow, of two allows the earlier expiry and the older notice – and the
 * strictest pause, limit, signal and switch. With `restrictive` (an unconfirmed link) only what
 * makes things more private reaches the side of `a`.
 * INVARIANT: no cell that was denied on either side is anything but denied afterwards.
 */
import type { CellKey } from '../catalogue/model';
import { mergeLimits } from './limits';
import { meetGuardian } from './guardians';
import { meetAge } from './minors';
import type { Mark, Paint, SubjectState } from './model';
import { paintAt, refusedByName } from './paint';
import { mergePauses } from './pauses';
import { meetSignals } from './signals';
import { mergeSweeps, newestNaming } from './sweeps';

type Cell = readonly [purpose: string, channel: string, data: string, key: CellKey];

function cellOf(key: CellKey): Cell {
  const [purpose = '', channel = '', data = ''] = key.split(' ');
  return [purpose, channel, data, key];
}

function meetAllows(a: Paint, b: Paint): Paint {
  const newer = a.order >= b.order ? a : b;
  const expiries = [a.expiresAtMs, b.expiresAtMs].filter((at) => at !== undefined);
  return {
    effect: 'allow',
    order: newer.order,
    eventId: newer.eventId,
    hadAllow: false,
    receivedAtMs: Math.max(a.receivedAtMs, b.receivedAtMs),
    noticeVersion: Math.min(a.noticeVersion, b.noticeVersion),
    ...(expiries.length === 0 ? {} : { expiresAtMs: Math.min(...expiries) }),
  };
}

function newest(a: Paint | undefined, b: Paint | undefined): Paint | undefined {
  return a === undefined || b === undefined ? (a ?? b) : a.order >= b.order ? a : b;
}

function hadAllow(paint: Paint | undefined): boolean {
  return paint !== undefined && (paint.effect === 'allow' || paint.hadAllow);
}

/** The order above which an allow of the other side would escape the sweep that denies here. */
function denyingOrder(state: SubjectState, cell: Cell): number {
  const swept = paintAt(state, ...cell);
  if (swept?.effect !== 'deny') return Infinity;
  const [purpose, channel, data] = cell;
  const naming = refusedByName(state, ...cell)
    ? newestNaming(state, purpose, channel, data)
    : undefined;
  return naming?.order ?? swept.order;
}

/** The explicit record of a cell that is denied on a side: a named refusal stays one. */
function meetDenied(
  a: SubjectState,
  b: SubjectState,
  cell: Cell,
  restrictive: boolean,
): Paint | undefined {
  const [mine, other] = [a.cells.get(cell[3]), b.cells.get(cell[3])];
  const isDeny = (paint: Paint | undefined): Paint | undefined =>
    paint?.effect === 'deny' ? paint : undefined;
  const named = newest(isDeny(mine), isDeny(other));
  if (named !== undefined) return { ...named, hadAllow: hadAllow(mine) || hadAllow(other) };
  const allow = restrictive ? mine : mine && other ? meetAllows(mine, other) : (mine ?? other);
  if (allow === undefined) return undefined;
  // Sunk under the sweep that denies it: still known to have been allowed, and not named anew.
  return { ...allow, order: Math.min(allow.order, denyingOrder(a, cell), denyingOrder(b, cell)) };
}

function meetCell(
  a: SubjectState,
  b: SubjectState,
  cell: Cell,
  restrictive: boolean,
): Paint | undefined {
  const [mine, other] = [paintAt(a, ...cell), paintAt(b, ...cell)];
  const explicit = a.cells.get(cell[3]);
  if (mine?.effect === 'deny' || other?.effect === 'deny') {
    return restrictive && other?.effect !== 'deny' ? explicit : meetDenied(a, b, cell, restrictive);
  }
  if (mine === undefined) return restrictive ? undefined : other;
  if (other === undefined) return mine;
  // Allowed on both sides: above the sweeps of both, which each had overcome.
  if (restrictive) return { ...mine, order: Math.max(mine.order, other.order) };
  return meetAllows(mine, other);
}

function meetCells(a: SubjectState, b: SubjectState, restrictive: boolean): Map<CellKey, Paint> {
  const cells = new Map<CellKey, Paint>();
  for (const key of new Set([...a.cells.keys(), ...b.cells.keys()])) {
    const paint = meetCell(a, b, cellOf(key), restrictive);
    if (paint !== undefined) cells.set(key, paint);
  }
  return cells;
}

function mergeOff(
  a: ReadonlyMap<string, Mark>,
  b: ReadonlyMap<string, Mark>,
): ReadonlyMap<string, Mark> {
  return new Map([...b, ...a]);
}

/**
 * The state of `a` once it is joined with `b`. Confirmed: the same for both sides. Restrictive:
 * what of `b` reaches `a`; allows, lifts, age and holds do not.
 */
export function meetStates(a: SubjectState, b: SubjectState, restrictive: boolean): SubjectState {
  const holds = b.holds.filter((hold) => a.holds.every(({ eventId }) => eventId !== hold.eventId));
  return {
    ...a,
    order: Math.max(a.order, b.order),
    cells: meetCells(a, b, restrictive),
    sweeps: mergeSweeps(a.sweeps, b.sweeps),
    touchpointsOff: mergeOff(a.touchpointsOff, b.touchpointsOff),
    techniquesOff: mergeOff(a.techniquesOff, b.techniquesOff),
    pauses: mergePauses(a.pauses, b.pauses),
    ...meetSignals(a, b, restrictive),
    limits: mergeLimits(a.limits, b.limits),
    ...(restrictive ? {} : { ...meetAge(a.age, b.age), ...meetGuardian(a, b) }),
    holds: restrictive ? a.holds : [...a.holds, ...holds],
  };
}
