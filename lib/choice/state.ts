/**
 * The state of somebody who never said anything (DESIGN §4).
 * A state is plain data: every change makes a new one.
 */
import type { SubjectState } from './model';

/** Of somebody who never said anything. */
export function emptyState(): SubjectState {
  return {
    order: 0,
    cells: new Map(),
    sweeps: [],
    touchpointsOff: new Map(),
    techniquesOff: new Map(),
    pauses: [],
    signals: new Map(),
    signalsLifted: new Map(),
    limits: [],
    holds: [],
    unconfirmed: false,
  };
}
