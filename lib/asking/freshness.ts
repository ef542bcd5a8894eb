/** `Consent-Token`: answered from state at least that fresh, or not at all (API.md "Freshness"). */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Runtime } from '../runtime/model';

export type Freshness =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'malformed' | 'older_epoch' | 'ahead' };

/** How long a node that lags waits for what is on its way. */
const BUDGET_MS = 250;
const NAP_MS = 20;

/** The head is the primary's; what is cached has been held against it. */
async function reaches({ subjects, store }: Runtime, revision: number): Promise<boolean> {
  await subjects.fresh();
  if (revision <= subjects.seq()) return true;
  const head = await store.head();
  await subjects.fresh();
  return revision <= Math.min(head.seq, subjects.seq());
}

async function reachesInTime(
  runtime: Runtime,
  revision: number,
  budgetMs: number,
): Promise<boolean> {
  const untilMs = performance.now() + budgetMs;
  while (!(await reaches(runtime, revision))) {
    if (performance.now() >= untilMs) return false;
    await sleep(NAP_MS);
  }
  return true;
}

/** A valid token that stays beyond the head means that someone rolled the database back: an alarm. */
export async function checkFreshness(
  runtime: Runtime,
  token: string,
  budgetMs = BUDGET_MS,
): Promise<Freshness> {
  const demand = runtime.vault.readConsentToken(token);
  if (demand === undefined) return { ok: false, reason: 'malformed' };
  if (demand.epoch !== runtime.epoch) {
    // What was known when the backup was made is still known.
    const { restores } = runtime;
    const known = restores.find(({ previousEpoch }) => previousEpoch === demand.epoch);
    if (known !== undefined && demand.revision <= known.backupSeq) return { ok: true };
    return { ok: false, reason: 'older_epoch' };
  }
  if (await reachesInTime(runtime, demand.revision, budgetMs)) return { ok: true };
  const said = 'Somebody holds a token of a newer state than this database: it was rolled back.';
  runtime.ledger.board.alarms.set('rolled-back', said);
  runtime.log.error(
    { alarm: 'token_ahead' },
    'a valid token is newer than the database: rolled back?',
  );
  return { ok: false, reason: 'ahead' };
}
