/**
 * One question judged against one subject's state. A judgement is kept with the state it rests
 * on until either changes or time alone may change it, so that most answers cost a look-up.
 * INVARIANT: a kept judgement is used only for the same subject state, catalogue, place, system,
 * data and signals, and never at or after `changesAtMs`.
 */
import type { CompiledCatalogue } from '../catalogue/compile';
import { decideByPurpose, touchpointsFor } from '../decision/by-purpose';
import { decide, needsCounters } from '../decision/decide';
import type { Counters, Verdict } from '../decision/model';
import { WATCH_SYSTEM, type SystemPrincipal } from '../identity/model';
import type { Vault } from '../identity/vault';
import type { Subject } from '../record/subjects';
import { failureOf, judgementOf } from './judgement';
import { findKept, keep } from './kept';
import type { Asking, Judgement } from './model';

const NO_COUNTERS: Counters = { contacts: [] };
/** Belongs to no touchpoint: a place the key may not ask about is another system's to it. */
const NO_SYSTEM = '';
const KEPT_FOR_UNSEEN = 10_000;

export function touchpointOf(asking: Asking): string {
  return 'touchpoint' in asking.at ? asking.at.touchpoint : '';
}

export function mayAsk(principal: SystemPrincipal, touchpoint: string): boolean {
  const { touchpoints } = principal;
  return touchpoints[0] === '*' || touchpoints.includes(touchpoint);
}

/** The watch over our own way out asks as whoever the place belongs to – about nobody but its own. */
function askerAt(
  catalogue: CompiledCatalogue,
  { system }: SystemPrincipal,
  touchpoint: string,
): string {
  if (system !== WATCH_SYSTEM) return system;
  return catalogue.touchpoints.get(touchpoint)?.touchpoint.system ?? system;
}

function decideAt(
  catalogue: CompiledCatalogue,
  principal: SystemPrincipal,
  asking: Asking,
  subject: Subject | undefined,
  counters: Counters,
  nowMs: number,
): Verdict {
  const { at, data, gpc } = asking;
  const signals = { gpc };
  const { system } = principal;
  const state = subject?.state;
  const elsewhere = (touchpoint: string): Verdict =>
    decide(catalogue, state, counters, { touchpoint, data, signals, system: NO_SYSTEM }, nowMs);
  if ('touchpoint' in at) {
    const { touchpoint } = at;
    if (!mayAsk(principal, touchpoint)) return elsewhere(touchpoint);
    const asker = askerAt(catalogue, principal, touchpoint);
    const question = { touchpoint, data, signals, system: asker };
    return decide(catalogue, state, counters, question, nowMs);
  }
  const question = { ...at, data, signals, system };
  const barred = touchpointsFor(catalogue, question).find((key) => !mayAsk(principal, key));
  if (barred !== undefined) return elsewhere(barred);
  return decideByPurpose(catalogue, state, counters, question, nowMs);
}

/** Touchpoints of one question: one, or all that a purpose on a channel resolves to. */
export function placesOf(
  catalogue: CompiledCatalogue,
  principal: SystemPrincipal,
  asking: Asking,
): readonly string[] {
  if ('touchpoint' in asking.at) return [asking.at.touchpoint];
  const { data, gpc } = asking;
  return touchpointsFor(catalogue, {
    ...asking.at,
    data,
    signals: { gpc },
    system: principal.system,
  });
}

function mustCount(
  catalogue: CompiledCatalogue,
  principal: SystemPrincipal,
  asking: Asking,
  subject: Subject | undefined,
): boolean {
  if (subject === undefined || subject.state.limits.length === 0) return false;
  const { data, gpc } = asking;
  const { system } = principal;
  return placesOf(catalogue, principal, asking).some((touchpoint) =>
    needsCounters(catalogue, subject.state, { touchpoint, data, signals: { gpc }, system }),
  );
}

export interface Judge {
  /** Judges with what is in memory; undefined when messages must be counted first. */
  now(
    catalogue: CompiledCatalogue,
    principal: SystemPrincipal,
    asking: Asking,
    subject: Subject | undefined,
    nowMs: number,
  ): Judgement | undefined;
  /** Judges with messages counted; nothing is kept. */
  counted(
    catalogue: CompiledCatalogue,
    principal: SystemPrincipal,
    asking: Asking,
    subject: Subject | undefined,
    counters: Counters,
    nowMs: number,
  ): Judgement;
}

export function createJudge(vault: Pick<Vault, 'refOf'>): Judge {
  /** People nobody has seen are all answered alike, so their judgements are shared. */
  const forUnseen = new Map<string, Judgement>();

  const counted: Judge['counted'] = (catalogue, principal, asking, subject, counters, nowMs) => {
    if (subject?.broken) {
      return failureOf(catalogue, touchpointOf(asking), 'error', 'state_broken');
    }
    const verdict = decideAt(catalogue, principal, asking, subject, counters, nowMs);
    const ref = verdict.eventId === null ? null : vault.refOf(principal.system, verdict.eventId);
    // Nothing is counted about nobody, nor about somebody erased; and a watch is nobody.
    const person = principal.system === WATCH_SYSTEM ? undefined : subject;
    const counts = person !== undefined && person.suppressed === undefined;
    const named = counts ? { subject: person.subject } : {};
    return judgementOf(catalogue, verdict, { ref, ...named });
  };

  function stands(judgement: Judgement, catalogue: CompiledCatalogue, nowMs: number): boolean {
    return judgement.catalogue === catalogue && nowMs < judgement.changesAtMs;
  }

  function unseen(
    catalogue: CompiledCatalogue,
    principal: SystemPrincipal,
    asking: Asking,
    nowMs: number,
  ): Judgement {
    // A token may ask about fewer places than its key.
    const asker = principal.untilMs === undefined ? '' : principal.touchpoints;
    const key = JSON.stringify([principal.keyId, asker, asking.at, asking.data, asking.gpc]);
    const known = forUnseen.get(key);
    if (known !== undefined && stands(known, catalogue, nowMs)) return known;
    const judgement = counted(catalogue, principal, asking, undefined, NO_COUNTERS, nowMs);
    if (forUnseen.size >= KEPT_FOR_UNSEEN) forUnseen.clear();
    forUnseen.set(key, judgement);
    return judgement;
  }

  return {
    counted,
    now(catalogue, principal, asking, subject, nowMs) {
      if (subject === undefined) return unseen(catalogue, principal, asking, nowMs);
      if (!('touchpoint' in asking.at) || !mayAsk(principal, asking.at.touchpoint)) {
        if (mustCount(catalogue, principal, asking, subject)) return undefined;
        return counted(catalogue, principal, asking, subject, NO_COUNTERS, nowMs);
      }
      const { touchpoint } = asking.at;
      const { system } = principal;
      const kept = findKept(subject, touchpoint, system, asking);
      if (kept !== undefined && stands(kept, catalogue, nowMs)) return kept;
      if (mustCount(catalogue, principal, asking, subject)) return undefined;
      const judgement = counted(catalogue, principal, asking, subject, NO_COUNTERS, nowMs);
      const named = catalogue.touchpoints.get(touchpoint)?.touchpoint.key ?? touchpoint;
      return keep(subject, named, system, asking, judgement);
    },
  };
}
