/**
 * What erasing needs over time, in the server's process: refusals copied to the key store within
 * a second, erasures that waited or were interrupted carried out, the erased set told once a day.
 * Several processes may do it at once: each step done twice is nothing.
 */
import { lookAgain, tryAgainLater, type Looking } from '../runtime/look-again';
import type { Runtime } from '../runtime/model';
import { resumeErasures } from './carry-out';
import { tellErasedSetIfDue } from './erased-set';
import { createWithdrawalShipper } from './withdrawals';

const SHIP_EVERY_MS = 400;
const LOOK_EVERY_MS = 60_000;

/** Stopping resolves when nothing is under way any more and everything refused so far is copied. */
export function startErasureKeeper(runtime: Runtime): Looking {
  const ship = createWithdrawalShipper(runtime);
  let lookedAtMs = -Infinity;

  function quietly(failed: string, work: () => Promise<unknown>): Promise<void> {
    return tryAgainLater(runtime, { work: 'erasing', failed }, work);
  }
  const failed = 'what erasing needs over time could not be done';
  const rule = { work: 'erasing', restMs: SHIP_EVERY_MS, failed, atOnce: true } as const;
  const looking = lookAgain(runtime, rule, async () => {
    await quietly('refusals could not be copied to the key store yet', ship);
    const nowMs = Date.now();
    if (nowMs - lookedAtMs < LOOK_EVERY_MS) return;
    lookedAtMs = nowMs;
    await quietly('erasures could not be carried on', () => resumeErasures(runtime));
    await quietly('the erased set could not be told', () => tellErasedSetIfDue(runtime));
  });
  return {
    async stop() {
      await looking.stop();
      await quietly('refusals could not be copied to the key store', ship);
    },
  };
}
