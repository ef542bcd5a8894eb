/**
 * Whether what a guardian says may stand (DESIGN §3 "guardian"), judged by the histories of both
 * within the commit: nobody is a guardian of themselves, of anyone who needs none, or beside
 * another; and only who is linked says anything or ends the link.
 */
import { foldSubject } from '../choice/fold';
import { guardedUntilMs, minorAt } from '../choice/minors';
import type { FoldEvent, GuardianBody } from '../choice/model';
import type { ErrorCode } from '../errors';
import { groupOf, type Chain } from './chain';
import type { NewPersonalEvent } from './model';

interface Problem {
  readonly reason: ErrorCode;
  readonly detail: string;
}
type Said = Omit<GuardianBody, 'by' | 'receivedAtMs'>;

/** Who guards whom after these events, by the guardian's own copies; oldest first. */
export function guardianLinks(
  events: readonly Pick<FoldEvent, 'subject' | 'body' | 'of'>[],
): ReadonlyMap<string, { readonly guardian: string; readonly sinceMs: number }> {
  const links = new Map<string, { guardian: string; sinceMs: number }>();
  for (const { subject, body, of } of events) {
    if (body.type !== 'guardian' || !body.asGuardian || of === undefined) continue;
    if (body.act === 'link') links.set(of, { guardian: subject, sinceMs: body.receivedAtMs });
    if (body.act === 'unlink') links.delete(of);
  }
  return links;
}

function linkProblem(
  chain: Chain,
  [guardian, minor]: readonly [string, string],
  nowMs: number,
): Problem | undefined {
  const history = chain.history ?? [];
  const one = groupOf(chain, guardian).some(({ subject }) => subject === minor);
  if (one) return { reason: 'forbidden', detail: 'nobody is their own guardian' };
  if (minorAt(foldSubject(history, guardian).age, nowMs) !== undefined) {
    return { reason: 'forbidden', detail: 'a minor is nobody’s guardian' };
  }
  const state = foldSubject(history, minor);
  if (guardedUntilMs(state.age) <= nowMs) {
    return { reason: 'forbidden', detail: 'there is nothing a guardian decides here' };
  }
  if (state.guardian === undefined) return undefined;
  return { reason: 'conflict', detail: 'there is a guardian already' };
}

/** Undefined for whatever is no guardian's business. */
export function guardianProblem(
  chain: Chain,
  { body, of }: NewPersonalEvent,
  nowMs: number,
): Problem | undefined {
  if (body.type !== 'guardian' || of === undefined) return undefined;
  const { act, asGuardian, ageBand } = body as Said;
  const [guardian, minor] = asGuardian
    ? ([chain.subject, of] as const)
    : ([of, chain.subject] as const);
  if (act === 'link') return linkProblem(chain, [guardian, minor], nowMs);
  if (guardianLinks(chain.history ?? []).get(minor)?.guardian !== guardian) {
    return { reason: 'not_found', detail: 'there is no such link' };
  }
  if (act === 'unlink') return undefined;
  if (guardedUntilMs(foldSubject(chain.history ?? [], minor).age) <= nowMs) {
    return { reason: 'forbidden', detail: 'the time of guardians is over' };
  }
  const looser = act === 'declare' && ageBand !== 'teen';
  return looser
    ? { reason: 'forbidden', detail: 'only the next band is a guardian’s to say' }
    : undefined;
}
