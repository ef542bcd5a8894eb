/** Works on what was asked for, one piece at a time, in the server's process; several may run. */
import { newId } from '../ids';
import { sweepCorrections } from '../record/age-corrections';
import { lookAgain, type Looking } from '../runtime/look-again';
import type { Runtime } from '../runtime/model';
import { sweepDrafts, workOnDraft } from '../publishing/count-draft';
import { sweepLists } from '../asking/audience/kept-lists';
import { sweepImports, workOnImport } from './import-jobs';
import { sweepPacks, workOnPack } from './pack-jobs';

const LOOK_EVERY_MS = 500;
const SWEEP_EVERY_MS = 60_000;

/** Stopping, the step under way is done; another process, or the next start, goes on. */
export function startJobRunner(runtime: Runtime): Looking {
  const worker = newId('wrk');
  let sweptAtMs = -Infinity;
  const rule = {
    work: 'jobs',
    restMs: LOOK_EVERY_MS,
    failed: 'long work could not be carried on',
  } as const;
  return lookAgain(runtime, rule, async (goesOn) => {
    const allOf = async (work: typeof workOnPack): Promise<void> => {
      while (goesOn() && (await work(runtime, worker, goesOn)));
    };
    // Beside each other: an import takes minutes.
    await Promise.all([allOf(workOnPack), allOf(workOnImport), allOf(workOnDraft)]);
    if (!goesOn() || Date.now() - sweptAtMs < SWEEP_EVERY_MS) return;
    sweptAtMs = Date.now();
    await sweepPacks(runtime);
    await sweepImports(runtime);
    await sweepLists(runtime);
    await sweepDrafts(runtime);
    await sweepCorrections(runtime);
  });
}
