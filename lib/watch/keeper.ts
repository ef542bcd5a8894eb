/** Goes a round whenever one is due, in the server's process; several may run: one goes it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { lookAgain } from '../runtime/look-again';
import type { Runtime } from '../runtime/model';
import type { Reach } from './round';
import { listRounds, watchOnce } from './rounds';

const LOOK_EVERY_MS = 15_000;
/** Ending does not wait for a door that does not open. */
const END_MS = 5_000;

export interface Watch {
  /** Resolves when the round under way is over, or takes too long; before the doors are shut. */
  stop(): Promise<void>;
}

/** Our own listener, as this machine reaches it. */
export function reachOf({ env }: Pick<Runtime, 'env'>): Reach {
  return { own: `http://127.0.0.1:${String(env.port)}`, also: env.watchAlso };
}

export function startWatch(runtime: Runtime): Watch | undefined {
  const { env, clock } = runtime;
  if (env.watchEveryMs === 0) return undefined;
  const failed = 'no round could be gone over our own way out';
  const rule = { work: 'watch', restMs: LOOK_EVERY_MS, failed, alarm: 'watch' } as const;
  const looking = lookAgain(runtime, rule, async (goesOn) => {
    if ((await runtime.store.newestCatalogueVersion()) === 0) return;
    const [last] = await listRounds(runtime, 1);
    if (last !== undefined && clock.now() - last.atMs < env.watchEveryMs) return;
    await watchOnce(runtime, reachOf(runtime), goesOn);
  });
  return {
    async stop() {
      await Promise.race([looking.stop(), sleep(END_MS, undefined, { ref: false })]);
    },
  };
}
