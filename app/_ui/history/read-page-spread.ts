import { followedOf } from '@/lib/delivery/changes/followers';
import { toldOf } from '@/lib/delivery/webhooks/told';
import { readSpread } from '@/lib/portal/read-spread';
import type { SpreadView } from '@/lib/portal/spread';
import { ownRecord } from '@/lib/portal/queries';
import type { Page } from '../page';

/** How far what one tap wrote has come; undefined where there is nothing to say. */
export async function readPageSpread(
  { runtime, principal, reading, locale }: Page,
  eventIds: readonly string[],
): Promise<SpreadView | undefined> {
  const holder = ownRecord(principal);
  if (holder === undefined || eventIds.length === 0) return undefined;
  const view = { compiled: reading.compiled, locale };
  return readSpread(runtime, holder, view, eventIds, async (said, subjects) => [
    ...(await toldOf(runtime, said, subjects)),
    ...followedOf(runtime, said.seq),
  ]);
}
