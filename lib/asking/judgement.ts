/** From a verdict to what the asking system may read of it, as text that is written once. */
import type { CompiledCatalogue } from '../catalogue/compile';
import { forSystem } from '../decision/redact';
import type { DenyReason, Verdict } from '../decision/model';
import type {
  BriefDecisionAnswer,
  FullDecisionAnswer,
  StaffDecisionAnswer,
} from '../../sdk/src/contract';
import type { Answered, AnswerText, Judgement } from './model';
import { outcomeCount } from './outcomes';

type Head =
  | Omit<FullDecisionAnswer, 'validUntil' | 'catalogueVersion' | 'consentToken' | 'decisionId'>
  | Omit<StaffDecisionAnswer, 'validUntil' | 'catalogueVersion' | 'consentToken' | 'decisionId'>;

const ASCII = /^[\x20-\x7e]*$/;

const KEPT_TEXTS = 4096;
const texts = new Map<string, AnswerText>();

/** Most answers are alike but for the person's ref: equal texts are kept, and looked at, once. */
function once(before: string, after: string): AnswerText {
  const name = `${before}\n${after}`;
  const known = texts.get(name);
  if (known !== undefined) return known;
  if (texts.size >= KEPT_TEXTS) texts.clear();
  const text = { before, after, ascii: ASCII.test(before) && ASCII.test(after) };
  texts.set(name, text);
  return text;
}

/** Lists that most people's verdicts share. */
const lists = new Map<string, readonly unknown[]>();
function onceList<T>(list: readonly T[]): readonly T[] {
  const name = JSON.stringify(list);
  const known = lists.get(name) as readonly T[] | undefined;
  if (known !== undefined) return known;
  if (lists.size >= KEPT_TEXTS) lists.clear();
  lists.set(name, list);
  return list;
}

function headOf(verdict: Verdict, ref: string | null, cause: string | undefined): Head {
  const seen = forSystem(verdict);
  const { decision, otherwise, touchpoint, permitted = [], denied = [], obligations = [] } = seen;
  if (seen.reason === undefined || seen.evidence === undefined) {
    return decision
      ? { decision, otherwise, touchpoint, data: { permitted }, obligations }
      : { decision, otherwise, touchpoint };
  }
  return {
    decision,
    reason: seen.reason,
    ...(cause !== undefined && { cause }),
    otherwise,
    touchpoint,
    data: { permitted, denied },
    evidence: { ref, catalogueVersion: seen.evidence.catalogueVersion },
    obligations,
  };
}

/** INVARIANT: a ref is base64url, so that it stands in JSON as it is. */
function headText(head: Head): AnswerText {
  const text = JSON.stringify(head);
  const ref = 'evidence' in head ? head.evidence.ref : null;
  if (ref === null) return once(`${text.slice(0, -1)},`, '');
  const at = text.indexOf(ref);
  return once(text.slice(0, at), `${text.slice(at + ref.length, -1)},`);
}

export function judgementOf(
  catalogue: CompiledCatalogue | undefined,
  verdict: Verdict,
  parts: { readonly ref: string | null; readonly subject?: string; readonly cause?: string },
): Judgement {
  const head = headOf(verdict, parts.ref, parts.cause);
  const { decision, otherwise, touchpoint } = head;
  const brief: BriefDecisionAnswer =
    'reason' in head ? { decision, reason: head.reason, otherwise } : { decision, otherwise };
  const counted = parts.subject !== undefined && catalogue?.touchpoints.has(touchpoint) === true;
  return {
    catalogue,
    verdict: {
      ...verdict,
      permitted: onceList(verdict.permitted),
      denied: onceList(verdict.denied),
      obligations: onceList(verdict.obligations),
    },
    text: headText(head),
    ref: ('evidence' in head && head.evidence.ref) || '',
    brief: once(JSON.stringify(brief), '').before,
    changesAtMs: verdict.changesAtMs ?? Infinity,
    leaseEndsAtMs: forSystem(verdict).changesAtMs ?? Infinity,
    count: outcomeCount(catalogue, verdict.touchpoint, verdict),
    tally: counted
      ? { subject: parts.subject ?? '', touchpoint, outcome: verdict.reason, pending: 0 }
      : undefined,
  };
}

/** A no because the question could not be answered, told as such with its cause. */
export function failureOf(
  catalogue: CompiledCatalogue | undefined,
  touchpoint: string,
  reason: Extract<DenyReason, 'error' | 'unavailable' | 'stale'>,
  cause: string,
): Judgement {
  const compiled = catalogue?.touchpoints.get(touchpoint);
  const verdict: Verdict = {
    decision: false,
    reason,
    otherwise: compiled === undefined || compiled.contact ? 'nothing' : 'generic',
    touchpoint,
    permitted: [],
    denied: compiled?.data ?? [],
    obligations: [],
    eventId: null,
    evidenceVersion: catalogue?.version ?? 0,
    changesAtMs: null,
    prohibited: false,
    staff: compiled?.touchpoint.technique === 'staff',
  };
  return judgementOf(catalogue, verdict, { ref: null, cause });
}

export const BATCH_OPENS = '{"decisions":[';
export function batchCloses(consentToken: string, validUntil: string): string {
  return `],"consentToken":"${consentToken}","validUntil":"${validUntil}"}`;
}

/** What stands after an answer's own part and before its id: alike for most of a batch. */
export function leaseText(validUntil: string, version: number, consentToken: string): string {
  return `"validUntil":"${validUntil}","catalogueVersion":${String(version)},"consentToken":"${consentToken}","decisionId":"`;
}

function leaseOf({ judgement, validUntil, consentToken }: Answered): string {
  return leaseText(validUntil, judgement.catalogue?.version ?? 0, consentToken);
}

/** The answer as JSON text, byte for byte what `JSON.stringify(JSON.parse(…))` would give. */
export function fullText(answered: Answered): string {
  const { text, ref } = answered.judgement;
  return `${text.before}${ref}${text.after}${leaseOf(answered)}${answered.decisionId}"}`;
}

/** The same for many, with commas between. */
export function fullTexts(answers: readonly Answered[]): string {
  let all = '';
  let like: Answered | undefined;
  let lease = '';
  for (const answered of answers) {
    const { judgement, validUntil, consentToken } = answered;
    if (
      like?.validUntil !== validUntil ||
      like.consentToken !== consentToken ||
      like.judgement.catalogue !== judgement.catalogue
    ) {
      like = answered;
      lease = leaseOf(answered);
    }
    const { before, after } = judgement.text;
    if (all !== '') all += ',';
    all += before + judgement.ref + after + lease + answered.decisionId + '"}';
  }
  return all;
}
