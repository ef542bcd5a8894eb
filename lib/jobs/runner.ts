/** Works on what was asked for, one piece at a time, in the server's process; several may run. */
import { newId } from '../ids';
import type { Runtime } from '../runtime/model';
import { sweepDrafts, workOnDraft } from '../publishing/count-draft';
import { sweepLists } from '../asking/audience/kept-lists';
import { sweepImports, workOnImport } from './import-jobs';
import { sweepPacks, workOnPack } from './pack-jobs';

const LOOK_EVERY_MS = 500;
const SWEEP_EVERY_MS = 60_000;

export interface JobRunner {
  /** Resolves when the step under way is done; another process, or the next start, goes on. */
  stop(): Promise<void>;
}

export function startJobRunner(runtime: Runtime): JobRunner {
  const worker = newId('wrk');
  let stopped = false;
  let sweptAtMs = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let working = Promise.resolve();

  async function allOf(work: typeof workOnPack): Promise<void> {
    while (!stopped && (await work(runtime, worker, () => !stopped)));
  }
  async function turn(): Promise<void> {
    try {
      // Beside each other: an import takes minutes.
      await Promise.all([allOf(workOnPack), allOf(workOnImport), allOf(workOnDraft)]);
      if (stopped || Date.now() - sweptAtMs < SWEEP_EVERY_MS) return;
      sweptAtMs = Date.now();
      await sweepPacks(runtime);
      await sweepImports(runtime);
      await sweepLists(runtime);
      await sweepDrafts(runtime);
    } catch (error) {
      runtime.log.error({ err: error }, 'long work could not be carried on');
    }
  }
  function schedule(): void {
    if (stopped) return;
    timer = setTimeout(() => {
      working = turn().then(schedule);
    }, LOOK_EVERY_MS);
    timer.unref();
  }
  schedule();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await working;
    },
  };
}
