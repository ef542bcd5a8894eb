/** Messages that count against somebody's limits, over everybody they are one with. */
import type { Store } from '../../db/port';
import { activeLimits } from '../choice/limits';
import type { SubjectState } from '../choice/model';
import { windowStart } from '../decision/frequency';
import type { Counters } from '../decision/model';

/** Reads only where the number of messages is limited. `subjects` resolves to all of the group. */
export async function countersOf(
  store: Pick<Store, 'contactsOf'>,
  subjects: readonly string[] | (() => Promise<readonly string[]>),
  state: SubjectState | undefined,
  nowMs: number,
): Promise<Counters> {
  const starts = (state === undefined ? [] : activeLimits(state, nowMs)).flatMap(({ limit }) =>
    limit.kind === 'frequency' ? [windowStart(limit, nowMs)] : [],
  );
  if (starts.length === 0) return { contacts: [] };
  const all = typeof subjects === 'function' ? await subjects() : subjects;
  return { contacts: await store.contactsOf(all, Math.min(...starts)) };
}
