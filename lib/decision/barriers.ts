/**
 * What stands before the cells are looked at: pauses, the opt-out signal, switches, and – where
 * people are contacted – quiet hours and frequency (DESIGN §5, in the order of the reasons).
 * A touchpoint of contract purposes alone never comes here.
 */
import type { CompiledTouchpoint } from '../catalogue/compile';
import { activeLimits, type Limit } from '../choice/limits';
import { EVERYTHING, type LimitSpec, type SubjectState } from '../choice/model';
import { requestSignalBinds, signalBinds, TAKEN_BACK } from '../choice/signals';
import { bindsChannel, isUsedUp, roomAgainAt } from './frequency';
import type { Counters, DenyReason, Question } from './model';
import { isQuiet, quietEdgeAfter } from './quiet-hours';

export interface Barrier {
  readonly reason: DenyReason;
  readonly eventId: string | null;
  /** When time alone lifts it; null when it does not. */
  readonly endsAtMs: number | null;
}

interface Bound {
  readonly order: number;
  readonly eventId: string;
  /** Infinity: time alone does not end it. */
  readonly endsAtMs: number;
}

/** Of several that bind, the one that holds longest decides; the newest where they end together. */
function longest(bounds: readonly Bound[], reason: DenyReason): Barrier | undefined {
  let held: Bound | undefined;
  for (const bound of bounds) {
    if (held === undefined || bound.endsAtMs > held.endsAtMs) held = bound;
    else if (bound.endsAtMs === held.endsAtMs && bound.order > held.order) held = bound;
  }
  if (held === undefined) return undefined;
  const endsAtMs = held.endsAtMs === Infinity ? null : held.endsAtMs;
  return { reason, eventId: held.eventId, endsAtMs };
}

function pausedBy(
  compiled: CompiledTouchpoint,
  state: SubjectState,
  nowMs: number,
): Barrier | undefined {
  const bounds: Bound[] = [];
  for (const { untilMs, purposes, order, eventId } of state.pauses) {
    if (untilMs <= nowMs) continue;
    if (
      purposes === EVERYTHING ||
      compiled.touchpoint.purposes.some((key) => purposes.includes(key))
    ) {
      bounds.push({ order, eventId, endsAtMs: untilMs });
    }
  }
  return longest(bounds, 'paused');
}

/**
 * The opt-out signal, where it refuses a purpose shared for ads. The signal in the question counts
 * like one on record, but has no event of its own. The newest on record binds whenever any does.
 */
function signalledBy(
  { purposes }: CompiledTouchpoint,
  state: SubjectState,
  gpc: boolean,
): Barrier | undefined {
  if (!gpc && state.signals.size === 0) return undefined;
  const binds = gpc ? requestSignalBinds : signalBinds;
  if (!purposes.some(({ purpose }) => purpose.sharesForAds && binds(state, purpose.key))) {
    return undefined;
  }
  let newest: { readonly order: number; readonly eventId: string } | undefined;
  // What was taken back decides nothing.
  for (const mark of state.signals.values()) {
    if (mark.order > (newest?.order ?? TAKEN_BACK)) newest = mark;
  }
  return { reason: 'signal', eventId: newest?.eventId ?? null, endsAtMs: null };
}

function boundBy(standing: Limit, releaseMs: number | null): Bound {
  const endsAtMs = Math.min(releaseMs ?? Infinity, standing.untilMs ?? Infinity);
  return { order: standing.order, eventId: standing.eventId, endsAtMs };
}

function boundsOf(
  state: SubjectState,
  nowMs: number,
  release: (limit: LimitSpec) => number | null | undefined,
): Bound[] {
  const bounds: Bound[] = [];
  for (const standing of activeLimits(state, nowMs)) {
    const releaseMs = release(standing.limit);
    if (releaseMs !== undefined) bounds.push(boundBy(standing, releaseMs));
  }
  return bounds;
}

