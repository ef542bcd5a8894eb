/**
 * The state of somebody who never said anything (DESIGN §4).
 * A state is plain data: every change makes a new one.
 */
import type { CellKey } from '../catalogue/model';
import type { Mark, Paint, SubjectState } from './model';

/** Of which most people have nothing but this: one for all, since each of their own takes 200 bytes. */
export const NO_MARKS: ReadonlyMap<string, Mark> = new Map();
const NO_CELLS: ReadonlyMap<CellKey, Paint> = new Map();
const NONE: readonly never[] = [];

/** Of somebody who never said anything. */
export function emptyState(): SubjectState {
  return {
    order: 0,
    cells: NO_CELLS,
    sweeps: NONE,
    touchpointsOff: NO_MARKS,
    techniquesOff: NO_MARKS,
    pauses: NONE,
    signals: NO_MARKS,
    signalsLifted: NO_MARKS,
    limits: NONE,
    holds: NONE,
    unconfirmed: false,
  };
}

/**
 * The state with other cells. Written out, not spread: an object of its own shape takes four times
 * the memory, and lives as long as its person is remembered (docs/benchmarks.md, commit).
 */
export function withCells(
  state: SubjectState,
  order: number,
  cells: SubjectState['cells'],
  signalsLifted: SubjectState['signalsLifted'],
): SubjectState {
  if (state.age !== undefined || state.guardian !== undefined) {
    return { ...state, order, cells, signalsLifted };
  }
  const { sweeps, touchpointsOff, techniquesOff, pauses, signals, limits, holds } = state;
  return {
    order,
    cells,
    sweeps,
    touchpointsOff,
    techniquesOff,
    pauses,
    signals,
    signalsLifted,
    limits,
    holds,
    unconfirmed: state.unconfirmed,
  };
}
