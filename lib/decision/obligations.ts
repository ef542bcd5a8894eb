/**
 * Limits that the asker must respect itself (DESIGN §4 "limits", §5 `obligations`): what the
 * server cannot enforce. Only a permit carries them; where several say the same, the strictest.
 */
import { activeLimits } from '../choice/limits';
import type { LimitSpec, SubjectState } from '../choice/model';
import type { CompiledTouchpoint } from '../catalogue/compile';
import type { Obligation } from './model';

export const OBLIGATION_TYPES = [
  'max-data-age',
  'mute-topic',
  'suppress-purchased',
  'variety',
  'prefer-channel',
] as const;
export type ObligationType = (typeof OBLIGATION_TYPES)[number];

export const NO_OBLIGATIONS: readonly Obligation[] = Object.freeze([]);

function obligation(
  type: ObligationType,
  about: string,
  properties: Obligation['properties'],
): Obligation {
  return { id: about === '' ? type : `${type}:${about}`, type, properties };
}

function obligationOf(
  limit: LimitSpec,
  compiled: CompiledTouchpoint,
  permitted: readonly string[],
): Obligation | undefined {
  switch (limit.kind) {
    case 'dataAge':
      if (!permitted.includes(limit.data)) return undefined;
      return obligation('max-data-age', limit.data, { data: limit.data, maxDays: limit.maxDays });
    case 'mute':
      return obligation('mute-topic', limit.topic, { topic: limit.topic });
    case 'notPurchased':
      return obligation('suppress-purchased', '', {});
    case 'variety':
      return obligation('variety', '', {});
    case 'preferredChannel':
      // Says how to reach somebody: nothing to comply with where nobody is contacted.
      return compiled.contact
        ? obligation('prefer-channel', '', { channel: limit.channel })
        : undefined;
    case 'frequency':
    case 'quietHours':
      return undefined;
  }
}

/** Same id twice: the shorter data age; else the one said last. */
function stricter(held: Obligation, next: Obligation): Obligation {
  const heldDays = held.properties['maxDays'];
  const nextDays = next.properties['maxDays'];
  if (typeof heldDays === 'number' && typeof nextDays === 'number') {
    return heldDays <= nextDays ? held : next;
  }
  return next;
}

export interface Duties {
  readonly obligations: readonly Obligation[];
  /** When the first of their limits ends by itself; Infinity when none does. */
  readonly endsAtMs: number;
}

/** What a permit obliges its asker to; `state.limits` stand in the order in which they were said. */
export function dutiesOf(
  compiled: CompiledTouchpoint,
  state: SubjectState,
  permitted: readonly string[],
  nowMs: number,
): Duties {
  const held = new Map<string, Obligation>();
  let endsAtMs = Infinity;
  for (const { limit, untilMs } of activeLimits(state, nowMs)) {
    const next = obligationOf(limit, compiled, permitted);
    if (next === undefined) continue;
    const before = held.get(next.id);
    held.set(next.id, before === undefined ? next : stricter(before, next));
    if (untilMs !== undefined && untilMs < endsAtMs) endsAtMs = untilMs;
  }
  return { obligations: held.size === 0 ? NO_OBLIGATIONS : [...held.values()], endsAtMs };
}
