/** From what a caller states to the exact body that is committed to (LEDGER "Entry"). */
import type { ActBy, EventBody, Extent, SubjectState } from '../choice/model';
import { cellsPaintedSince } from '../choice/late';
import type { Principal } from '../identity/model';
import type { NewBody } from './model';

/** Lists in hashed parts are sorted and unique; absent keys are left out. */
function normalised(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const list: readonly unknown[] = value;
  return isAscending(list) ? [...list] : [...new Set(list)].sort();
}

/** Texts in the order that `sort` would give them, each once; anything else goes the long way. */
function isAscending(list: readonly unknown[]): boolean {
  return list.every((item, index) => {
    const before = index === 0 ? '' : list[index - 1];
    if (typeof item !== 'string' || typeof before !== 'string') return false;
    return index === 0 || before < item;
  });
}

export function completeBody(
  stated: NewBody,
  by: ActBy,
  actor: Principal,
  nowMs: number,
): EventBody {
  const body: Record<string, unknown> = { by, receivedAtMs: nowMs };
  if (actor.kind === 'system') body['system'] = actor.system;
  const given = stated as unknown as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(given)) {
    const value = given[key];
    if (value !== undefined && !(key in body)) body[key] = normalised(value);
  }
  return body as unknown as EventBody;
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