/** The next instant at which quiet hours in force begin or end; Infinity when there are none. */
function nextQuietEdge(state: SubjectState, nowMs: number): number {
  let edge = Infinity;
  for (const { limit, untilMs } of activeLimits(state, nowMs)) {
    if (limit.kind !== 'quietHours') continue;
    const at = quietEdgeAfter(limit, nowMs) ?? Infinity;
    if (at < edge && (untilMs === undefined || at < untilMs)) edge = at;
  }
  return edge;
}

/** The same for one place: Infinity where nobody is written to. */
export function quietEdge(
  { contact, contractOnly }: CompiledTouchpoint,
  state: SubjectState,
  nowMs: number,
): number {
  return contact && !contractOnly && state.limits.length > 0
    ? nextQuietEdge(state, nowMs)
    : Infinity;
}

/** The used-up limit that holds longest, whatever else keeps quiet meanwhile. */
export function usedUpLimit(
  channel: string,
  state: SubjectState,
  counters: Counters,
  nowMs: number,
): Barrier | undefined {
  const usedUp = boundsOf(state, nowMs, (limit) => {
    if (limit.kind !== 'frequency' || !bindsChannel(limit, channel)) return undefined;
    return isUsedUp(limit, counters, nowMs) ? roomAgainAt(limit, counters, nowMs) : undefined;
  });
  return longest(usedUp, 'limit_reached');
}

function contactBarrier(
  channel: string,
  state: SubjectState,
  counters: Counters,
  nowMs: number,
): Barrier | undefined {
  const quiet = boundsOf(state, nowMs, (limit) =>
    limit.kind === 'quietHours' && isQuiet(limit, nowMs) ? quietEdgeAfter(limit, nowMs) : undefined,
  );
  const quietBarrier = longest(quiet, 'quiet_hours');
  if (quietBarrier !== undefined) return quietBarrier;
  const full = usedUpLimit(channel, state, counters, nowMs);
  if (full === undefined) return undefined;
  // Quiet hours that begin meanwhile are told before a used-up limit.
  const endsAtMs = Math.min(full.endsAtMs ?? Infinity, nextQuietEdge(state, nowMs));
  return { ...full, endsAtMs: endsAtMs === Infinity ? null : endsAtMs };
}

function switchedOff(
  reason: DenyReason,
  mark: { readonly eventId: string } | undefined,
): Barrier | undefined {
  return mark && { reason, eventId: mark.eventId, endsAtMs: null };
}

/**
 * What keeps somebody from being written to here at all, whatever else is refused and told before
 * it: a pause, the place switched off, quiet hours, a used-up limit. Undefined where nobody is
 * written to, and where nothing of it stands.
 */
export function findSilence(
  compiled: CompiledTouchpoint,
  state: SubjectState,
  counters: Counters,
  nowMs: number,
): Barrier | undefined {
  const { touchpoint, contact, contractOnly } = compiled;
  if (!contact || contractOnly) return undefined;
  return (
    pausedBy(compiled, state, nowMs) ??
    switchedOff('touchpoint_off', state.touchpointsOff.get(touchpoint.key)) ??
    contactBarrier(touchpoint.channel, state, counters, nowMs)
  );
}

/** The first barrier that stands; nothing is allocated where none can. */
export function findBarrier(
  compiled: CompiledTouchpoint,
  state: SubjectState,
  counters: Counters,
  question: Question,
  nowMs: number,
): Barrier | undefined {
  if (state.pauses.length > 0) {
    const paused = pausedBy(compiled, state, nowMs);
    if (paused !== undefined) return paused;
  }
  const { key, technique, channel } = compiled.touchpoint;
  const signal = compiled.sharesForAds
    ? signalledBy(compiled, state, question.signals.gpc)
    : undefined;
  if (signal !== undefined) return signal;
  const off =
    switchedOff('technique_off', state.techniquesOff.get(technique)) ??
    switchedOff('touchpoint_off', state.touchpointsOff.get(key));
  if (off !== undefined) return off;
  if (!compiled.contact || state.limits.length === 0) return undefined;
  return contactBarrier(channel, state, counters, nowMs);
}
