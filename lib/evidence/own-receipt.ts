/** A person's own receipts: of their joined records, or of what this browser alone said. */
import type { StoredEvent } from '../../db/port';
import type { DevicePrincipal, PersonPrincipal } from '../identity/model';
import type { Runtime } from '../runtime/model';
import { logHolding } from '../transparency/log-name';
import type { Receipt } from './receipt-model';
import { receiptOf } from './receipt';

/** How long a receipt waits for the checkpoint that covers it. */
export const PROOF_WAIT_MS = 2_000;

export type ReceiptOutcome =
  | { readonly ok: true; readonly receipt: Receipt; readonly stored: StoredEvent }
  /** `not_found`: unknown, somebody else's or erased – nobody can tell which. */
  | { readonly ok: false; readonly reason: 'not_found' | 'not_yet_proved' };

const NOT_FOUND = { ok: false, reason: 'not_found' } as const;

export async function provenReceipt(
  runtime: Runtime,
  stored: StoredEvent,
  options: { readonly withPersonal: boolean },
): Promise<ReceiptOutcome> {
  if (!(await runtime.ledger.covered(stored.seq, PROOF_WAIT_MS))) {
    return { ok: false, reason: 'not_yet_proved' };
  }
  const log = logHolding(await runtime.ledger.logs(), stored.seq);
  if (log !== undefined) await runtime.ledger.quorum(log.origin, stored.seq - log.firstSeq + 1);
  const receipt = await receiptOf(runtime, stored, options);
  return receipt === undefined ? NOT_FOUND : { ok: true, receipt, stored };
}

/** Whose records this principal may read: a browser's only what it said itself. */
async function subjectsOf(
  { store }: Runtime,
  { kind, subject }: PersonPrincipal | DevicePrincipal,
): Promise<readonly string[]> {
  if (kind === 'device') return [subject];
  const group = await store.findGroup({ subject });
  return group?.rows.map((row) => row.subject) ?? [];
}

export async function ownReceipt(
  runtime: Runtime,
  holder: PersonPrincipal | DevicePrincipal,
  eventId: string,
): Promise<ReceiptOutcome> {
  const stored = await runtime.store.findEvent(eventId);
  const subject = stored?.personal?.subject;
  if (stored === undefined || subject === undefined || stored.personal?.n === null)
    return NOT_FOUND;
  const own = await subjectsOf(runtime, holder);
  if (!own.includes(subject)) return NOT_FOUND;
  return provenReceipt(runtime, stored, { withPersonal: true });
}
