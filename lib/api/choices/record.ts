/** From a choice that was read to a commit and the answer about it. */
import { LRUCache } from 'lru-cache';
import type { ChoiceAnswer, WireSubject } from '../../../sdk/src/contract';
import { deskOf } from '../../asking/desk';
import type { CompiledCatalogue } from '../../catalogue/compile';
import { noticeDigest } from '../../catalogue/notice';
import { checkChoice } from '../../choice/rules';
import type { ChoiceInput } from '../../choice/schema';
import type { ErrorCode } from '../../errors';
import type { SystemPrincipal } from '../../identity/model';
import type {
  About,
  CommitOutcome,
  CommitRequest,
  NewBody,
  NewPersonalEvent,
} from '../../record/model';
import type { PreparedAnswer } from '../../record/prepare';
import type { Runtime } from '../../runtime/model';

export interface Refusal {
  readonly ok: false;
  readonly reason: ErrorCode;
  readonly field?: string;
  readonly detail?: string;
}
export type Recorded =
  /** `seq` of its last event: what a checkpoint must cover. */
  { readonly ok: true; readonly answer: ChoiceAnswer; readonly seq: number } | Refusal;
type Idempotency = NonNullable<CommitRequest['idempotency']>;

/** Tokens given with recent answers, so that a retry reads the same body. */
const TOKENS_KEPT = 10_000;
const tokensByRuntime = new WeakMap<Runtime, LRUCache<string, string>>();

function tokenOf(runtime: Runtime, ref: string, seq: number): string {
  const kept = tokensByRuntime.get(runtime) ?? new LRUCache<string, string>({ max: TOKENS_KEPT });
  tokensByRuntime.set(runtime, kept);
  const token = kept.get(ref) ?? runtime.vault.consentToken(runtime.epoch, seq);
  kept.set(ref, token);
  return token;
}

async function versionsOf(
  runtime: Runtime,
  input: ChoiceInput,
): Promise<{ newest: CompiledCatalogue; shown: CompiledCatalogue | undefined }> {
  await runtime.subjects.fresh();
  const newest = runtime.catalogues.current();
  const named = input.type === 'allow' ? input.notice?.catalogueVersion : undefined;
  return { newest, shown: named === undefined ? undefined : await runtime.catalogues.find(named) };
}

async function bodyOf(
  runtime: Runtime,
  input: ChoiceInput,
): Promise<{ readonly ok: true; readonly body: NewBody } | Refusal> {
  const { newest, shown } = await versionsOf(runtime, input);
  const check = checkChoice(newest, input, {
    by: 'key',
    surface: 'api',
    nowMs: runtime.clock.now(),
    newestVersion: newest.version,
    catalogueOf: (version) => (shown?.version === version ? shown : undefined),
    noticeDigestOf: (version, locale) =>
      shown?.version === version ? noticeDigest(shown.catalogue, locale) : undefined,
  });
  return check;
}

async function aboutOf(
  runtime: Runtime,
  principal: SystemPrincipal,
  subject: WireSubject,
): Promise<About | undefined> {
  if ('id' in subject) return { identifier: { system: subject.system, id: subject.id } };
  const { ownHandles } = deskOf(runtime);
  const found = await ownHandles.find(runtime.subjects, principal.system, subject.handle);
  return found && { subject: found.subject };
}

function cellOf(key: string): ChoiceAnswer['notPainted'][number] {
  const [purpose = '', channel = '', data = ''] = key.split(' ');
  return { purpose, channel, data };
}

function answerOf(
  runtime: Runtime,
  { system }: SystemPrincipal,
  events: PreparedAnswer['events'],
  seq: number,
): Recorded {
  const [event] = events;
  if (event === undefined) return { ok: false, reason: 'internal' };
  const ref = runtime.vault.refOf(system, event.eventId);
  return {
    ok: true,
    seq,
    answer: {
      ref,
      receipt: `/api/v1/receipts/${ref}`,
      notPainted: event.notPainted.map(cellOf),
      consentToken: tokenOf(runtime, ref, seq),
    },
  };
}

/** A retry of what is recorded gets its answer even if, by now, it could not be recorded any more. */
async function recordedBefore(
  runtime: Runtime,
  principal: SystemPrincipal,
  idempotency: Idempotency,
): Promise<Recorded | undefined> {
  const stored = await runtime.store.findReplay(idempotency.scope, idempotency.key);
  if (stored === undefined || stored.payloadHash !== idempotency.payloadHash) return undefined;
  if (stored.answer === '') return { ok: false, reason: 'erased', detail: 'it has been erased' };
  const { events } = JSON.parse(stored.answer) as PreparedAnswer;
  return answerOf(runtime, principal, events, stored.seq);
}

/** The gate names no field of the wire: what it refuses is said by one of these. */
const FIELD_OF: Partial<Record<ErrorCode, string>> = {
  forbidden: '/type',
  surface_not_allowed: '/surface',
  explicit_not_allowed: '/explicit',
  wrong_system: '/subject/system',
};

function refusalOf(outcome: Extract<CommitOutcome, { ok: false }>): Refusal {
  const { reason, detail } = outcome;
  const field = FIELD_OF[reason];
  return {
    ok: false,
    reason,
    ...(field !== undefined && { field }),
    ...(detail !== undefined && { detail }),
  };
}

/** One event that a system says of somebody it knows; whoever is named for the first time is known from now on. */
export async function recordSaid(
  runtime: Runtime,
  principal: SystemPrincipal,
  subject: WireSubject,
  event: NewPersonalEvent,
  idempotency: Idempotency,
): Promise<Recorded> {
  const about = await aboutOf(runtime, principal, subject);
  if (about === undefined) return { ok: false, reason: 'not_found', field: '/subject/handle' };
  const outcome = await runtime.commit({ actor: principal, about, idempotency, events: [event] });
  if (!outcome.ok) return refusalOf(outcome);
  return answerOf(runtime, principal, outcome.events, outcome.seq);
}

export async function recordChoice(
  runtime: Runtime,
  principal: SystemPrincipal,
  subject: WireSubject,
  input: ChoiceInput,
  idempotency: Idempotency,
): Promise<Recorded> {
  const checked = await bodyOf(runtime, input);
  if (!checked.ok) return (await recordedBefore(runtime, principal, idempotency)) ?? checked;
  const evidence = input.type === 'allow' ? input.evidence : undefined;
  const event = { about: 'subject', body: checked.body, ...(evidence && { evidence }) } as const;
  return recordSaid(runtime, principal, subject, event, idempotency);
}
