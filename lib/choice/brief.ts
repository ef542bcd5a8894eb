/**
 * An allow that was meant to end: what was given for less than a week ends as agreed, and nobody is
 * asked for it again (decision 0025). Longer ones run out, and may be renewed.
 */
import type { Paint } from './model';

const BRIEF_MS = 7 * 86_400_000;

type Given = Pick<Paint, 'receivedAtMs' | 'expiresAtMs'>;

/** For how long it was given (ms), where that is brief; undefined for everything else. */
export function briefMs({ receivedAtMs, expiresAtMs }: Given): number | undefined {
  const forMs = (expiresAtMs ?? Infinity) - receivedAtMs;
  return forMs < BRIEF_MS ? forMs : undefined;
}
