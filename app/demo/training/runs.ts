/** The runs of the job, newest first, in memory. Next compiles its entries separately, so they live on `globalThis`. */
import type { Because } from '../shop/slots/slot';
import type { Learned } from './model';

export interface Run {
  readonly id: number;
  readonly startedAtMs: number;
  stage: 'asking' | 'checking' | 'telling' | 'done' | 'failed';
  /** Before the gate. */
  readonly people: number;
  asked: number;
  /** Behind the gate. */
  usable: number;
  /** Said no while the job ran: their steps were taken out again. */
  withdrew: number;
  /** Records that were learned from. */
  records: number;
  /** Why not, in the answers' words; fewer than ten stand together. */
  reasons: readonly (readonly [reason: string, people: number])[];
  learned: readonly Learned[];
  /** What was used of whom, by their name in the data system: shown to that person alone. */
  used: ReadonlyMap<string, readonly Because[]>;
  endedAtMs: number | null;
}

const KEPT = 12;
const KEY = Symbol.for('minori.training');
interface Holder {
  [KEY]?: { last: number; readonly runs: Run[]; job: Promise<void> };
}

function kept() {
  const holder = globalThis as Holder;
  return (holder[KEY] ??= { last: 0, runs: [], job: Promise.resolve() });
}

export function isRunning({ stage }: Run): boolean {
  return stage !== 'done' && stage !== 'failed';
}

export function runs(): readonly Run[] {
  return kept().runs;
}

/** Starts one unless one is under way; resolves when that one is over. */
export function startRun(people: number, work: (run: Run) => Promise<void>): Promise<void> {
  const all = kept();
  if (!all.runs.some(isRunning)) all.job = work(newRun(people, Date.now()));
  return all.job;
}

function newRun(people: number, startedAtMs: number): Run {
  const all = kept();
  const run: Run = {
    ...{ id: (all.last += 1), startedAtMs, stage: 'asking', people, asked: 0, usable: 0 },
    ...{ withdrew: 0, records: 0, reasons: [], learned: [], used: new Map(), endedAtMs: null },
  };
  all.runs.unshift(run);
  all.runs.length = Math.min(all.runs.length, KEPT);
  return run;
}
