/**
 * The commit that erases somebody (LEDGER "Erasure"): one leaf that says what was done and to
 * how much, and the rows that take everyone the person is joined with away. No state is read or
 * folded: also somebody whose record no longer opens can be erased.
 */
import { AppError } from '../errors';
import { mayCommit } from '../identity/gates';
import { completeBody } from './body';
import { prepareErasureLeaf } from './leaf';
import type { CommitRequest, NewErasure } from './model';
import type { Target } from './load';
import { ownSeconds, type Preparation, type PrepareParts } from './prepare';

export function prepareErasure(
  parts: Pick<PrepareParts, 'clock' | 'ownTime'>,
  request: CommitRequest,
  target: Target | undefined,
  erasure: NewErasure,
  origin: string,
): Preparation {
  if (target === undefined || request.events.length > 1 || request.identifiers !== undefined) {
    throw new AppError('internal', 'an erasure is of one subject and stands alone');
  }
  const allowed = mayCommit(request.actor, erasure);
  if (!allowed.ok) return allowed;
  const { subject, rows } = target;
  const own = rows.find((row) => row.subject === subject);
  if (request.expected !== undefined && own?.n !== request.expected) {
    return { ok: false, reason: 'conflict' };
  }
  const body = completeBody(erasure.body, allowed.by, request.actor, parts.clock.now());
  const event = prepareErasureLeaf(body);
  const answer = { events: [{ eventId: event.eventId, notPainted: [] }] };
  const { keepBodies } = erasure;
  return {
    ok: true,
    keys: [],
    answer,
    commit: {
      // INVARIANT: whoever writes about one of them meanwhile loses the race, or this does.
      expected: rows.map(({ subject: member, n }) => ({ subject: member, n })),
      idempotency:
        request.idempotency === undefined
          ? null
          : { ...request.idempotency, answer: JSON.stringify(answer), subject: null },
      events: [event],
      states: [],
      identifiers: [],
      rows: [
        ...(request.rows ?? []),
        ...rows.map((row) => ({
          table: 'subject-erased' as const,
          subject: row.subject,
          keepBodies,
        })),
      ],
      t: ownSeconds(parts),
      origin,
    },
  };
}
