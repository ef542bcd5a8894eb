/**
 * What erasing needs over time, in the server's process: refusals copied to the key store within
 * a second, erasures that waited or were interrupted carried out, the erased set told once a day.
 * Several processes may do it at once: each step done twice is nothing.
 */
import type { Runtime } from '../runtime/model';
import { resumeErasures } from './carry-out';
import { tellErasedSetIfDue } from './erased-set';
import { createWithdrawalShipper } from './withdrawals';

const SHIP_EVERY_MS = 400;
const LOOK_EVERY_MS = 60_000;
const LOG_EVERY_MS = 60_000;

export interface ErasureKeeper {
  /** Resolves when nothing is under way any more and everything refused so far is copied. */
  stop(): Promise<void>;
}

export function startErasureKeeper(runtime: Runtime): ErasureKeeper {
  const ship = createWithdrawalShipper(runtime);
  let stopped = false;
  let loggedAtMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lookedAtMs = -Infinity;
  let working = Promise.resolve();

  async function quietly(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const nowMs = Date.now();
      if (nowMs - loggedAtMs < LOG_EVERY_MS) return;
      loggedAtMs = nowMs;
      runtime.log.error({ err: error }, what);
    }
  }

  async function turn(): Promise<void> {
    await quietly('refusals could not be copied to the key store yet', ship);
    const nowMs = Date.now();
    if (nowMs - lookedAtMs < LOOK_EVERY_MS) return;
    lookedAtMs = nowMs;
    await quietly('erasures could not be carried on', () => resumeErasures(runtime));
    await quietly('the erased set could not be told', () => tellErasedSetIfDue(runtime));
  }

  function schedule(): void {
    if (stopped) return;
    timer = setTimeout(() => {
      working = turn().then(schedule);
    }, SHIP_EVERY_MS);
    timer.unref();
  }

  working = turn().then(schedule);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await working;
      await quietly('refusals could not be copied to the key store', ship);
    },
  };
}
