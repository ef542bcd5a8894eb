/**
 * Makes a receipt of a stored event (LEDGER "Over HTTP"): what was hashed, as it was hashed, the
 * openings, the words, and a proof with its time stamps. It changes nothing and asks nobody's leave: who may
 * have which receipt is own-receipt.ts and audit-receipt.ts.
 */
import type { StoredEvent } from '../../db/port';
import { catalogueBytes, noticeBytes } from '../catalogue/notice';
import { LOCALES } from '../catalogue/model';
import type { EventBody } from '../choice/model';
import { toBase64, toBase64Url } from '../ledger/bytes';
import { documentDigest, personalCommitment, personalOpening } from '../ledger/commitment';
import { parseEntry } from '../ledger/entry';
import { officerKey, personalJson, openEvents } from '../record/personal';
import type { Runtime } from '../runtime/model';
import {
  RECEIPT_FORMAT,
  type Receipt,
  type ReceiptAnchor,
  type ReceiptNotice,
} from './receipt-model';
import { stampedProof, timeStampsOf } from './stamped-proof';

type Announced = Pick<Receipt, 'document'>;
type Opened = { readonly json: string; readonly opening: string };

/** The words a body names, from the published version; absent where they are not there any more. */
async function noticeOf(runtime: Runtime, bodyJson: string): Promise<ReceiptNotice | undefined> {
  const body = JSON.parse(bodyJson) as EventBody;
  if (!('notice' in body)) return undefined;
  const { catalogueVersion, digest } = body.notice;
  const compiled = await runtime.catalogues.find(catalogueVersion);
  const locale = LOCALES.find((known) => known === body.notice.locale);
  if (compiled === undefined || locale === undefined) return undefined;
  const text = noticeBytes(compiled.catalogue, locale);
  return documentDigest(text) === digest ? { digest, locale, text } : undefined;
}

/** What a catalogue or notice leaf announced: the published version whose bytes have its digest. */
async function announcedOf(runtime: Runtime, { entry, kind }: StoredEvent): Promise<Announced> {
  if (kind !== 'catalogue' && kind !== 'notice') return {};
  const { d } = parseEntry(entry);
  for (let version = await runtime.store.newestCatalogueVersion(); version > 0; version -= 1) {
    const catalogue = (await runtime.catalogues.find(version))?.catalogue;
    if (catalogue === undefined) continue;
    const texts =
      kind === 'catalogue'
        ? [catalogueBytes(version, catalogue)]
        : LOCALES.map((locale) => noticeBytes(catalogue, locale));
    const document = texts.find((text) => documentDigest(text) === d);
    if (document !== undefined) return { document };
  }
  return {};
}

/**
 * The personal part and its opening; undefined once the subject's key is destroyed. The opening's
 * salt is the log that was current when the event was prepared: the one that fits is taken.
 */
async function personalOf(runtime: Runtime, stored: StoredEvent): Promise<Opened | undefined> {
  const [opened] = await openEvents(runtime, [stored]);
  const { personal, eventId } = stored;
  if (opened === undefined || personal === null || eventId === null) return undefined;
  const key =
    personal.n === null
      ? officerKey(runtime.vault, personal.subject)
      : await runtime.subjectKeys.get(personal.subject);
  const json = personalJson(opened.personal);
  const { p } = parseEntry(stored.entry);
  for (const { origin } of await runtime.ledger.logs()) {
    const opening = personalOpening(key, personal.random, origin, eventId);
    if (personalCommitment(opening, json) === p) return { json, opening: toBase64Url(opening) };
  }
  return undefined;
}

async function anchorsOf(
  runtime: Runtime,
  origin: string,
  size: bigint,
): Promise<readonly ReceiptAnchor[]> {
  const rows = await timeStampsOf(runtime, origin, size);
  return rows.map(({ kind, atMs, data, detail }) => ({ kind, atMs, data: toBase64(data), detail }));
}

/** undefined: its content was erased, or no published checkpoint covers it yet. */
export async function receiptOf(
  runtime: Runtime,
  stored: StoredEvent,
  options: { readonly withPersonal: boolean },
): Promise<Receipt | undefined> {
  const { eventId, body, seq } = stored;
  const commits = stored.kind === 'event' || stored.kind === 'erasure';
  if (eventId === null || (commits && body === null)) return undefined;
  const proof = await stampedProof(runtime, seq);
  if (proof === undefined) return undefined;
  const personal = options.withPersonal ? await personalOf(runtime, stored) : undefined;
  const notice = body === null ? undefined : await noticeOf(runtime, body.json);
  return {
    format: RECEIPT_FORMAT,
    id: eventId,
    entry: Buffer.from(stored.entry).toString('utf8'),
    openings: {
      ...(body !== null && { body: toBase64Url(body.opening) }),
      ...(personal !== undefined && { personal: personal.opening }),
    },
    ...(body !== null && { body: body.json }),
    ...(personal !== undefined && { personal: personal.json }),
    ...(await announcedOf(runtime, stored)),
    ...(notice !== undefined && { notice }),
    proof: proof.text,
    anchors: await anchorsOf(runtime, proof.origin, proof.size),
    policy: await runtime.ledger.policy(),
    issued: { origin: proof.origin, verify: `${runtime.env.origin}/verify` },
  };
}
