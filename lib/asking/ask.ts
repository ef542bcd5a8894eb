/**
 * The question every other system asks first (DESIGN §5, SECURITY SEC-28).
 * INVARIANT: nothing thrown on the way becomes a permit or reaches the asker: it is a no with
 * its cause, counted and logged.
 * INVARIANT: an identifier nobody has seen takes the same steps as a person never asked.
 */
import type { SystemPrincipal } from '../identity/model';
import type { Runtime } from '../runtime/model';
import { answered, tokenFor } from './answered';
import { judgeAtHand, judgeWaiting } from './judging';
import type { Answered, Asking, Judgement } from './model';

/** True when what is cached may be used now; false when `fresh` must be waited for (or failed). */
export function freshAtHand(runtime: Runtime): boolean {
  try {
    const waiting = runtime.subjects.fresh();
    // Its failure is met again, and answered, by whoever waits for it.
    waiting?.catch(() => undefined);
    return waiting === undefined;
  } catch {
    return false;
  }
}

function finish(
  runtime: Runtime,
  { system }: SystemPrincipal,
  judgement: Judgement,
  nowMs: number,
): Answered {
  return answered(runtime, judgement, tokenFor(runtime, system, nowMs), nowMs);
}

/** One question, one answer; without waiting wherever memory has what it needs. */
export function ask(
  runtime: Runtime,
  principal: SystemPrincipal,
  asking: Asking,
): Answered | Promise<Answered> {
  const nowMs = runtime.clock.now();
  const judgement = freshAtHand(runtime) ? judgeAtHand(runtime, principal, asking) : undefined;
  if (judgement !== undefined) return finish(runtime, principal, judgement, nowMs);
  return judgeWaiting(runtime, principal, asking).then((judged) => {
    return finish(runtime, principal, judged, nowMs);
  });
}
