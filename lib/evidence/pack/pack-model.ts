/**
 * An audit pack: one archive in which everything that answers a question stands beside everything
 * that proves it (LEDGER "What is promised"), so that it verifies on another machine, offline.
 *
 *   manifest.json                   this form; SHA-256 of every file but the next
 *   receipt.json                    of the log's event that holds the manifest's SHA-256
 *   events/000001.ndjson …          one `PackLine` a line, in the ledger's order
 *   catalogues/<version>.json       JCS bytes whose SHA-256 is the catalogue's digest
 *   notices/<digest>.json           the exact words, per version and language
 *   log/<name>/checkpoint           signed; tile/… are exactly the tiles that prove the lines
 *   anchors.json  policy.txt        marks kept outside; whom the deployment names as witnesses
 *   summary.ja.html  summary.en.html  HOW-TO-VERIFY.txt
 */
export const PACK_FORMAT = 'nattoku-pack/v1';

export interface PackLog {
  readonly origin: string;
  /** Its folder under `log/`. */
  readonly name: string;
  /** Decimal: of the checkpoint beside it. */
  readonly size: string;
}
export interface PackManifest {
  readonly format: typeof PACK_FORMAT;
  readonly madeAtMs: number;
  /** What was asked, in keys: `{fromMs, toMs, types, …}`, and whether about one person. */
  readonly question: Readonly<Record<string, unknown>>;
  /** The officer's words, or the command's. */
  readonly ground: string;
  readonly lines: number;
  readonly logs: readonly PackLog[];
  readonly catalogues: readonly number[];
  /** Path → SHA-256 in hex, of every file but this one. */
  readonly files: Readonly<Record<string, string>>;
}

/** One event, opened as far as the question allows. */
export interface PackLine {
  /** Name of its log, and its place there (decimal). */
  readonly log: string;
  readonly index: string;
  /** The leaf's exact bytes, as text. */
  readonly entry: string;
  readonly eventId?: string;
  /** JCS text and base64url opening; absent on announcements and where erased. */
  readonly body?: string;
  readonly bodyOpening?: string;
  /** Only in a pack about one person. */
  readonly personal?: string;
  readonly personalOpening?: string;
}

/** A time stamp over a checkpoint, and what ties that checkpoint to the pack's. */
export interface PackAnchor {
  readonly origin: string;
  readonly size: number;
  readonly kind: string;
  readonly atMs: number;
  /** Standard base64. */
  readonly data: string;
  readonly detail: string;
  /** The signed note that was stamped. */
  readonly checkpoint: string;
  /** Base64 hashes, RFC 6962: from the smaller of both checkpoints to the larger; empty at one size. */
  readonly consistency: readonly string[];
}

export const MANIFEST = 'manifest.json';
export const ANCHORS = 'anchors.json';
/** Of the event that tells of this pack: its body holds the manifest's digest. */
export const RECEIPT = 'receipt.json';
export function chunkName(number: number): string {
  return `events/${String(number).padStart(6, '0')}.ndjson`;
}
export const CHUNK = /^events\/\d{6}\.ndjson$/;
