import { wordsThen, type WordsThen } from '@/lib/evidence/catalogue-then';
import { ownReceipt } from '@/lib/evidence/own-receipt';
import type { Receipt } from '@/lib/evidence/receipt-model';
import type { EventBody } from '@/lib/choice/model';
import { toBase64 } from '@/lib/ledger/bytes';
import { parseCheckpoint } from '@/lib/ledger/checkpoint';
import { parseNote } from '@/lib/ledger/note';
import { parseTlogProof } from '@/lib/ledger/tlog-proof';
import { historyFor, historyView, type HistoryView } from '@/lib/portal/history';
import { ownRecord } from '@/lib/portal/queries';
import type { Page } from '../page';

/** Where the event stands in the ledger, as text. */
export interface LedgerPlace {
  readonly log: string;
  /** From one, as people count. */
  readonly number: string;
  readonly size: string;
  readonly root: string;
}
export interface ReceiptReading {
  readonly receipt: Receipt;
  readonly body: EventBody;
  readonly then: WordsThen;
  readonly item: HistoryView;
  readonly place: LedgerPlace;
  /** Event ids of all receipts of the same act, this one among them, oldest first. */
  readonly together: readonly string[];
}
export type ReceiptAnswer =
  | { readonly ok: true; readonly reading: ReceiptReading }
  | { readonly ok: false; readonly reason: 'signed_out' | 'not_found' | 'not_yet_proved' };

function placeOf(receipt: Receipt): LedgerPlace {
  const { index, checkpoint } = parseTlogProof(receipt.proof);
  const { origin, size, root } = parseCheckpoint(parseNote(checkpoint).body);
  return { log: origin, number: String(index + 1n), size: String(size), root: toBase64(root) };
}

/** What one act wrote stands in one commit, received at one instant. */
async function together(page: Page, { eventId, atMs }: HistoryView): Promise<readonly string[]> {
  const { runtime, principal, reading, locale } = page;
  if (principal.kind !== 'person') return [eventId];
  const items = await historyFor(runtime, principal, reading.compiled, locale);
  const ids = items.filter((item) => item.atMs === atMs).map((item) => item.eventId);
  return ids.reverse();
}

export async function readOwnReceipt(page: Page, eventId: string): Promise<ReceiptAnswer> {
  const { runtime, principal, locale } = page;
  const holder = ownRecord(principal);
  if (holder === undefined) return { ok: false, reason: 'signed_out' };
  const outcome = await ownReceipt(runtime, holder, eventId);
  if (!outcome.ok) return outcome;
  const { receipt } = outcome;
  if (receipt.body === undefined) return { ok: false, reason: 'not_found' };
  const body = JSON.parse(receipt.body) as EventBody;
  const then = await wordsThen(runtime, body);
  const facts = { eventId, atMs: body.receivedAtMs, body, undone: false, undoable: false };
  const item = historyView(facts, then.compiled, locale);
  const reading = { receipt, body, then, item, place: placeOf(receipt) };
  return { ok: true, reading: { ...reading, together: await together(page, item) } };
}
