/**
 * Whether whoever keeps to one limit has kept to another (DESIGN §4 "limits": the strictest holds),
 * also where they are of different kinds of window or channel. Pure.
 */
import { isAsStrict } from './limits';
import type { LimitSpec, PERIODS } from './model';

type Frequency = Extract<LimitSpec, { kind: 'frequency' }>;
type Period = Exclude<(typeof PERIODS)[number], 'rolling'>;

/** At most how many of these calendar periods touch one of those. */
const TOUCHING: Readonly<Record<Period, Readonly<Record<Period, number>>>> = {
  day: { day: 1, week: 7, month: 31 },
  week: { day: 1, week: 1, month: 6 },
  month: { day: 1, week: 2, month: 1 },
};

function frequencyFollows(kept: Frequency, other: Frequency): boolean {
  if (kept.channel !== undefined && kept.channel !== other.channel) return false;
  if (kept.max === 0) return true;
  if (kept.per === 'rolling' || other.per === 'rolling' || kept.zone !== other.zone) return false;
  return kept.max * TOUCHING[kept.per][other.per] <= other.max;
}

/** Whoever keeps to `kept` has kept to `other`. */
export function follows(kept: LimitSpec, other: LimitSpec): boolean {
  if (kept.kind === 'preferredChannel') return false;
  if (isAsStrict(kept, other)) return true;
  return kept.kind === 'frequency' && other.kind === 'frequency' && frequencyFollows(kept, other);
}
