/**
 * Receipts for keys with `audit` (API "Resources"): by event id, or by the `evidence.ref` under
 * which the key's own system was told of the event; a ref names its event to us, and to nobody else.
 */
import type { SystemPrincipal } from '../identity/model';
import type { Runtime } from '../runtime/model';
import { provenReceipt, type ReceiptOutcome } from './own-receipt';

const EVENT_ID = /^evt_[\w-]{22}$/;

/** `id`: an event id, or a ref of the key's own system. */
export async function auditReceipt(
  runtime: Runtime,
  { system, test }: SystemPrincipal,
  id: string,
): Promise<ReceiptOutcome> {
  const eventId = EVENT_ID.test(id) ? id : runtime.vault.eventOfRef(system, id);
  const known = !test && eventId !== undefined;
  const stored = known ? await runtime.store.findEvent(eventId) : undefined;
  if (stored === undefined) return { ok: false, reason: 'not_found' };
  return provenReceipt(runtime, stored, { withPersonal: true });
}
