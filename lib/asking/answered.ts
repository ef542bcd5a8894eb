/** A judgement becomes an answer: counted, with its lease, its token and its id. */
import type { Runtime } from '../runtime/model';
import { deskOf, type Desk } from './desk';
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
  return answeredAt(deskOf(runtime), judgement, token, nowMs);
}

export function countAnswer({ tallies }: Desk, { count, tally }: Judgement, nowMs: number): void {
  count.answers += 1;
  if (tally !== undefined) tallies.count(tally, nowMs);
}

export function answeredAt(
  desk: Desk,
  judgement: Judgement,
  token: string,
  nowMs: number,
): Answered {
  countAnswer(desk, judgement, nowMs);
  return {
    judgement,
    validUntil: desk.instant(Math.min(nowMs + LEASE_MS, judgement.leaseEndsAtMs)),
    consentToken: token,
    decisionId: desk.decisionId(),
  };
}

/** Many at once, with what they share made once. */
export function answeredMany(
  runtime: Runtime,
  system: string,
  judgements: readonly Judgement[],
): readonly Answered[] {
  const nowMs = runtime.clock.now();
  const token = tokenFor(runtime, system, nowMs);
  const desk = deskOf(runtime);
  return judgements.map((judgement) => answeredAt(desk, judgement, token, nowMs));
}

/** Many brief answers as JSON texts with commas between; they have neither ids nor leases of their own. */
export function answeredBriefly(
  runtime: Runtime,
  system: string,
  judgements: readonly Judgement[],
): { readonly items: string; readonly consentToken: string; readonly validUntil: string } {
  const nowMs = runtime.clock.now();
  const desk = deskOf(runtime);
  let endsAtMs = nowMs + LEASE_MS;
  let items = '';
  for (const judgement of judgements) {
    countAnswer(desk, judgement, nowMs);
    if (judgement.leaseEndsAtMs < endsAtMs) endsAtMs = judgement.leaseEndsAtMs;
    items += items === '' ? judgement.brief : `,${judgement.brief}`;
  }
  return {
    items,
    consentToken: tokenFor(runtime, system, nowMs),
    validUntil: desk.instant(endsAtMs),
  };
}
