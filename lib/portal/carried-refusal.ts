/** Who comes back after an erasure begins refused (LEDGER "Erasure"): the page says so, once it matters. */
import type { EventBody, SubjectState } from '../choice/model';
import type { Runtime } from '../runtime/model';

/**
 * As of when everything was refused, where the system itself said it again and the person has
 * said nothing since; undefined otherwise.
 */
export async function carriedRefusalMs(
  { store }: Pick<Runtime, 'store'>,
  state: SubjectState | undefined,
): Promise<number | undefined> {
  const last = state?.sweeps.findLast(
    ({ purposes, channels, data }) => purposes === '*' && channels === '*' && data === '*',
  );
  if (last === undefined || last.order !== state?.order) return undefined;
  const json = (await store.findEvent(last.eventId))?.body?.json;
  const body = json === undefined ? undefined : (JSON.parse(json) as EventBody);
  if (body?.type !== 'deny' || body.by !== 'system') return undefined;
  return body.givenAtMs;
}
