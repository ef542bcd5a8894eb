/**
 * May this place personalise, for this person, with this data, now? (DESIGN §5.)
 * Pure: the same catalogue, state, counters, question and instant always give the same answer.
 * `error`, `unavailable` and `stale` are the caller's to give: it knows whether it could read.
 * INVARIANT: reasons are tried in the order of DENY_REASONS; the first that applies is given.
 * INVARIANT: a permit is made in one place, `permit`; every other way out is a no.
 */
import type { CompiledCatalogue, CompiledTouchpoint } from '../catalogue/compile';
import { minorAt } from '../choice/minors';
import type { SubjectState } from '../choice/model';
import { emptyState } from '../choice/state';
import { findBarrier, findSilence, quietEdge } from './barriers';
import {
  findData,
  NO_DATA,
  tallyContact,
  tallyItself,
  type DataFinding,
  type Tally,
} from './cells';
import { bindsChannel } from './frequency';
import type { Counters, Otherwise, Question, Reason, Verdict } from './model';
import { dutiesOf, NO_OBLIGATIONS } from './obligations';

const NOBODY: SubjectState = emptyState();

/**
 * With these, somebody may not even be sent the untailored thing. Those of the person – a pause, a
 * switch, quiet hours, a used-up limit – hold just as well under a reason that is told before them.
 */
const SILENT_REASONS: ReadonlySet<Reason> = new Set<Reason>([
  'error',
  'unavailable',
  'stale',
  'unknown_touchpoint',
  'touchpoint_retired',
  // Stricter than the other systems' answers: who may be contacted is the owner's to know.
  'system_not_allowed',
  'paused',
  'touchpoint_off',
  'quiet_hours',
  'limit_reached',
]);

/** `mayContact` is asked only where somebody would be contacted. */
function otherwiseOf(compiled: CompiledTouchpoint, reason: Reason, mayContact: boolean): Otherwise {
  if (!compiled.contact) return 'generic';
  return mayContact && !SILENT_REASONS.has(reason) ? 'generic' : 'nothing';
}

function instantOrNull(atMs: number): number | null {
  return atMs === Infinity ? null : atMs;
}

interface Ground {
  readonly catalogue: CompiledCatalogue;
  readonly compiled: CompiledTouchpoint;
  readonly state: SubjectState;
  readonly counters: Counters;
  readonly nowMs: number;
}

/** Whether somebody may be written to at a contact place now; when time alone may change that. */
export function contactNow(ground: Omit<Ground, 'catalogue'>): {
  readonly may: boolean;
  readonly untilMs: number;
} {
  const { compiled, state, counters, nowMs } = ground;
  const silence = findSilence(compiled, state, counters, nowMs);
  if (silence !== undefined) return { may: false, untilMs: silence.endsAtMs ?? Infinity };
  const { permits, endsAtMs } = tallyContact(compiled, state, nowMs);
  return { may: permits, untilMs: Math.min(endsAtMs, quietEdge(compiled, state, nowMs)) };
}

/** A no that no cell gave: nothing may be used here, whatever the cells say. */
function refuseHere(
  ground: Ground,
  reason: Reason,
  eventId: string | null,
  endsAtMs: number | null,
): Verdict {
  const { catalogue, compiled } = ground;
  let changesAtMs = endsAtMs;
  let mayContact = false;
  if (compiled.contact && !SILENT_REASONS.has(reason)) {
    const contact = contactNow(ground);
    mayContact = contact.may;
    changesAtMs = instantOrNull(Math.min(endsAtMs ?? Infinity, contact.untilMs));
  }
  return {
    decision: false,
    reason,
    otherwise: otherwiseOf(compiled, reason, mayContact),
    touchpoint: compiled.touchpoint.key,
    permitted: NO_DATA,
    denied: compiled.data,
    obligations: NO_OBLIGATIONS,
    eventId,
    evidenceVersion: catalogue.version,
    changesAtMs,
    prohibited: false,
    staff: compiled.touchpoint.technique === 'staff',
  };
}

/** A touchpoint that is not on the map: nothing is known of it, and nothing may be sent. */
export function refuseUnknown(catalogue: CompiledCatalogue, touchpoint: string): Verdict {
  return {
    decision: false,
    reason: 'unknown_touchpoint',
    otherwise: 'nothing',
    touchpoint,
    permitted: NO_DATA,
    denied: NO_DATA,
    obligations: NO_OBLIGATIONS,
    eventId: null,
    evidenceVersion: catalogue.version,
    changesAtMs: null,
    prohibited: false,
    staff: false,
  };
}

/** A no of the cells; `permitted` says what the question could have named instead. */
function refuseByCells(
  { catalogue, compiled, state, nowMs }: Ground,
  tally: Tally,
  mayContact: boolean,
  data: DataFinding | undefined,
  endsAtMs: number,
): Verdict {
  const { reason } = tally;
  return {
    decision: false,
    reason,
    otherwise: otherwiseOf(compiled, reason, mayContact),
    touchpoint: compiled.touchpoint.key,
    permitted: data === undefined ? NO_DATA : data.permitted,
    denied: data === undefined ? compiled.data : data.denied,
    obligations: NO_OBLIGATIONS,
    eventId: tally.eventId,
    evidenceVersion: tally.noticeVersion > 0 ? tally.noticeVersion : catalogue.version,
    changesAtMs: instantOrNull(Math.min(endsAtMs, quietEdge(compiled, state, nowMs))),
    prohibited: false,
    staff: compiled.touchpoint.technique === 'staff',
  };
}

