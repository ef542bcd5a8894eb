import { wallTimeOf } from '@/lib/decision/zones';
import { ZONE } from '@/lib/portal/zone';

/** `YYYY-MM-DD` on the deployment's clock, as fields for dates take it. */
export function wallDay(atMs: number): string {
  return new Date(wallTimeOf(atMs, ZONE)).toISOString().slice(0, 10);
}
