/**
 * The question every other system asks first (DESIGN §5, SECURITY SEC-28).
 * INVARIANT: nothing thrown on the way becomes a permit or reaches the asker: it is a no with
 * its cause, counted and logged.
 * INVARIANT: an identifier nobody has seen takes the same steps as a person never asked.
 */
import type { SystemPrincipal } from '../identity/model';
import type { Runtime } from '../runtime/model';
import { deskOf, failed, findCatalogue } from './desk';
import { touchpointOf } from './judge';
import { failureOf } from './judgement';
import { judgeAtHand, judgeWaiting } from './judging';
import type { Answered, Asking, Judgement, Unreadable } from './model';
import { LEASE_MS } from './stamps';

function tokenFor(runtime: Runtime, system: string, nowMs: number): string {
  try {
    return deskOf(runtime).token(system, runtime.subjects.seq(), nowMs);
  } catch (error) {
    runtime.log.error({ err: error }, 'a consent token could not be minted');
    return '';
  }
}

function answered(runtime: Runtime, judgement: Judgement, token: string, nowMs: number): Answered {
  const desk = deskOf(runtime);
  if (judgement.tally !== undefined) desk.tallies.count(judgement.tally);
  return {
    judgement,
    validUntil: desk.instant(Math.min(nowMs + LEASE_MS, judgement.leaseEndsAtMs)),
    consentToken: token,
    decisionId: desk.decisionId(),
  };
}

/** True when what is cached may be used now; false when `fresh` must be waited for (or failed). */
function freshAtHand(runtime: Runtime): boolean {
  try {
    const waiting = runtime.subjects.fresh();
    // Its failure is met again, and answered, by whoever waits for it.
    waiting?.catch(() => undefined);
    return waiting === undefined;
  } catch {
    return false;
  }
}

/** One question, one answer; without waiting wherever memory has what it needs. */
export function ask(
  runtime: Runtime,
  principal: SystemPrincipal,
  asking: Asking,
): Answered | Promise<Answered> {
  const nowMs = runtime.clock.now();
  const judgement = freshAtHand(runtime) ? judgeAtHand(runtime, principal, asking) : undefined;
  const finish = (judged: Judgement): Answered =>
    answered(runtime, judged, tokenFor(runtime, principal.system, nowMs), nowMs);
  if (judgement !== undefined) return finish(judgement);
  return judgeWaiting(runtime, principal, asking).then(finish);
}

async function warm(runtime: Runtime, askings: readonly (Asking | Unreadable)[]): Promise<void> {
  const handles: string[] = [];
  for (const asking of askings) {
    if ('unreadable' in asking || 'handle' in asking.subject) continue;
    const handle = runtime.vault.handleOf(asking.subject);
    if (runtime.subjects.cached(handle) === undefined) handles.push(handle);
  }
  if (handles.length > 0) await runtime.subjects.byHandles([...new Set(handles)]);
}

/** Many questions, answered in the order asked; each is judged, and fails, alone. */
export async function askMany(
  runtime: Runtime,
  principal: SystemPrincipal,
  askings: readonly (Asking | Unreadable)[],
): Promise<readonly Answered[]> {
  try {
    await runtime.subjects.fresh();
    await warm(runtime, askings);
    await runtime.subjects.fresh();
  } catch (error) {
    const judged = askings.map((asking) =>
      failed(runtime, 'unreadable' in asking ? asking.touchpoint : touchpointOf(asking), error),
    );
    const nowMs = runtime.clock.now();
    const token = tokenFor(runtime, principal.system, nowMs);
    return judged.map((judgement) => answered(runtime, judgement, token, nowMs));
  }
  const judgements = askings.map((asking): Judgement | Promise<Judgement> => {
    if ('unreadable' in asking) {
      const catalogue = findCatalogue(runtime);
      return failureOf(catalogue, asking.touchpoint, 'error', asking.unreadable);
    }
    return judgeAtHand(runtime, principal, asking) ?? judgeWaiting(runtime, principal, asking);
  });
  const settled = judgements.some((judgement) => judgement instanceof Promise)
    ? await Promise.all(judgements)
    : (judgements as Judgement[]);
  const nowMs = runtime.clock.now();
  const token = tokenFor(runtime, principal.system, nowMs);
  return settled.map((judgement) => answered(runtime, judgement, token, nowMs));
}
