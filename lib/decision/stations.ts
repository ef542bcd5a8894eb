/**
 * The map's truth (DESIGN §2 rule 1): what every live place does for one person now, from the
 * very decisions services get. For the person, so nothing of staff places is withheld here.
 */
import type { CompiledCatalogue, CompiledTouchpoint } from '../catalogue/compile';
import { ITSELF } from '../catalogue/model';
import { briefMs } from '../choice/brief';
import type { SubjectState } from '../choice/model';
import { paintAt } from '../choice/paint';
import { usedUpLimit } from './barriers';
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

const WAITS = ['quiet_hours', 'limit_reached'] as const satisfies readonly Reason[];
export type Waits = (typeof WAITS)[number];

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
  /** What makes it wait, where no pause does; only with `paused`. */
  readonly waits?: Waits;
  /** What was allowed here for so long (ms) ended as agreed: nothing is to be confirmed again. */
  readonly endedMs?: number;
  readonly verdict: Verdict;
}

const USED_WITHIN_MS = 30 * 86_400_000;

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

/** For how long the newest was allowed, where all that is over here was allowed briefly. */
function endedMs(
  { touchpoint, purposes, data }: CompiledTouchpoint,
  state: SubjectState,
  nowMs: number,
): number | undefined {
  let newest: { readonly order: number; readonly forMs: number } | undefined;
  for (const { purpose, itself, cells, carriesData } of purposes) {
    if (purpose.basis !== 'consent') continue;
    for (const [at, key] of [itself, ...(carriesData ? cells : [])].entries()) {
      const about = at === 0 ? ITSELF : (data[at - 1] ?? ITSELF);
      const paint = paintAt(state, purpose.key, touchpoint.channel, about, key);
      if (paint?.effect !== 'allow' || (paint.expiresAtMs ?? Infinity) > nowMs) continue;
      const forMs = briefMs(paint);
      if (forMs === undefined) return undefined;
      if (newest === undefined || paint.order > newest.order)
        newest = { order: paint.order, forMs };
    }
  }
  return newest?.forMs;
}

interface Counted {
  readonly state: SubjectState | undefined;
  readonly counters: Counters;
  readonly nowMs: number;
}

/** The end of a used-up limit itself, also where quiet hours begin before it. */
function restOf(
  { touchpoint }: CompiledTouchpoint,
  { reason, changesAtMs }: Verdict,
  { state, counters, nowMs }: Counted,
): Pick<StationState, 'untilMs' | 'waits'> {
  const waits = WAITS.find((one) => one === reason);
  const full =
    waits === 'limit_reached' && state !== undefined
      ? usedUpLimit(touchpoint.channel, state, counters, nowMs)
      : undefined;
  const untilMs = full === undefined ? changesAtMs : full.endsAtMs;
  return { ...(untilMs === null ? {} : { untilMs }), ...(waits === undefined ? {} : { waits }) };
}

/**
 * One entry for every live touchpoint, in the catalogue's order. `counters`: the messages that count
 * against the limits of `state`; without them no limit is known to be used up.
 */
export function stationStates(
  catalogue: CompiledCatalogue,
  state: SubjectState | undefined,
  exposures: readonly StationExposure[],
  nowMs: number,
  counters: Counters = { contacts: [] },
): StationState[] {
  const recent = exposures.filter(({ atMs }) => atMs > nowMs - USED_WITHIN_MS);
  const usedPlaces = new Set(recent.map(({ touchpoint }) => touchpoint));
  const stations: StationState[] = [];
  for (const compiled of catalogue.touchpoints.values()) {
    const { touchpoint } = compiled;
    if (touchpoint.status !== 'live') continue;
    const { key, system } = touchpoint;
    const question = { touchpoint: key, data: [], signals: { gpc: false }, system };
    const verdict = decide(catalogue, state, counters, question, nowMs);
    const used = usedPlaces.has(key);
    const ended =
      verdict.reason === 'expired' && state !== undefined
        ? endedMs(compiled, state, nowMs)
        : undefined;
    const status = ended === undefined ? statusOf(verdict, used) : 'same_for_all';
    const { permitted, denied } = verdict;
    const over = ended === undefined ? {} : { endedMs: ended };
    const rest = status === 'paused' ? restOf(compiled, verdict, { state, counters, nowMs }) : {};
    stations.push({ touchpoint: key, status, permitted, denied, used, ...rest, ...over, verdict });
  }
  return stations;
}
