/**
 * What one key may hold in its own process: its system's places that it may ask about, and its
 * system's handles. Keys that may ask about the same share one view, and all that is encoded for it.
 */
import type { LocalElsewhere, LocalMap, LocalPlace } from '../../../sdk/src/local-contract';
import type { CompiledCatalogue, CompiledTouchpoint } from '../../catalogue/compile';
import type { SystemPrincipal } from '../../identity/model';

export interface View {
  /** Equal for keys that see the same. */
  readonly name: string;
  readonly system: string;
  readonly touchpoints: readonly string[];
  readonly test: boolean;
}

export function viewOf({ system, touchpoints, test }: SystemPrincipal): View {
  const listed = touchpoints[0] === '*' ? ['*'] : [...touchpoints].sort();
  return { name: JSON.stringify([system, listed, test]), system, touchpoints: listed, test };
}

export interface ViewMap {
  readonly catalogue: CompiledCatalogue;
  /** In the order of `wire.places`. */
  readonly places: readonly CompiledTouchpoint[];
  readonly wire: LocalMap;
}

function placeOf({ touchpoint, data }: CompiledTouchpoint): LocalPlace {
  const staff = touchpoint.technique === 'staff';
  return { touchpoint: touchpoint.key, data, ...(staff && { staff: true }) };
}

function elsewhereOf(compiled: CompiledTouchpoint): LocalElsewhere {
  const live = compiled.touchpoint.status === 'live';
  return {
    ...placeOf(compiled),
    reason: live ? 'system_not_allowed' : 'touchpoint_retired',
    otherwise: compiled.contact ? 'nothing' : 'generic',
  };
}

export function mapOf(catalogue: CompiledCatalogue, { system, touchpoints }: View): ViewMap {
  const places: CompiledTouchpoint[] = [];
  const elsewhere: LocalElsewhere[] = [];
  for (const compiled of catalogue.touchpoints.values()) {
    const { key, status, system: owner } = compiled.touchpoint;
    const listed = touchpoints[0] === '*' || touchpoints.includes(key);
    if (status === 'live' && owner === system && listed) places.push(compiled);
    else elsewhere.push(elsewhereOf(compiled));
  }
  const { version } = catalogue;
  const wire = { format: 1, catalogueVersion: version, places: places.map(placeOf), elsewhere };
  return { catalogue, places, wire: { ...wire, format: 1 } };
}