/**
 * Minors and sensitive data are never profiled for ads, whatever was allowed. Returns when time
 * alone ends the prohibition (Infinity: never), or undefined where there is none.
 */
function prohibitedUntil({ compiled, state, nowMs }: Ground): number | undefined {
  if (!compiled.sharesForAds) return undefined;
  if (compiled.hasSensitive) return Infinity;
  const { age } = state;
  return minorAt(age, nowMs) === undefined ? undefined : (age?.endsAtMs ?? Infinity);
}

function permit(ground: Ground, itself: Tally, data: DataFinding): Verdict {
  const { catalogue, compiled, state, nowMs } = ground;
  const { contractOnly } = compiled;
  itself.merge(data.carrying);
  let { endsAtMs } = itself;
  let obligations = NO_OBLIGATIONS;
  if (!contractOnly && state.limits.length > 0) {
    const duties = dutiesOf(compiled, state, data.permitted, nowMs);
    obligations = duties.obligations;
    endsAtMs = Math.min(endsAtMs, duties.endsAtMs, quietEdge(compiled, state, nowMs));
  }
  return {
    decision: true,
    reason: itself.reason,
    otherwise: otherwiseOf(compiled, itself.reason, true),
    touchpoint: compiled.touchpoint.key,
    permitted: data.permitted,
    denied: data.denied,
    obligations,
    eventId: itself.eventId,
    evidenceVersion: itself.noticeVersion > 0 ? itself.noticeVersion : catalogue.version,
    changesAtMs: instantOrNull(endsAtMs),
    prohibited: false,
    staff: compiled.touchpoint.technique === 'staff',
  };
}

/** The cells, in the order of DESIGN §5: the purposes, then required and named data, then any. */
function decideByCells(ground: Ground, named: readonly string[]): Verdict {
  const { compiled, state, nowMs } = ground;
  const itself = tallyItself(compiled, state, nowMs);
  if (!itself.permits) {
    const contact = compiled.contact ? tallyContact(compiled, state, nowMs) : itself;
    return refuseByCells(ground, itself, contact.permits, undefined, itself.endsAtMs);
  }
  const data = findData(compiled, named, state, nowMs);
  const endsAtMs = Math.min(itself.endsAtMs, data.failing.endsAtMs, data.carrying.endsAtMs);
  if (data.missing.fails) return refuseByCells(ground, data.missing, true, data, endsAtMs);
  if (compiled.data.length > 0 && data.permitted.length === 0) {
    return refuseByCells(ground, data.failing, true, data, endsAtMs);
  }
  const prohibitedEnd = prohibitedUntil(ground);
  if (prohibitedEnd === undefined) return permit(ground, itself, data);
  // Told as a plain refusal that no event of the person gave: it must not say who is a minor.
  const changesAtMs = instantOrNull(
    Math.min(prohibitedEnd, endsAtMs, quietEdge(compiled, state, nowMs)),
  );
  return { ...refuseHere(ground, 'refused', null, changesAtMs), prohibited: true };
}

/**
 * `state` is undefined for somebody nobody has seen, who is answered like somebody never asked.
 * `counters` matter only where `needsCounters` says so. About 1 µs (measured: bench/decide.ts).
 */
export function decide(
  catalogue: CompiledCatalogue,
  state: SubjectState | undefined,
  counters: Counters,
  question: Question,
  nowMs: number,
): Verdict {
  const compiled = catalogue.touchpoints.get(question.touchpoint);
  if (compiled === undefined) return refuseUnknown(catalogue, question.touchpoint);
  const { touchpoint, data, contractOnly } = compiled;
  const ground: Ground = { catalogue, compiled, state: state ?? NOBODY, counters, nowMs };
  if (touchpoint.status !== 'live') return refuseHere(ground, 'touchpoint_retired', null, null);
  if (touchpoint.system !== question.system) {
    return refuseHere(ground, 'system_not_allowed', null, null);
  }
  for (const named of question.data) {
    if (!data.includes(named)) return refuseHere(ground, 'not_declared', null, null);
  }
  if (!contractOnly) {
    const barrier = findBarrier(compiled, ground.state, counters, question, nowMs);
    if (barrier !== undefined) {
      return refuseHere(ground, barrier.reason, barrier.eventId, barrier.endsAtMs);
    }
  }
  return decideByCells(ground, question.data);
}

/** Whether this question can meet a frequency limit, so that messages must be counted first. */
export function needsCounters(
  catalogue: CompiledCatalogue,
  state: SubjectState | undefined,
  question: Question,
): boolean {
  if (state === undefined || state.limits.length === 0) return false;
  const compiled = catalogue.touchpoints.get(question.touchpoint);
  if (compiled === undefined || !compiled.contact || compiled.contractOnly) return false;
  const { channel } = compiled.touchpoint;
  return state.limits.some(
    ({ limit }) => limit.kind === 'frequency' && bindsChannel(limit, channel),
  );
}
