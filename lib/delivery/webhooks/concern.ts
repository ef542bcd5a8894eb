/**
 * Whether an event can change what a system is answered at its own places: nobody is told of
 * anything else. Pure. A place where staff look is left out: not even *that* somebody said
 * something may be learnt there (DESIGN §5).
 */
import type { CompiledTouchpoint } from '../../catalogue/compile';
import type { EventBody } from '../../choice/model';
import { concernsPlace } from '../../decision/concern';

/** Of a system, where its answers depend on what people say. */
export function placesConcerned(
  touchpoints: Iterable<CompiledTouchpoint>,
  system: string,
  listed: readonly string[],
): readonly CompiledTouchpoint[] {
  return [...touchpoints].filter(({ touchpoint }) => {
    const own = touchpoint.system === system && touchpoint.status === 'live';
    const asked = listed[0] === '*' || listed.includes(touchpoint.key);
    return own && asked && touchpoint.technique !== 'staff';
  });
}

export function concerns(body: EventBody, places: readonly CompiledTouchpoint[]): boolean {
  return places.some((place) => concernsPlace(body, place));
}
