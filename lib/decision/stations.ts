/**
 * The map's truth (DESIGN §2 rule 1): what every live place does for one person now, from the
 * very decisions services get. For the person, so nothing of staff places is withheld here.
 */
import type { CompiledCatalogue } from '../catalogue/compile';
import type { SubjectState } from '../choice/model';
import { decide } from './decide';
import type { Counters, Reason, Verdict } from './model';

export const STATION_STATUSES = [
  /** Permitted, and the owner reported having done it in the last 30 days. */
  'tailored',
  'permitted_unused',
  /** Permitted without some of its data. */
  'partly',
  'same_for_all',
  'paused',
  'confirm_again',
  'off',
  'contract',
] as const;
export type StationStatus = (typeof STATION_STATUSES)[number];

/** An exposure: a service's report that it did personalise. */
export interface StationExposure {
  readonly touchpoint: string;
  readonly atMs: number;
}

export interface StationState {
  readonly touchpoint: string;
  readonly status: StationStatus;
  readonly permitted: readonly string[];
  readonly denied: readonly string[];
  /** An exposure was reported in the last 30 days. */
  readonly used: boolean;
  /** When a pause, quiet hours or a used-up limit end; only with `paused`. */
  readonly untilMs?: number;
  readonly verdict: Verdict;
}

const USED_WITHIN_MS = 30 * 86_400_000;
const NO_CONTACTS: Counters = { contacts: [] };

const STATUS_OF_DENIAL: Partial<Record<Reason, StationStatus>> = {
  paused: 'paused',
  quiet_hours: 'paused',
  limit_reached: 'paused',
  technique_off: 'off',
  touchpoint_off: 'off',
  expired: 'confirm_again',
  renewal_needed: 'confirm_again',
};

function statusOf(verdict: Verdict, used: boolean): StationStatus {
  if (!verdict.decision) return STATUS_OF_DENIAL[verdict.reason] ?? 'same_for_all';
  if (verdict.reason === 'contract') return 'contract';
  if (verdict.denied.length > 0) return 'partly';
  return used ? 'tailored' : 'permitted_unused';
}

/** One entry for every live touchpoint, in the catalogue's order. */
export function stationStates(
  catalogue: CompiledCatalogue,
  state: SubjectState | undefined,
  exposures: readonly StationExposure[],
  nowMs: number,
): StationState[] {
  const recent = exposures.filter(({ atMs }) => atMs > nowMs - USED_WITHIN_MS);
  const usedPlaces = new Set(recent.map(({ touchpoint }) => touchpoint));
  const stations: StationState[] = [];
  for (const { touchpoint } of catalogue.touchpoints.values()) {
    if (touchpoint.status !== 'live') continue;
    const { key, system } = touchpoint;
    const question = { touchpoint: key, data: [], signals: { gpc: false }, system };
    const verdict = decide(catalogue, state, NO_CONTACTS, question, nowMs);
    const used = usedPlaces.has(key);
    const status = statusOf(verdict, used);
    const { permitted, denied, changesAtMs } = verdict;
    const until = status === 'paused' && changesAtMs !== null ? { untilMs: changesAtMs } : {};
    stations.push({ touchpoint: key, status, permitted, denied, used, ...until, verdict });
  }
  return stations;
}
