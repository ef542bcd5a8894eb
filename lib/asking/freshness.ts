/** `Consent-Token`: answered from state at least that fresh, or not at all (API.md "Freshness"). */
import type { Runtime } from '../runtime/model';

export type Freshness =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'malformed' | 'older_epoch' | 'ahead' };

/** A valid token beyond the head means that someone rolled the database back: an alarm. */
export async function checkFreshness(runtime: Runtime, token: string): Promise<Freshness> {
  const demand = runtime.vault.readConsentToken(token);
  if (demand === undefined) return { ok: false, reason: 'malformed' };
  if (demand.epoch !== runtime.epoch) {
    // What was known when the backup was made is still known.
    const { restores } = runtime;
    const known = restores.find(({ previousEpoch }) => previousEpoch === demand.epoch);
    if (known !== undefined && demand.revision <= known.backupSeq) return { ok: true };
    return { ok: false, reason: 'older_epoch' };
  }
  await runtime.subjects.fresh();
  if (demand.revision <= runtime.subjects.seq()) return { ok: true };
  const head = await runtime.store.head();
  await runtime.subjects.fresh();
  if (demand.revision <= Math.min(head.seq, runtime.subjects.seq())) return { ok: true };
  runtime.log.error(
    { alarm: 'token_ahead' },
    'a valid token is newer than the database: rolled back?',
  );
  return { ok: false, reason: 'ahead' };
}
