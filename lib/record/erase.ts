/**
 * Erasing a person (LEDGER "Erasure"): whoever they are joined with goes too.
 *
 * Order: holds → the request is noted → tombstones and suppressions durable in the key store →
 * one commit (the erasure's leaf and the rows that go) → keys destroyed → caches forget → old
 * bytes scrubbed → the request holds nobody any more.
 *
 * Crash points: before the commit nobody is erased, and the noted request is carried out at the
 * next start; after it, what is left is named in the request's sealed plan and finished then.
 */
import type { ErasureRequestRow } from '../../db/erasure-port';
import type { ErasureGround } from '../choice/erasing-model';
import type { ErrorCode } from '../errors';
import type { DeploymentPrincipal, PersonPrincipal, Principal } from '../identity/model';
import { newId } from '../ids';
import type { Runtime } from '../runtime/model';
import { carryOut, type Carried } from './carry-out';
import { noteRequest, sealPlan } from './erasure-plan';
import { heldUntilMs } from './holds';
import type { CommitRequest } from './model';

export interface Erasure {
  /** The person about themselves, or the deployment; officers confirm a request instead. */
  readonly actor: PersonPrincipal | DeploymentPrincipal;
  readonly subject: string;
  readonly ground: ErasureGround;
  /** Bodies stay as facts about nobody. Default: they go. */
  readonly keepBodies?: boolean;
  /** 「受け取り拒否だけ残す」. Default: true. */
  readonly keepSuppression?: boolean;
  readonly idempotency?: NonNullable<CommitRequest['idempotency']>;
}
export type ErasureOutcome =
  | Carried
  /** `held`: the request waits until `untilMs` and is carried out then. */
  | { readonly ok: false; readonly reason: ErrorCode; readonly untilMs?: number };

export async function eraseSubject(runtime: Runtime, erasure: Erasure): Promise<ErasureOutcome> {
  const { actor, subject, idempotency } = erasure;
  if (!mayEraseAtOnce(actor, subject)) return { ok: false, reason: 'forbidden' };
  const before = idempotency && (await erasedBefore(runtime, idempotency));
  if (before !== undefined) return before;
  const group = await runtime.store.findGroup({ subject });
  if (group === undefined) return { ok: false, reason: 'not_found' };
  const row = requestOf(runtime, erasure);
  const members = group.rows.map((member) => member.subject);
  const untilMs = await heldUntilMs(runtime, members);
  if (untilMs !== undefined) return wait(runtime, erasure, row, untilMs);
  await noteRequest(runtime, row);
  return carryOut(runtime, actor, row, idempotency === undefined ? {} : { idempotency });
}

function mayEraseAtOnce(actor: Principal, subject: string): boolean {
  if (actor.kind === 'deployment') return true;
  return actor.kind === 'person' && actor.subject === subject;
}

function requestOf(runtime: Runtime, erasure: Erasure): ErasureRequestRow {
  const { actor, subject, ground, keepBodies = false, keepSuppression = true } = erasure;
  const nowMs = runtime.clock.now();
  return {
    id: newId('era'),
    subject,
    sealed: sealPlan(runtime.vault, { ground, keepBodies, keepSuppression }),
    askedBy: actor.kind === 'person' ? 'person' : 'system',
    // Never who: the row outlives the person.
    askedWho: actor.kind,
    confirmedWho: null,
    status: 'confirmed',
    createdAtMs: nowMs,
    decidedAtMs: nowMs,
  };
}

/** A second request changes nothing while one waits. */
async function wait(
  { store, commit }: Runtime,
  { actor, subject, ground }: Erasure,
  row: ErasureRequestRow,
  untilMs: number,
): Promise<ErasureOutcome> {
  const waiting = await store.erasureRequests({ subject, status: 'held', limit: 1 });
  if (waiting.length > 0) return { ok: false, reason: 'held', untilMs };
  const surface = actor.kind === 'person' ? 'portal' : 'system';
  const outcome = await commit({
    actor,
    about: { subject },
    events: [{ about: 'subject', body: { type: 'erasure-request', act: 'ask', ground, surface } }],
    rows: [{ table: 'erasure-request', row: { ...row, status: 'held' } }],
  });
  return outcome.ok
    ? { ok: false, reason: 'held', untilMs }
    : { ok: false, reason: outcome.reason };
}

/** A retry of what was carried out is told so again. */
async function erasedBefore(
  { store }: Pick<Runtime, 'store'>,
  { scope, key, payloadHash }: NonNullable<CommitRequest['idempotency']>,
): Promise<ErasureOutcome | undefined> {
  const stored = await store.findReplay(scope, key);
  if (stored === undefined) return undefined;
  if (stored.payloadHash !== payloadHash) return { ok: false, reason: 'idempotency_key_reused' };
  if (stored.answer === '') return { ok: false, reason: 'erased' };
  const { events } = JSON.parse(stored.answer) as { events: readonly { eventId: string }[] };
  const event = await store.findEvent(events[0]?.eventId ?? '');
  const { count = 0 } = JSON.parse(event?.body?.json ?? '{}') as { count?: number };
  return { ok: true, erased: count, people: 0, suppressed: 0, scrubbed: true };
}
