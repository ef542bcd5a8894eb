/** For what asks about many people at once and has time to wait: an answer that is late is a no all the same. */
import { createClient, type Client } from '../../sdk/src/client';
import type { DemoSystem } from './personas';
import { UNDERSTOOD } from './shop/grant';
import { shopSettings } from './shop/settings';

const BUDGET_MS = 5000;

/** Undefined where the system has no key: nothing may be asked, nothing may be used. */
export function bulkClient(system: DemoSystem): Client | undefined {
  const settings = shopSettings();
  const key = settings?.keys[system];
  if (settings === undefined || key === undefined) return undefined;
  const { origin } = settings;
  return createClient({ origin, key, timeoutMs: BUDGET_MS, understands: UNDERSTOOD });
}
