/** What one process keeps for asking: kept judgements, counts, stamps; one a runtime. */
import type { CompiledCatalogue } from '../catalogue/compile';
import { AppError } from '../errors';
import type { Runtime } from '../runtime/model';
import { createOwnHandles, type OwnHandles } from './own-handles';
import { createJudge, type Judge } from './judge';
import { failureOf } from './judgement';
import type { Judgement } from './model';
import { createDecisionIds, createInstants, createTokens } from './stamps';
import { createTallies, type Tallies } from './tallies';

export interface Desk {
  readonly judge: Judge;
  readonly tallies: Tallies;
  readonly ownHandles: OwnHandles;
  /** Exposures being written. */
  readonly underWay: Set<Promise<void>>;
  readonly decisionId: () => string;
  /** Its characters after `dec_`, as bytes. */
  readonly writeDecisionId: (to: Uint8Array, from: number) => void;
  readonly instant: (atMs: number) => string;
  readonly token: (system: string, revision: number, nowMs: number) => string;
  /** Answers that were a no because something failed, since the start. */
  failures: number;
  loggedAtMs: number;
}

const desks = new WeakMap<Runtime, Desk>();

export function deskOf(runtime: Runtime): Desk {
  const known = desks.get(runtime);
  if (known !== undefined) return known;
  const { store, log, vault } = runtime;
  const ids = createDecisionIds();
  const desk: Desk = {
    judge: createJudge(vault),
    tallies: createTallies({ store, log }),
    ownHandles: createOwnHandles(store),
    underWay: new Set(),
    decisionId: ids.next,
    writeDecisionId: ids.write,
    instant: createInstants(),
    token: createTokens(vault, runtime.epoch),
    failures: 0,
    loggedAtMs: 0,
  };
  desks.set(runtime, desk);
  return desk;
}

/** Resolves when everything counted and reported so far is written. */
export async function settleAsking(runtime: Runtime): Promise<void> {
  const desk = deskOf(runtime);
  await Promise.all([...desk.underWay, desk.tallies.flush()]);
}

/** Call before the runtime closes: what was counted and reported is written. */
export async function closeAsking(runtime: Runtime): Promise<void> {
  const desk = desks.get(runtime);
  if (desk === undefined) return;
  await Promise.all([...desk.underWay, desk.tallies.close()]);
  desks.delete(runtime);
}

const LOG_EVERY_MS = 1000;

export function failed(runtime: Runtime, touchpoint: string, error: unknown): Judgement {
  const desk = deskOf(runtime);
  desk.failures += 1;
  const nowMs = Date.now();
  if (nowMs - desk.loggedAtMs >= LOG_EVERY_MS) {
    desk.loggedAtMs = nowMs;
    runtime.log.error({ err: error, failures: desk.failures }, 'a decision failed: answered no');
  }
  const away = error instanceof AppError && error.code === 'unavailable';
  return failureOf(
    findCatalogue(runtime),
    touchpoint,
    away ? 'unavailable' : 'error',
    away ? 'state_unavailable' : 'internal',
  );
}

export function findCatalogue(runtime: Runtime): CompiledCatalogue | undefined {
  try {
    return runtime.catalogues.current();
  } catch {
    // Nothing is published or it cannot be read: the answer is a no without it.
    return undefined;
  }
}
