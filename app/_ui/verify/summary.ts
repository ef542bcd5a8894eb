/**
 * What a verification found, as plain data: the same in the browser, where nothing is sent, and
 * on the server for people without scripts. A receipt that does not hold says nothing here.
 */
import {
  RECEIPT_STEPS,
  verifyReceipt,
  type ReceiptStep,
  type VerifiedReceipt,
} from '@/lib/evidence/receipt-verify';
import { toBase64 } from '@/lib/ledger/bytes';

export const RECEIPT_MAX_CHARACTERS = 1_000_000;
const NAMES_MAX = 12;

export type Mark = 'ok' | 'failed' | 'absent' | 'skipped' | 'told';
export interface ReceiptSays {
  readonly type: string;
  readonly atMs: number;
  /** Names where the receipt carries its notice, keys otherwise; `all`: everything. */
  readonly purposes: readonly string[] | 'all';
  readonly channels: readonly string[] | 'all';
  readonly data: readonly string[] | 'all';
  readonly log: string;
  /** From one, as people count. */
  readonly number: string;
  readonly size: string;
  readonly root: string;
}
export type ReceiptSummary =
  | { readonly kind: 'unreadable' | 'too_large' }
  | {
      readonly kind: 'checked';
      readonly marks: Readonly<Record<ReceiptStep, Mark>>;
      readonly failed: { readonly step: ReceiptStep; readonly why: string } | null;
      readonly says: ReceiptSays | null;
      readonly witnesses: readonly string[];
      readonly samePolicy: boolean | null;
    };

type Texts = Readonly<Record<string, Readonly<Record<string, { readonly name?: string }>>>>;

/** Only of words that were verified: the names in them are as true as they are. */
function textsOf({ receipt, outcomes }: VerifiedReceipt): Texts {
  if (receipt.notice === undefined || outcomes.notice !== 'ok') return {};
  const { texts } = JSON.parse(receipt.notice.text) as { texts?: Texts };
  return texts ?? {};
}

function namesOf(extent: unknown, kind: string, texts: Texts): readonly string[] | 'all' {
  if (extent === '*') return 'all';
  if (!Array.isArray(extent)) return [];
  const keys = extent.filter((key): key is string => typeof key === 'string');
  return keys.slice(0, NAMES_MAX).map((key) => texts[kind]?.[key]?.name ?? key);
}

function saysOf(verified: VerifiedReceipt): ReceiptSays {
  const { body, entry, checkpoint, index } = verified;
  const texts = textsOf(verified);
  const { type, receivedAtMs } = body ?? {};
  return {
    type: typeof type === 'string' ? type : entry.k,
    atMs: typeof receivedAtMs === 'number' ? receivedAtMs : entry.t * 1000,
    purposes: namesOf(body?.['purposes'], 'purposes', texts),
    channels: namesOf(body?.['channels'], 'channels', texts),
    data: namesOf(body?.['data'], 'data', texts),
    log: checkpoint.origin,
    number: String(index + 1n),
    size: String(checkpoint.size),
    root: toBase64(checkpoint.root),
  };
}

function marksUpTo(failed: ReceiptStep): Record<ReceiptStep, Mark> {
  const at = RECEIPT_STEPS.indexOf(failed);
  const marks = RECEIPT_STEPS.map((step, index): [ReceiptStep, Mark] => {
    if (index === at) return [step, 'failed'];
    return [step, index < at ? 'ok' : 'skipped'];
  });
  return Object.fromEntries(marks) as Record<ReceiptStep, Mark>;
}

/** `text`: the file; `policy`: what the page trusts. */
export function summarise(text: string, policy: string): ReceiptSummary {
  if (text.length > RECEIPT_MAX_CHARACTERS) return { kind: 'too_large' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'unreadable' };
  }
  const verdict = verifyReceipt(value, policy);
  if (!verdict.ok) {
    const { step, why } = verdict;
    const nothing = { says: null, witnesses: [], samePolicy: null } as const;
    return { kind: 'checked', marks: marksUpTo(step), failed: { step, why }, ...nothing };
  }
  return {
    kind: 'checked',
    marks: verdict.outcomes,
    failed: null,
    says: saysOf(verdict),
    witnesses: verdict.witnesses,
    samePolicy: verdict.samePolicy,
  };
}
