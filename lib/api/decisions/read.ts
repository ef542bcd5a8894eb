/**
 * From text to questions. The usual form is recognised by hand, since validation by schema costs
 * more than the decision; whatever is not plainly that form goes to the schema, so that every
 * refusal is the schema's.
 * INVARIANT: what the quick reader accepts, the schema accepts with the same meaning.
 */
import type { DecisionRequest } from '../../../sdk/src/contract';
import type { Asking, Unreadable } from '../../asking/model';
import { TEST_SYSTEM } from '../../asking/test-answers';
import type { ErrorCode } from '../../errors';
import type { SystemPrincipal } from '../../identity/model';
import { holdsExactly } from '../json';
import type { FieldError } from '../problem';
import { readBody, readValue } from '../read-body';
import type { Call } from '../route';
import { BATCH_MAX, DATA_MAX, decisionBatchSchema, decisionRequestSchema } from './contract';
import { readAlike, type AlikeBatch } from './read-alike';
import { PLAIN_ID, readLike } from './read-like';

export type ReadQuestion =
  { readonly ok: true; readonly asking: Asking; readonly token: string | undefined } | Refusal;
export interface Refusal {
  readonly ok: false;
  readonly code: ErrorCode;
  readonly errors: readonly FieldError[];
}
export type ReadBatch =
  | {
      readonly ok: true;
      /** Where all are written alike: the same questions. */
      readonly alike?: AlikeBatch;
      readonly askings: readonly (Asking | Unreadable)[];
      readonly brief: boolean;
      readonly token: string | undefined;
    }
  | Refusal;

const PLAIN_KEY = /^[a-z0-9][a-z0-9-]{0,63}$/;
const NO_DATA: readonly string[] = [];

type Plain = Readonly<Record<string, unknown>>;
function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Strings met while reading: member names and string values. */
interface Count {
  strings: number;
}

function quickSubject(value: unknown, system: string, count: Count): Asking['subject'] | undefined {
  if (!isPlain(value)) return undefined;
  for (const key in value) if (key !== 'system' && key !== 'id') return undefined;
  const { id } = value;
  if (value.system !== system || typeof id !== 'string' || !PLAIN_ID.test(id)) return undefined;
  count.strings += 4;
  return { system, id };
}

function quickData(value: unknown, count: Count): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length > DATA_MAX) return undefined;
  for (const item of value) if (typeof item !== 'string' || !PLAIN_KEY.test(item)) return undefined;
  count.strings += value.length;
  return value as readonly string[];
}

function quickSignals(value: unknown, count: Count): boolean | undefined {
  if (!isPlain(value)) return undefined;
  for (const key in value) if (key !== 'gpc') return undefined;
  if (typeof value.gpc !== 'boolean') return undefined;
  count.strings += 1;
  return value.gpc;
}

/** The form `{subject: {system, id}, touchpoint, data?, reserve?, signals?}`; undefined: look closer. */
function quickAsking(value: unknown, system: string, count: Count): Asking | undefined {
  if (!isPlain(value)) return undefined;
  let subject: Asking['subject'] | undefined;
  let touchpoint: string | undefined;
  let data: readonly string[] | undefined = NO_DATA;
  let reserve = false;
  let gpc: boolean | undefined = false;
  for (const key in value) {
    const member = value[key];
    count.strings += 1;
    if (key === 'subject') subject = quickSubject(member, system, count);
    else if (key === 'touchpoint') {
      if (typeof member !== 'string' || !PLAIN_KEY.test(member)) return undefined;
      count.strings += 1;
      touchpoint = member;
    } else if (key === 'data') data = quickData(member, count);
    else if (key === 'reserve' && typeof member === 'boolean') reserve = member;
    else if (key === 'signals') gpc = quickSignals(member, count);
    else return undefined;
  }
  if (subject === undefined || touchpoint === undefined) return undefined;
  if (data === undefined || gpc === undefined) return undefined;
  return { subject, at: { touchpoint }, data, reserve, gpc };
}

export function toAsking(request: DecisionRequest): Asking {
  const at =
    'touchpoint' in request
      ? { touchpoint: request.touchpoint }
      : { purpose: request.purpose, channel: request.channel };
  return {
    subject: request.subject,
    at,
    data: request.data ?? NO_DATA,
    reserve: request.reserve ?? false,
    gpc: request.signals?.gpc ?? false,
  };
}

