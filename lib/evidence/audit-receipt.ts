/**
 * Receipts for keys with `audit` (API "Resources"): by event id, or by the `evidence.ref` under
 * which the key's own system was told of the event; a ref names its event to us, and to nobody else.
 */
import type { SystemPrincipal } from '../identity/model';
import type { Runtime } from '../runtime/model';
import { requireAuditKey } from './auditor';
import { commitLook, readGround } from './look-event';
import { PROOF_WAIT_MS, provenReceipt, type ReceiptOutcome } from './own-receipt';

const EVENT_ID = /^evt_[\w-]{22}$/;

export type AuditedReceipt =
  ReceiptOutcome | { readonly ok: false; readonly reason: 'invalid_request' };

/**
 * `id`: an event id, or a ref of the key's own system. The look stands in the record of the
 * person it is about before it is given (SEC-23); what is nobody's – an announcement, an officer's own
 * act – is given as it is. `invalid_request`: `ground` is none.
 */
export async function auditReceipt(
  runtime: Runtime,
  key: SystemPrincipal,
  asked: { readonly id: string; readonly ground: string },
): Promise<AuditedReceipt> {
  const ground = readGround(asked.ground);
  if (ground === undefined) return { ok: false, reason: 'invalid_request' };
  const { id } = asked;
  const eventId = EVENT_ID.test(id) ? id : runtime.vault.eventOfRef(key.system, id);
  const known = !key.test && eventId !== undefined;
  const stored = known ? await runtime.store.findEvent(eventId) : undefined;
  if (stored === undefined) return { ok: false, reason: 'not_found' };
  // Nobody is looked at for an answer that is not given.
  if (!(await runtime.ledger.covered(stored.seq, PROOF_WAIT_MS))) {
    return { ok: false, reason: 'not_yet_proved' };
  }
  const { personal } = stored;
  if (personal !== null && personal.n !== null) {
    await commitLook(runtime, requireAuditKey(key), { subject: personal.subject, ground });
  }
  return provenReceipt(runtime, stored, { withPersonal: true });
}
