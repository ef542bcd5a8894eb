/** Where the next round goes and by which way out. Pure. */
import type { CompiledCatalogue, CompiledTouchpoint } from '../catalogue/compile';
import { WATCH_WAYS, type WatchResult, type WatchWay } from './model';

export interface WatchPlan {
  readonly touchpoint: string;
  /** Refused where the way out is a purpose's. */
  readonly purpose: string;
  readonly way: WatchWay;
}

/** Live, optional, allowed with one plain tap, answered with a reason, and no message is taken by it. */
function isWatchable({ touchpoint, purposes, data, contact }: CompiledTouchpoint): boolean {
  if (touchpoint.status !== 'live' || touchpoint.technique === 'staff' || contact) return false;
  if (purposes.some(({ purpose }) => purpose.explicit)) return false;
  return purposes.some(({ purpose }) => purpose.basis !== 'contract') && data.length > 0;
}

/** Without what takes two steps of its own, nothing may be left to allow. */
function isPlain(catalogue: CompiledCatalogue, place: CompiledTouchpoint): boolean {
  const sensitive = (key: string) => catalogue.data.get(key)?.sensitive !== false;
  return !place.touchpoint.requires.some(sensitive) && place.data.some((data) => !sensitive(data));
}

export function watchablePlaces(catalogue: CompiledCatalogue): readonly CompiledTouchpoint[] {
  return [...catalogue.touchpoints.values()].filter(
    (place) => isWatchable(place) && isPlain(catalogue, place),
  );
}

/**
 * One place after the other, and one way out after the other. INVARIANT: what failed is gone over
 * again until it succeeds: an alarm never ends because somewhere else all is well.
 */
export function planRound(
  catalogue: CompiledCatalogue,
  last: WatchResult | undefined,
): WatchPlan | undefined {
  const places = watchablePlaces(catalogue);
  const at = places.findIndex(({ touchpoint }) => touchpoint.key === last?.touchpoint);
  const again = last?.failed != null;
  const place = again && at >= 0 ? places[at] : places[(at + 1) % Math.max(1, places.length)];
  const optional = place?.purposes.find(({ purpose }) => purpose.basis !== 'contract');
  if (place === undefined || optional === undefined) return undefined;
  const turn = last === undefined ? 0 : WATCH_WAYS.indexOf(last.way) + (again ? 0 : 1);
  return {
    touchpoint: place.touchpoint.key,
    purpose: optional.purpose.key,
    way: WATCH_WAYS[turn % WATCH_WAYS.length] ?? 'stop',
  };
}
