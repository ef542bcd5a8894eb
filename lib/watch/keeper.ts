/** Goes a round whenever one is due, in the server's process; several may run: one goes it. */
import { setTimeout as sleep } from 'node:timers/promises';
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
  const { env, clock, log } = runtime;
  if (env.watchEveryMs === 0) return undefined;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let going = Promise.resolve();

  async function turn(): Promise<void> {
    try {
      if ((await runtime.store.newestCatalogueVersion()) === 0) return;
      const [last] = await listRounds(runtime, 1);
      if (last !== undefined && clock.now() - last.atMs < env.watchEveryMs) return;
      await watchOnce(runtime, reachOf(runtime), () => !stopped);
    } catch (error) {
      log.error({ err: error, alarm: 'watch' }, 'no round could be gone over our own way out');
    }
  }
  function schedule(): void {
    if (stopped) return;
    timer = setTimeout(() => {
      going = turn().then(schedule);
    }, LOOK_EVERY_MS);
    timer.unref();
  }
  schedule();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await Promise.race([going, sleep(END_MS, undefined, { ref: false })]);
    },
  };
}
