/**
 * Whether what a guardian says may stand (DESIGN §3 "guardian"), judged by the histories of both
 * within the commit: nobody is a guardian of themselves, of anyone who needs none, twice, or beside
 * more than a few; and only who is linked says anything or ends the link.
 */
import { foldSubject } from '../choice/fold';
import { guardiansIn } from '../choice/guardians';
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

/** A child has few guardians: what they allow waits for all of them. */
export const GUARDIANS_MAX = 4;

/** Whom one guardian guards after these events, by their own copies; oldest first. */
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
  const each = guardiansIn(state);
  if (guardianLinks(history).has(minor) && each.has(guardian)) {
    return { reason: 'conflict', detail: 'they are linked already' };
  }
  if (each.size < GUARDIANS_MAX) return undefined;
  return { reason: 'conflict', detail: 'there are enough guardians already' };
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
  const state = foldSubject(chain.history ?? [], minor);
  // The child may have let go of all of them at once.
  if (!guardiansIn(state).has(guardian)) {
    return { reason: 'not_found', detail: 'there is no such link any more' };
  }
  if (guardedUntilMs(state.age) <= nowMs) {
    return { reason: 'forbidden', detail: 'the time of guardians is over' };
  }
  const looser = act === 'declare' && ageBand !== 'teen';
  return looser
    ? { reason: 'forbidden', detail: 'only the next band is a guardian’s to say' }
    : undefined;
}
