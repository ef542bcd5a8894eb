/**
 * The time stamps of a receipt, checked (LEDGER "Anchors"): what the page for people only mentions.
 * For the command, since certificates are read with Node's own means.
 */
import type { X509Certificate } from 'node:crypto';
import { fromBase64 } from '../ledger/bytes';
import { parseTlogProof } from '../ledger/tlog-proof';
import { stampedBytes } from '../transparency/anchors/stamped-bytes';
import { verifyTimeStamp, type TimeStamp } from '../transparency/anchors/time-stamp-token';
import type { Receipt } from './receipt-model';

export type CheckedAnchors =
  | {
      readonly ok: true;
      /** `trusted`: its certificate leads to one that was given. */
      readonly timeStamps: readonly (TimeStamp & { readonly trusted: boolean })[];
      /** Marks of kinds that are not known here. */
      readonly unknown: number;
    }
  | { readonly ok: false; readonly why: string };

/** `trusted` absent: whose certificate it is is not judged, everything else is. */
export async function checkReceiptAnchors(
  { proof, anchors }: Receipt,
  trusted: readonly X509Certificate[] | undefined,
): Promise<CheckedAnchors> {
  const stamped = stampedBytes(parseTlogProof(proof).checkpoint);
  const timeStamps = [];
  for (const { kind, atMs, data } of anchors) {
    if (kind !== 'rfc3161') continue;
    const demands = { stamped, ...(trusted !== undefined && { trusted }) };
    const verdict = await verifyTimeStamp(fromBase64(data), demands);
    if (!verdict.ok) return { ok: false, why: `the time stamp is not valid: ${verdict.why}` };
    if (verdict.atMs !== atMs) {
      return { ok: false, why: 'the receipt tells another moment than its time stamp' };
    }
    const { policy, authority } = verdict;
    timeStamps.push({ atMs, policy, authority, trusted: trusted !== undefined });
  }
  return { ok: true, timeStamps, unknown: anchors.length - timeStamps.length };
}
