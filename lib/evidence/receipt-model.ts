/**
 * A person's copy of one event with everything that proves it (DESIGN §3 "receipt"; LEDGER
 * "Over HTTP"). Texts that were hashed are carried as they were hashed; `policy` is the one of
 * the day it was issued and proves nothing: whoever verifies brings their own.
 */
export const RECEIPT_FORMAT = 'nattoku-receipt/v1';

export interface ReceiptNotice {
  /** base64url SHA-256 of `text`. */
  readonly digest: string;
  readonly locale: string;
  /** JCS of `{catalogueVersion, locale, texts}`: the exact words that were shown. */
  readonly text: string;
}
export interface ReceiptAnchor {
  readonly kind: string;
  readonly atMs: number;
  /** Standard base64. */
  readonly data: string;
  readonly detail: string;
}
export interface Receipt {
  readonly format: typeof RECEIPT_FORMAT;
  /** The event id; it also stands in the personal part. */
  readonly id: string;
  /** The leaf's exact bytes, as text. */
  readonly entry: string;
  /** base64url of the 32 bytes that open `b` and `p`. */
  readonly openings: { readonly body?: string; readonly personal?: string };
  /** JCS text; absent on announcements. */
  readonly body?: string;
  readonly personal?: string;
  /** What an announcement announces. */
  readonly document?: string;
  /** Where the body names a notice. */
  readonly notice?: ReceiptNotice;
  /** c2sp.org/tlog-proof@v1: index, inclusion proof, signed checkpoint. */
  readonly proof: string;
  /** Time stamps (RFC 3161) over this very checkpoint; lines of witnesses stand in it. */
  readonly anchors: readonly ReceiptAnchor[];
  readonly policy: string;
  /** Name of the log, and the page that verifies. */
  readonly issued: { readonly origin: string; readonly verify: string };
}
