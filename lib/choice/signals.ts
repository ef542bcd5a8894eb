/**
 * Opt-out signals of browsers (GPC; DESIGN §4): one per device. An allow of that very purpose by
 * the signed-in person lifts every signal before it, and stands against repetitions of the same
 * device; a device that signals for the first time afterwards binds again.
 */
import type { AllowBody, Mark, SubjectState } from './model';
import { lateThresholdMs } from './late';

/** The order of a signal that the person took back: before any lift, and before any paint. */
export const TAKEN_BACK = -1;

/** Device ids are base64url and hold no space. */
const CROSSED = 'link ';

type Marks = ReadonlyMap<string, Mark>;
type Signalled = Pick<SubjectState, 'signals' | 'signalsLifted'>;

/** Does a signal on record refuse this purpose (if it shares for ads, which the catalogue says)? */
export function signalBinds(state: Signalled, purpose: string): boolean {
  if (state.signals.size === 0) return false;
  const lifted = state.signalsLifted.get(purpose)?.order ?? TAKEN_BACK;
  for (const signal of state.signals.values()) if (signal.order > lifted) return true;
  return false;
}

/**
 * Does a `signals.gpc` in the request itself refuse this purpose? It names no device: it counts as
 * a repetition once the person allowed the purpose after a signal of their own; else it binds.
 */
export function requestSignalBinds(state: Signalled | undefined, purpose: string): boolean {
  const lift = state?.signalsLifted.get(purpose);
  if (state === undefined || lift === undefined || signalBinds(state, purpose)) return true;
  // A lift is only ever recorded after a signal: what is left to tell is whether one was their own.
  for (const device of state.signals.keys()) if (!device.startsWith(CROSSED)) return false;
  return state.signals.size > 0;
}

/**
 * The name under which a signal crosses an unconfirmed link: not its device, so that the link
 * cannot make a device's own later signal look like a repetition.
 */
export function crossedDevice(eventId: string): string {
  return `${CROSSED}${eventId}`;
}

/** INVARIANT: a device that repeats itself keeps its first mark, so that a lift stands. */
export function addSignal(signals: Marks, device: string, mark: Mark): Marks {
  return signals.has(device) ? signals : new Map(signals).set(device, mark);
}

/**
 * Only a signed-in person lifts, and only what was signalled before: an allow without any signal on
 * record says nothing about a browser that will signal one day, nor does one given before it came.
 */
export function liftSignals(state: Signalled, body: AllowBody, mark: Mark): Marks {
  if (body.by !== 'person' || state.signals.size === 0) return state.signalsLifted;
  const threshold = lateThresholdMs(body.givenAtMs, body.receivedAtMs);
  for (const signal of state.signals.values()) {
    if (threshold !== undefined && signal.atMs >= threshold) return state.signalsLifted;
  }
  const lifted = new Map(state.signalsLifted);
  for (const purpose of body.purposes) lifted.set(purpose, mark);
  return lifted;
}

/** By device the later mark: what bound on one side binds after the join. */
function mergeMarks(a: Marks, b: Marks): Map<string, Mark> {
  const merged = new Map(a);
  for (const [device, mark] of b) {
    const other = merged.get(device);
    if (other === undefined || other.order < mark.order) merged.set(device, mark);
  }
  return merged;
}

function earlier(a: Mark | undefined, b: Mark | undefined): Mark | undefined {
  return a === undefined || b === undefined ? undefined : a.order < b.order ? a : b;
}

function later(a: Mark | undefined, b: Mark | undefined): Mark | undefined {
  return a === undefined || b === undefined ? (a ?? b) : a.order < b.order ? b : a;
}

/** The lift of a purpose after a join, such that what bound on either side still binds. */
function meetLift(
  a: Signalled,
  b: Signalled,
  purpose: string,
  restrictive: boolean,
): Mark | undefined {
  const [liftA, liftB] = [a.signalsLifted.get(purpose), b.signalsLifted.get(purpose)];
  const [bindsA, bindsB] = [signalBinds(a, purpose), signalBinds(b, purpose)];
  if (bindsA && bindsB) return earlier(liftA, liftB);
  if (bindsA) return liftA;
  if (bindsB) return restrictive ? earlier(liftA, liftB) : liftB;
  return restrictive ? liftA : later(liftA, liftB);
}

/**
 * Both sides of a join. INVARIANT: a purpose that a signal refused on either side stays refused.
 * With `restrictive`, the lifts of `b` lift nothing on the side of `a`.
 */
export function meetSignals(a: Signalled, b: Signalled, restrictive: boolean): Signalled {
  const signalsLifted = new Map<string, Mark>();
  for (const purpose of new Set([...a.signalsLifted.keys(), ...b.signalsLifted.keys()])) {
    const lift = meetLift(a, b, purpose, restrictive);
    if (lift !== undefined) signalsLifted.set(purpose, lift);
  }
  const arriving = restrictive
    ? new Map([...b.signals.values()].map((mark) => [crossedDevice(mark.eventId), mark]))
    : b.signals;
  return { signals: mergeMarks(a.signals, arriving), signalsLifted };
}
