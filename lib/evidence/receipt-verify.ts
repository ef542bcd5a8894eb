/**
 * Verifies a receipt with nothing but itself and a policy the verifier already trusts (LEDGER
 * "What is promised"): the line of the ledger, what was committed to, the words, the place in
 * the tree, the signature and the witnesses. Runs in a browser without a connection: it reads
 * lib/ledger and nothing else.
 */
import { fromBase64, fromBase64Url, utf8 } from '../ledger/bytes';
import { LedgerFormatError } from '../ledger/canonical';
import { documentDigest } from '../ledger/commitment';
import { parseCheckpoint, type Checkpoint } from '../ledger/checkpoint';
import { parseEntry, type Entry } from '../ledger/entry';
import { parseNote } from '../ledger/note';
import { checkOpenings } from '../ledger/opened';
import { parsePolicy, satisfies } from '../ledger/policy';
import { verifyInclusion } from '../ledger/proofs';
import { parseTlogProof, type TlogProof } from '../ledger/tlog-proof';
import { leafHash } from '../ledger/tree';
import type { Receipt } from './receipt-model';
import { readReceipt, ReceiptFormatError } from './receipt-read';

/** In the order in which they are checked; the first that fails ends it. */
export const RECEIPT_STEPS = [
  'format',
  'entry',
  'body',
  'personal',
  'notice',
  'proof',
  'policy',
  'anchors',
] as const;
export type ReceiptStep = (typeof RECEIPT_STEPS)[number];
/** `absent`: the receipt does not carry it; `told`: carried, but not for us to check. */
export type StepOutcome = 'ok' | 'absent' | 'told';

export const ANCHORS_NOT_CHECKED = 'anchors are carried along, not checked here';

type Fields = Readonly<Record<string, unknown>>;

export interface VerifiedReceipt {
  readonly ok: true;
  readonly receipt: Receipt;
  readonly entry: Entry;
  readonly body: Fields | undefined;
  readonly personal: Fields | undefined;
  readonly index: bigint;
  readonly checkpoint: Checkpoint;
  /** Name of the key that signed. */
  readonly log: string;
  /** Witnesses of the policy that cosigned. */
  readonly witnesses: readonly string[];
  /** The receipt names the very policy it was verified with. */
  readonly samePolicy: boolean;
  readonly outcomes: Readonly<Record<ReceiptStep, StepOutcome>>;
  /** What a reader should know besides, in words for developers. */
  readonly notes: readonly string[];
}
export type ReceiptVerdict =
  VerifiedReceipt | { readonly ok: false; readonly step: ReceiptStep; readonly why: string };

class Failed extends Error {
  constructor(
    readonly step: ReceiptStep,
    why: string,
  ) {
    super(why);
  }
}

/** What a step reads may be malformed: that fails the step, and anything else is our mistake. */
function inStep<T>(step: ReceiptStep, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof LedgerFormatError || error instanceof ReceiptFormatError) {
      throw new Failed(step, error.message);
    }
    throw error;
  }
}
function ensure(holds: boolean, step: ReceiptStep, why: string): asserts holds {
  if (!holds) throw new Failed(step, why);
}

function openingOf(text: string | undefined, step: ReceiptStep): Uint8Array | undefined {
  return text === undefined ? undefined : inStep(step, () => fromBase64Url(text));
}

function partOf(step: 'body' | 'personal', receipt: Receipt) {
  const json = receipt[step];
  const opening = openingOf(receipt.openings[step], step);
  ensure((json === undefined) === (opening === undefined), step, 'text and opening go together');
  return json === undefined || opening === undefined ? undefined : { json, opening };
}

interface Opened {
  readonly entry: Entry;
  readonly body: Fields | undefined;
  readonly personal: Fields | undefined;
}

/** A document takes the place of the body. */
const STEP_OF_PART = {
  entry: 'entry',
  body: 'body',
  personal: 'personal',
  document: 'body',
} as const;

