/** A judgement becomes an answer: counted, with its lease, its token and its id. */
import type { Runtime } from '../runtime/model';
import { deskOf } from './desk';
import type { Answered, Judgement } from './model';
import { LEASE_MS } from './stamps';

/** Empty when no token can be minted: the answer itself does not depend on it. */
export function tokenFor(runtime: Runtime, system: string, nowMs: number): string {
  try {
    return deskOf(runtime).token(system, runtime.subjects.seq(), nowMs);
  } catch (error) {
    runtime.log.error({ err: error }, 'a consent token could not be minted');
    return '';
  }
}

export function answered(
  runtime: Runtime,
  judgement: Judgement,
  token: string,
  nowMs: number,
): Answered {
  const desk = deskOf(runtime);
  judgement.count.answers += 1;
  if (judgement.tally !== undefined) desk.tallies.count(judgement.tally, nowMs);
  return {
    judgement,
    validUntil: desk.instant(Math.min(nowMs + LEASE_MS, judgement.leaseEndsAtMs)),
    consentToken: token,
    decisionId: desk.decisionId(),
  };
}
