/**
 * What an erasure will do, as its request keeps it until it is done: sealed under the
 * deployment's key. The request is also the journal – `erased` names what is left to destroy
 * when a crash came after the commit – and holds nothing of the person once it is done.
 */
import { z } from 'zod';
import type { ErasureRequestRow } from '../../db/erasure-port';
import { ERASURE_GROUNDS } from '../choice/erasing-model';
import { deploymentPrincipal } from '../identity/deployment';
import type { Vault } from '../identity/vault';
import type { Runtime } from '../runtime/model';
import type { CommitRequest } from './model';

const PURPOSE = 'erasure-request';

const planSchema = z.strictObject({
  ground: z.enum(ERASURE_GROUNDS),
  /** The officer's words. */
  words: z.string().optional(),
  keepBodies: z.boolean(),
  keepSuppression: z.boolean(),
  erased: z
    .strictObject({
      subjects: z.array(z.string()),
      handles: z.array(z.string()),
      /** Whose handles they are, one for each: the stream of changes tells each system its own. */
      systems: z.array(z.string()).optional(),
      atMs: z.int(),
    })
    .optional(),
});
export type ErasurePlan = z.infer<typeof planSchema>;

export function sealPlan(vault: Pick<Vault, 'seal'>, plan: ErasurePlan): Uint8Array {
  return vault.seal(PURPOSE, Buffer.from(JSON.stringify(plan), 'utf8'));
}

export function openPlan(vault: Pick<Vault, 'open'>, sealed: Uint8Array): ErasurePlan {
  return planSchema.parse(
    JSON.parse(Buffer.from(vault.open(PURPOSE, sealed)).toString('utf8')) as unknown,
  );
}

/** Of nobody any more. */
export function doneRequest(row: ErasureRequestRow, nowMs: number): ErasureRequestRow {
  return { ...row, subject: null, sealed: new Uint8Array(), status: 'done', decidedAtMs: nowMs };
}

/** The journal's own writes: rows without a leaf. What they are about is told by the events. */
export async function noteRequest(
  { commit }: Pick<Runtime, 'commit'>,
  row: ErasureRequestRow,
  idempotency?: NonNullable<CommitRequest['idempotency']>,
): Promise<void> {
  const outcome = await commit({
    actor: deploymentPrincipal(),
    events: [],
    ...(idempotency !== undefined && { idempotency }),
    rows: [{ table: 'erasure-request', row }],
  });
  if (!outcome.ok) throw new Error(`an erasure could not be noted: ${outcome.reason}`);
}

export async function findRequest(
  { store }: Pick<Runtime, 'store'>,
  id: string,
): Promise<ErasureRequestRow | undefined> {
  const [row] = await store.erasureRequests({ id, limit: 1 });
  return row;
}
