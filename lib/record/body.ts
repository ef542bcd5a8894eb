/** From what a caller states to the exact body that is committed to (LEDGER "Entry"). */
import type { ActBy, EventBody, Extent, SubjectState } from '../choice/model';
import { cellsPaintedSince } from '../choice/late';
import type { Principal } from '../identity/model';
import type { NewBody } from './model';

/** Lists in hashed parts are sorted and unique; absent keys are left out. */
function normalised(value: unknown): unknown {
  return Array.isArray(value) ? [...new Set(value as readonly string[])].sort() : value;
}

export function completeBody(
  stated: NewBody,
  by: ActBy,
  actor: Principal,
  nowMs: number,
): EventBody {
  const head = {
    by,
    receivedAtMs: nowMs,
    ...(actor.kind === 'system' && { system: actor.system }),
  };
  const fields = Object.entries(stated)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key, normalised(value)] as const);
  return { ...Object.fromEntries(fields), ...head } as EventBody;
}

/**
 * A late allow skips every cell painted since it was given (DESIGN §4 "Time"). The skipped cells
 * are stored with the event and never recomputed.
 */
export function withNotPainted(body: EventBody, state: SubjectState): EventBody {
  if (body.type !== 'allow' || body.givenAtMs === undefined) return body;
  const skipped = cellsPaintedSince(state, body, body.givenAtMs, body.receivedAtMs);
  return skipped.length === 0 ? body : { ...body, notPainted: [...skipped].sort() };
}

export function purposesOf(body: EventBody): readonly string[] {
  const named: Extent | undefined = 'purposes' in body ? body.purposes : undefined;
  if (named === undefined) return [];
  return named === '*' ? ['*'] : named;
}
