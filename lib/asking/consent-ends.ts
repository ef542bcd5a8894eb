/**
 * When what somebody allowed at a place that writes to them ends: for the last messages to say so
 * (CATALOGUE "people change"). Told only to whose people they are, only while they may be written to
 * there, and only when it is near.
 */
import type { CompiledTouchpoint } from '../catalogue/compile';
import { tallyItself } from '../decision/cells';
import { decide } from '../decision/decide';
import type { Runtime } from '../runtime/model';

export const ANNOUNCED_MS = 30 * 86_400_000;

/** In the order of the handles. INVARIANT: whoever is known or not, the same is read. */
export async function consentEnds(
  { subjects, store, catalogues, clock }: Runtime,
  { system, place }: { readonly system: string; readonly place: CompiledTouchpoint },
  handles: readonly string[],
): Promise<readonly (number | undefined)[]> {
  const found = await subjects.byHandles(handles);
  const asked = handles.map((handle, index) => found[index]?.subject || handle);
  const known = await store.identifiersOf([...new Set(asked)]);
  const own = new Set(known.flatMap((one) => (one.system === system ? [one.handle] : [])));
  const nowMs = clock.now();
  const { key: touchpoint } = place.touchpoint;
  const question = {
    touchpoint,
    data: [],
    signals: { gpc: false },
    system: place.touchpoint.system,
  };
  return handles.map((handle, index) => {
    const subject = found[index];
    if (subject === undefined || subject.broken || !own.has(handle)) return undefined;
    const { state } = subject;
    const verdict = decide(catalogues.current(), state, { contacts: [] }, question, nowMs);
    if (!verdict.decision) return undefined;
    const { endsAtMs } = tallyItself(place, state, nowMs);
    return endsAtMs - nowMs <= ANNOUNCED_MS ? endsAtMs : undefined;
  });
}