/** A key asks only about its own system's people. */
export function isOwn(principal: SystemPrincipal, subject: Asking['subject']): boolean {
  if ('handle' in subject || subject.system === principal.system) return true;
  return principal.test && subject.system === TEST_SYSTEM;
}

const WRONG_SYSTEM: Refusal = {
  ok: false,
  code: 'wrong_system',
  errors: [{ pointer: '/subject/system', detail: 'is another system than the one this key is of' }],
};

function quickParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Refused, with words, by the slow reader.
    return undefined;
  }
}

/** One question of the usual form; undefined: look closer. */
export function quickOne({ system }: SystemPrincipal, text: string): Asking | undefined {
  const count: Count = { strings: 0 };
  const quick = quickAsking(quickParse(text), system, count);
  return quick !== undefined && holdsExactly(text, count.strings) ? quick : undefined;
}

export function readQuestion(principal: SystemPrincipal, text: string): ReadQuestion {
  const like = readLike(principal.system, text, (form) => quickOne(principal, form));
  const quick = like ?? quickOne(principal, text);
  if (quick !== undefined) return { ok: true, asking: quick, token: undefined };
  const read = readBody(decisionRequestSchema, text);
  if (!read.ok) return read;
  if (!isOwn(principal, read.value.subject)) return WRONG_SYSTEM;
  return { ok: true, asking: toAsking(read.value), token: read.value.consentToken };
}

function unreadable(value: unknown, why: Unreadable['unreadable']): Unreadable {
  const named = isPlain(value) ? value.touchpoint : undefined;
  const touchpoint = typeof named === 'string' && PLAIN_KEY.test(named) ? named : '';
  return { unreadable: why, touchpoint };
}

function readItem(principal: SystemPrincipal, value: unknown): Asking | Unreadable {
  const quick = quickAsking(value, principal.system, { strings: 0 });
  if (quick !== undefined) return quick;
  const read = readValue(decisionRequestSchema, value);
  if (!read.ok || read.value.consentToken !== undefined)
    return unreadable(value, 'invalid_request');
  return isOwn(principal, read.value.subject)
    ? toAsking(read.value)
    : unreadable(value, 'wrong_system');
}

function quickBatch(principal: SystemPrincipal, text: string): ReadBatch | undefined {
  const value = quickParse(text);
  if (!isPlain(value) || !Array.isArray(value.evaluations)) return undefined;
  const { evaluations, answer } = value;
  if (evaluations.length === 0 || evaluations.length > BATCH_MAX) return undefined;
  const count: Count = { strings: 1 };
  for (const key in value) if (key !== 'evaluations' && key !== 'answer') return undefined;
  if (answer !== undefined) {
    if (answer !== 'full' && answer !== 'brief') return undefined;
    count.strings += 2;
  }
  const askings: Asking[] = [];
  for (const item of evaluations) {
    const asking = quickAsking(item, principal.system, count);
    if (asking === undefined) return undefined;
    askings.push(asking);
  }
  if (!holdsExactly(text, count.strings)) return undefined;
  return { ok: true, askings, brief: answer === 'brief', token: undefined };
}

/** As bytes, where all of it is ASCII. */
function asciiOf(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'utf8');
  return bytes.length === text.length ? bytes : undefined;
}

export function readBatch(
  principal: SystemPrincipal,
  call: Pick<Call, 'body' | 'ascii'>,
): ReadBatch {
  const bytes = call.ascii ?? asciiOf(call.body);
  const alike = bytes && readAlike(bytes, BATCH_MAX, (one) => quickOne(principal, one));
  if (alike !== undefined) {
    const { brief } = alike;
    // Most are answered without being taken out of the text.
    return {
      ok: true,
      alike,
      brief,
      token: undefined,
      get askings() {
        return alike.askings;
      },
    };
  }
  const text = call.body;
  const quick = quickBatch(principal, text);
  if (quick !== undefined) return quick;
  const read = readBody(decisionBatchSchema, text);
  if (!read.ok) return read;
  const { evaluations, answer, consentToken } = read.value;
  return {
    ok: true,
    askings: evaluations.map((item) => readItem(principal, item)),
    brief: answer === 'brief',
    token: consentToken,
  };
}
