/** The receipt of an event, retold for other people's programs (API "Standards"). */
import type { Locale } from '../catalogue/model';
import { noticeDigest } from '../catalogue/notice';
import type { EventBody, Extent } from '../choice/model';
import { parseTlogProof } from '../ledger/tlog-proof';
import type { Runtime } from '../runtime/model';
import type { ReceiptOutcome } from './own-receipt';
import { toIso27560 } from './receipt-iso27560';
import { wordsThen } from './catalogue-then';

type Painted = { readonly purposes: Extent; readonly channels: Extent; readonly data: Extent };

function meet(a: Extent, b: Extent): boolean {
  return a === '*' || b === '*' || a.some((key) => b.includes(key));
}

/** As boxes: whether any cell lies in both. */
function overlaps(refusal: Painted, allow: Painted): boolean {
  return (
    meet(refusal.purposes, allow.purposes) &&
    meet(refusal.channels, allow.channels) &&
    meet(refusal.data, allow.data)
  );
}

/** Something of what a refusal covers had been allowed by the same person before. */
async function hadAllow(
  { store }: Runtime,
  body: EventBody,
  stored: Extract<ReceiptOutcome, { ok: true }>['stored'],
): Promise<boolean> {
  if (body.type !== 'deny' || stored.personal === null) return false;
  const earlier = await store.eventsOf([stored.personal.subject]);
  return earlier.some((event) => {
    if (event.seq >= stored.seq || event.body === null) return false;
    const other = JSON.parse(event.body.json) as EventBody;
    return other.type === 'allow' && overlaps(body, other);
  });
}

/** undefined for what is not about a person's choice. `locale`: where the choice names none. */
export async function retellReceipt(
  runtime: Runtime,
  { receipt, stored }: Extract<ReceiptOutcome, { ok: true }>,
  locale: Locale = 'ja',
): Promise<object | undefined> {
  if (receipt.body === undefined || stored.kind !== 'event') return undefined;
  const body = JSON.parse(receipt.body) as EventBody;
  const then = await wordsThen(runtime, body);
  const language = then.locale ?? locale;
  return toIso27560({
    eventId: receipt.id,
    body,
    compiled: then.compiled,
    locale: language,
    hadAllow: await hadAllow(runtime, body, stored),
    noticeDigest: noticeDigest(then.compiled.catalogue, language),
    origin: runtime.env.origin,
    log: receipt.issued.origin,
    index: String(parseTlogProof(receipt.proof).index),
  });
}
