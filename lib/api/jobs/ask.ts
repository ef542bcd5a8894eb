/** Asking for long work: the look at one person is recorded before anything is written down. */
import type { z } from '@hono/zod-openapi';
import type { AskedSubject } from '../../asking/model';
import type { ErrorCode } from '../../errors';
import { commitLook, readGround } from '../../evidence/look-event';
import { describeForm, logQuestion, parseLogForm } from '../../evidence/log-question';
import { askedBefore, askForPack, type OncePack } from '../../jobs/pack-jobs';
import { findAudited, mayNameAudited } from '../audited-subject';
import type { FieldError } from '../problem';
import type { KeyCall } from '../route';
import type { jobRequestSchema } from './contract';

const ZONE = 'Asia/Tokyo';

type Wanted = z.infer<typeof jobRequestSchema>;
export type JobOutcome =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly reason: ErrorCode; readonly error: FieldError };

function refused(reason: ErrorCode, pointer: string, detail: string): JobOutcome {
  return { ok: false, reason, error: { pointer, detail } };
}

/** Everybody the person is joined with; the look stands in their record. */
async function lookAt(
  call: KeyCall,
  asked: AskedSubject,
  ground: string,
  { id, payloadHash }: OncePack,
): Promise<readonly string[] | JobOutcome> {
  if (!mayNameAudited(call, asked)) {
    return refused('wrong_system', '/subject/system', 'is another system than this key is of');
  }
  const found = await findAudited(call, asked);
  if (found === undefined) return refused('not_found', '/subject', 'is nobody we know');
  if (found.suppressed !== undefined) return refused('erased', '/subject', 'was erased');
  const { runtime, principal } = call;
  const { subject } = found;
  const idempotency = { scope: `look key ${principal.keyId}`, key: id, payloadHash };
  await commitLook(runtime, principal, { subject, ground, idempotency });
  const group = await runtime.store.findGroup({ subject });
  return group?.rows.map((row) => row.subject) ?? [];
}

export async function askForJob(
  call: KeyCall,
  wanted: Wanted,
  once: OncePack,
): Promise<JobOutcome> {
  const ground = readGround(wanted.ground);
  if (ground === undefined) {
    return refused('invalid_request', '/ground', 'takes 5 to 500 characters');
  }
  const parsed = parseLogForm(wanted.filter ?? {});
  if (!parsed.ok) return refused('invalid_request', `/filter/${parsed.field}`, 'cannot be read');
  const { runtime, principal } = call;
  const before = await askedBefore(runtime, principal, once);
  if (before !== undefined) return resultOf(before);
  const { subject } = wanted;
  const people = subject && (await lookAt(call, subject, ground, once));
  if (people !== undefined && 'ok' in people) return people;
  const question = logQuestion(parsed.form, ZONE, people);
  const summary = `${describeForm(parsed.form)}${people === undefined ? '' : ' one person'}`;
  return resultOf(await askForPack(runtime, principal, { question, ground, summary }, once));
}

function resultOf(asked: Awaited<ReturnType<typeof askForPack>>): JobOutcome {
  if (asked.ok) return asked;
  const detail = 'was used for another request';
  return refused(asked.reason, asked.field === 'id' ? '' : '/ground', detail);
}
