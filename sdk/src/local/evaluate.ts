/**
 * Reads a held answer as contract.ts says it is to be read: `ask`, what was never declared, the
 * browser's signal, then the rest.
 * INVARIANT: a permit leaves this file only for data that is all permitted, without an obligation
 * the caller does not understand, and at an instant that lies on the same side of every change for
 * the earliest and the latest time it can be.
 */
import type { WireDenyReason, WireObligation, WireOtherwise, WireReason } from '../contract';
import type { LocalPlace } from '../local-contract';
import type { Cell, Step } from './answers';

/** An answer that was given in this process: no request was made. */
export interface LocalDecision {
  readonly decision: boolean;
  /** Absent where staff look at a screen. */
  readonly reason?: WireReason;
  readonly otherwise: WireOtherwise;
  readonly touchpoint: string;
  /** Where staff look: on a permit only, and without what is denied. */
  readonly data?: { readonly permitted: readonly string[]; readonly denied?: readonly string[] };
  /** Where staff look: on a permit only. */
  readonly obligations?: readonly WireObligation[];
  /** By the clock of this process. */
  readonly validUntil: string;
  readonly catalogueVersion: number;
  readonly local: true;
}

/** `WireDenyReason`, as far as naming data can lead to one, in its order. */
const IN_ORDER: readonly WireDenyReason[] = [
  'error',
  'unavailable',
  'stale',
  'unknown_touchpoint',
  'touchpoint_retired',
  'system_not_allowed',
  'not_declared',
  'paused',
  'signal',
  'technique_off',
  'touchpoint_off',
  'quiet_hours',
  'limit_reached',
  'refused',
  'withdrawn',
  'expired',
  'renewal_needed',
  'never_asked',
];

export interface Moment {
  /** By the server's clock. */
  readonly earliest: number;
  readonly latest: number;
}
/** A person's instants by number; slot -1: nobody that is held, who has none. */
export interface Instants {
  instantAt(slot: number, number: number): number;
}

/** Undefined between the two instants of a change. */
export function stepAt(
  { steps }: Cell,
  instants: Instants,
  slot: number,
  now: Moment,
): Step | undefined {
  let current: Step = steps[0];
  for (let at = 1; at < steps.length; at += 1) {
    const next = steps[at];
    if (next === undefined || now.latest < instants.instantAt(slot, next.change * 2)) break;
    if (now.earliest < instants.instantAt(slot, next.change * 2 + 1)) return undefined;
    current = next;
  }
  return current;
}

/** When the next change may come, by the server's clock; Infinity: none does by itself. */
export function nextChange(
  { steps }: Cell,
  current: Step,
  instants: Instants,
  slot: number,
): number {
  const next = steps[steps.indexOf(current) + 1];
  return next === undefined ? Infinity : instants.instantAt(slot, next.change * 2);
}

export interface Frame {
  readonly validUntil: string;
  readonly catalogueVersion: number;
}

export function noAt(
  { touchpoint, staff }: LocalPlace,
  reason: WireReason | undefined,
  otherwise: WireOtherwise,
  frame: Frame,
  data: LocalDecision['data'] = { permitted: [], denied: [] },
): LocalDecision {
  const head = { decision: false, otherwise, touchpoint, ...frame, local: true } as const;
  if (staff) return head;
  return { ...head, ...(reason !== undefined && { reason }), data, obligations: [] };
}

/** The answer to a question that names no data, or none that changes it. */
export function plainAnswer({ place, answer, denied }: Step, frame: Frame): LocalDecision {
  const { decision, reason, otherwise, permitted = [], obligations = [] } = answer;
  if (!decision) return noAt(place, reason, otherwise, frame, { permitted, denied });
  const { touchpoint, staff } = place;
  return {
    decision,
    ...(reason !== undefined && !staff && { reason }),
    otherwise,
    touchpoint,
    data: staff ? { permitted } : { permitted, denied },
    obligations,
    ...frame,
    local: true,
  };
}

/** Undefined: the plain answer holds. */
export function changedBy(
  { place, answer, denied }: Step,
  data: readonly string[] | undefined,
  gpc: boolean,
  frame: Frame,
): LocalDecision | undefined {
  const { permitted = [], otherwise, named = {}, decision, reason } = answer;
  const nothing = { permitted: [], denied: place.data };
  if (data?.some((category) => !place.data.includes(category))) {
    return noAt(place, 'not_declared', answer.undeclared ?? otherwise, frame, nothing);
  }
  if (gpc && answer.gpc !== undefined) return noAt(place, 'signal', answer.gpc, frame, nothing);
  const failing = data?.filter((category) => !permitted.includes(category)) ?? [];
  if (failing.length === 0) return undefined;
  const reasons = failing.map((category) => named[category] ?? (decision ? undefined : reason));
  const told = IN_ORDER.find((known) => reasons.includes(known));
  return noAt(place, told ?? 'refused', otherwise, frame, { permitted, denied });
}
