/**
 * The one erased set (LEDGER "Erasure"): once a day the seqs that lost their openings are told
 * to the log, ungrouped, so that `fsck --openings` knows which may be missing. The digest of the
 * document stands in the leaf, with a salt: nobody finds seqs by trying.
 *
 *   document = JCS {"erased":[seq …],"salt":"<22>","v":1}        ascending
 */
import { deploymentPrincipal } from '../identity/deployment';
import { canonicalJson } from '../ledger/canonical';
import { randomText } from '../random';
import type { Runtime } from '../runtime/model';

const DAY_MS = 86_400_000;
/** Of one document. */
const MOST = 50_000;
type SetRuntime = Pick<Runtime, 'store' | 'clock' | 'commit'>;

/** How many seqs were told; 0 when there was nothing to tell. */
export async function tellErasedSet({ store, commit }: SetRuntime): Promise<number> {
  const seqs = (await store.openErasedSeqs()).slice(0, MOST);
  if (seqs.length === 0) return 0;
  const salt = randomText(16);
  const document = canonicalJson({ erased: seqs, salt, v: 1 });
  const outcome = await commit({
    actor: deploymentPrincipal(),
    events: [{ about: 'deployment', kind: 'erased-set', document }],
    rows: [{ table: 'erased-set', document, seqs }],
  });
  if (!outcome.ok) throw new Error(`the erased set could not be told: ${outcome.reason}`);
  return seqs.length;
}

/** Since when something waits to be told; undefined when nothing does. */
export async function untoldSinceMs({
  store,
}: Pick<SetRuntime, 'store'>): Promise<number | undefined> {
  if ((await store.openErasedSeqs()).length === 0) return undefined;
  const told = (await store.erasedSets()).at(-1)?.seq ?? 0;
  const [oldest] = await store.searchLog({
    types: ['erasure'],
    afterSeq: told,
    order: 'oldest',
    limit: 1,
  });
  return oldest === undefined ? 0 : oldest.t * 1000;
}

/** Due on the day after (UTC), so that one set holds everyone of a day. */
export async function tellErasedSetIfDue(runtime: SetRuntime): Promise<number> {
  const sinceMs = await untoldSinceMs(runtime);
  if (sinceMs === undefined) return 0;
  const days = Math.floor(runtime.clock.now() / DAY_MS) - Math.floor(sinceMs / DAY_MS);
  return days >= 1 ? tellErasedSet(runtime) : 0;
}
