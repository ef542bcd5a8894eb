/**
 * Allowing for a quarter of an hour, where staff look at a screen with the person before them: the
 * allow itself ends then, so that nobody has to remember to take it back.
 */
import type { CompiledTouchpoint } from '../catalogue/compile';

export const BRIEF_MINUTES = 15;
export const BRIEF_MS = BRIEF_MINUTES * 60_000;

/** What rests on anything but consent never ends by itself; a special purpose takes its two steps. */
export function mayAllowBriefly({ touchpoint, purposes }: CompiledTouchpoint): boolean {
  return (
    touchpoint.technique === 'staff' &&
    purposes.every(({ purpose }) => purpose.basis === 'consent' && !purpose.explicit)
  );
}
