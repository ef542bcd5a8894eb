/** Publishes the very draft that was looked at: whoever publishes says its digest (docs/decisions/0039). */
import type { Principal } from '../identity/model';
import type { Runtime } from '../runtime/model';
import { mayPublish, requireReader } from './draft-gates';
import { findDraft } from './drafts';
import { publishCatalogue } from './publish';

export const DRAFT_REFUSALS = ['gone', 'own_or_role', 'not_ready', 'changed', 'failed'] as const;
export type DraftRefusal = (typeof DRAFT_REFUSALS)[number];

export type DraftPublication =
  | { readonly ok: true; readonly version: number }
  | { readonly ok: false; readonly reason: DraftRefusal };

const no = (reason: DraftRefusal): DraftPublication => ({ ok: false, reason });

export async function publishDraft(
  runtime: Runtime,
  principal: Principal,
  id: string,
  digest: string,
): Promise<DraftPublication> {
  const officer = requireReader(principal);
  const draft = await findDraft(runtime, principal, id);
  if (draft === undefined) return no('gone');
  if (!mayPublish(officer, draft.laidDownBy)) return no('own_or_role');
  const { standing, catalogue } = draft;
  if (standing.kind === 'overtaken' || standing.kind === 'published') return no('changed');
  // Whom it touches is known before it is done.
  if (catalogue === null || standing.kind !== 'ready' || standing.affected === null) {
    return no('not_ready');
  }
  if (catalogue.digest !== digest) return no('changed');
  const outcome = await publishCatalogue(runtime, officer, catalogue, digest);
  if (outcome.ok) return outcome;
  const { reason } = outcome;
  return no(reason === 'conflict' || reason === 'another_digest' ? 'changed' : 'failed');
}
