/** Counts whom a draft touches, in the process that does long work; a lost lease begins anew. */
import { compileCatalogue } from '../catalogue/compile';
import { AppError } from '../errors';
import type { Runtime } from '../runtime/model';
import { countAffected } from './affected';
import { DRAFT_KEPT_MS, DRAFT_KIND, openDraft } from './drafts';

const LEASE_MS = 30_000;

/** Claims one draft and counts; false when there was nothing to do. */
export async function workOnDraft(
  runtime: Runtime,
  worker: string,
  mayGoOn: () => boolean,
): Promise<boolean> {
  const { store, clock, catalogues, log } = runtime;
  const nowMs = clock.now();
  const row = await store.claimJob({ kinds: [DRAFT_KIND], worker, leaseMs: LEASE_MS, nowMs });
  if (row === undefined) return false;
  const onPage = async (done: number, total: number): Promise<boolean> => {
    const leaseUntilMs = clock.now() + LEASE_MS;
    const progress = { done, total, state: null, leaseUntilMs };
    return (await store.saveProgress(row.id, worker, progress)) && mayGoOn();
  };
  try {
    const { base, catalogue } = openDraft(runtime, row);
    const now = await catalogues.find(base);
    if (catalogue === null || now === undefined)
      throw new AppError('internal', 'no draft to count');
    const affected = await countAffected(runtime, now, compileCatalogue(catalogue), onPage);
    if (affected === undefined) return true;
    const result = JSON.stringify(affected);
    await store.endJob(row.id, worker, {
      ...{ status: 'done', result, problem: null, atMs: clock.now() },
    });
  } catch (error) {
    log.error({ err: error, job: row.id }, 'whom a draft touches could not be counted');
    const problem = error instanceof AppError ? error.code : 'internal';
    await store.endJob(row.id, worker, {
      ...{ status: 'failed', result: null, problem, atMs: clock.now() },
    });
  }
  return true;
}

/** Drafts are looked at and published, or made anew. */
export async function sweepDrafts({ store, clock }: Runtime): Promise<void> {
  await store.removeJobs(DRAFT_KIND, clock.now() - DRAFT_KEPT_MS);
}