/** Entry, body, personal part, document: bytes against commitments. */
function open(receipt: Receipt): Opened {
  const bytes = inStep('entry', () => utf8(receipt.entry));
  const { k } = inStep('entry', () => parseEntry(bytes));
  const [body, personal] = [partOf('body', receipt), partOf('personal', receipt)];
  const { document } = receipt;
  if (k === 'event' || k === 'erasure') ensure(body !== undefined, 'body', 'the body is missing');
  const checked = inStep('body', () => checkOpenings(bytes, { body, personal, document }));
  if (!checked.ok) throw new Failed(STEP_OF_PART[checked.what], checked.why);
  const opened = {
    entry: checked.entry,
    body: body && (JSON.parse(body.json) as Fields),
    personal: personal && (JSON.parse(personal.json) as Fields),
  };
  const named = opened.personal?.['event'];
  ensure(personal === undefined || named === receipt.id, 'personal', 'it is about another event');
  return opened;
}

function checkNotice({ notice }: Receipt, body: Fields | undefined): StepOutcome {
  const named = body?.['notice'] as Fields | undefined;
  if (notice === undefined) return 'absent';
  ensure(named !== undefined, 'notice', 'the body names no notice');
  const digest = documentDigest(notice.text);
  ensure(digest === named['digest'], 'notice', 'the words are not those the body names');
  ensure(digest === notice.digest, 'notice', 'the digest is that of other words');
  ensure(notice.locale === named['locale'], 'notice', 'it is said to be in another language');
  return 'ok';
}

function checkPlace(receipt: Receipt): {
  readonly proof: TlogProof;
  readonly checkpoint: Checkpoint;
} {
  return inStep('proof', () => {
    const proof = parseTlogProof(receipt.proof);
    ensure(proof.extra === undefined, 'proof', 'nothing vouches for its extra data');
    const checkpoint = parseCheckpoint(parseNote(proof.checkpoint).body);
    const leaf = leafHash(utf8(receipt.entry));
    const { size, root, origin } = checkpoint;
    const included = verifyInclusion(proof.index, size, leaf, proof.proof, root);
    ensure(included, 'proof', 'the proof does not lead to the root');
    ensure(origin === receipt.issued.origin, 'proof', 'the checkpoint is of another log');
    return { proof, checkpoint };
  });
}

function checkPolicy(policyText: string, checkpoint: string) {
  return inStep('policy', () => {
    const answer = satisfies(parsePolicy(policyText), checkpoint);
    ensure(answer.ok, 'policy', answer.ok ? '' : answer.why);
    return { log: answer.log.name, witnesses: answer.witnesses };
  });
}

function checkAnchors({ anchors }: Receipt): StepOutcome {
  inStep('anchors', () => anchors.forEach(({ data }) => fromBase64(data)));
  return anchors.length === 0 ? 'absent' : 'told';
}

function verify(value: unknown, policyText: string): VerifiedReceipt {
  const receipt = inStep('format', () => readReceipt(value));
  const { entry, body, personal } = open(receipt);
  const notice = checkNotice(receipt, body);
  const { proof, checkpoint } = checkPlace(receipt);
  const { log, witnesses } = checkPolicy(policyText, proof.checkpoint);
  const anchors = checkAnchors(receipt);
  const samePolicy = receipt.policy === policyText;
  const outcomes: VerifiedReceipt['outcomes'] = {
    format: 'ok',
    entry: 'ok',
    body: body === undefined && receipt.document === undefined ? 'absent' : 'ok',
    personal: personal === undefined ? 'absent' : 'ok',
    notice,
    proof: 'ok',
    policy: 'ok',
    anchors,
  };
  const notes = [
    ...(personal === undefined ? ['it does not show whose event this is, nor its id'] : []),
    ...(anchors === 'told' ? [ANCHORS_NOT_CHECKED] : []),
    ...(samePolicy ? [] : ['it names another policy, which was not used']),
  ];
  return {
    ok: true,
    ...{ receipt, entry, body, personal, checkpoint, log, witnesses, samePolicy, outcomes, notes },
    index: proof.index,
  };
}

/** `policyText`: what the verifier trusts (C2SP tlog-policy). The receipt's own is never used. */
export function verifyReceipt(receipt: unknown, policyText: string): ReceiptVerdict {
  try {
    return verify(receipt, policyText);
  } catch (error) {
    if (error instanceof Failed) return { ok: false, step: error.step, why: error.message };
    throw error;
  }
}
