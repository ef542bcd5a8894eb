/**
 * Whether openings belong to an entry (LEDGER "Entry"): the part's exact text under its opening
 * gives the commitment in the leaf, and text and entry are their own canonical JSON. What is not
 * given is not checked: an erased person's parts cannot be.
 */
import { canonicalJson, LedgerFormatError } from './canonical';
import { bodyCommitment, documentDigest, personalCommitment } from './commitment';
import { parseEntry, type Entry } from './entry';

export interface Opened {
  /** The part's stored text. */
  readonly json: string;
  /** 32 bytes. */
  readonly opening: Uint8Array;
}
export interface OpenedParts {
  readonly body?: Opened | undefined;
  readonly personal?: Opened | undefined;
  /** What an announcement announces, its exact text. */
  readonly document?: string | undefined;
}
export type CheckedOpenings =
  | { readonly ok: true; readonly entry: Entry }
  | {
      readonly ok: false;
      readonly what: 'entry' | 'body' | 'personal' | 'document';
      readonly why: string;
    };

/** Checks every part that is given, in the order entry, body, personal part, document. */
export function checkOpenings(entryBytes: Uint8Array, parts: OpenedParts): CheckedOpenings {
  let what: 'entry' | 'body' | 'personal' | 'document' = 'entry';
  try {
    const entry = parseEntry(entryBytes);
    what = 'body';
    if (parts.body !== undefined) checkPart(entry.b, parts.body, bodyCommitment);
    what = 'personal';
    if (parts.personal !== undefined) checkPart(entry.p, parts.personal, personalCommitment);
    what = 'document';
    if (parts.document !== undefined) {
      checkText(parts.document);
      checkEqual(entry.d, documentDigest(parts.document));
    }
    return { ok: true, entry };
  } catch (error) {
    if (error instanceof LedgerFormatError) return { ok: false, what, why: error.message };
    throw error;
  }
}

function checkPart(
  committed: string | undefined,
  { json, opening }: Opened,
  commit: (opening: Uint8Array, json: string) => string,
): void {
  checkText(json);
  checkEqual(committed, commit(opening, json));
}

/** Equal text also rules out duplicate keys, other orders, spaces and escapes. */
function checkText(json: string): void {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new LedgerFormatError('the text is not JSON', { cause });
  }
  if (canonicalJson(value) !== json) throw new LedgerFormatError('the text is not canonical JSON');
}

function checkEqual(committed: string | undefined, computed: string): void {
  if (committed === undefined) throw new LedgerFormatError('the entry commits to no such part');
  if (committed !== computed) throw new LedgerFormatError('the entry commits to something else');
}
