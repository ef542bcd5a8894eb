/**
 * Requests of officers and of systems: one asks with a ground, another officer with the role
 * approver confirms or refuses (four eyes; `mayCarryRows` holds the commit to it too). Asking and
 * deciding are events in the person's own chain.
 */
import type { ErasureRequestRow } from '../../db/erasure-port';
import { ERASURE_GROUNDS, type ErasureGround } from '../choice/erasing-model';
import type { ErrorCode } from '../errors';
import type { OfficerPrincipal, Principal, SystemPrincipal } from '../identity/model';
import { newId } from '../ids';
import type { Runtime } from '../runtime/model';
import { carryOut, type CarriedOut } from './carry-out';
import { doneRequest, findRequest, noteRequest, openPlan, sealPlan } from './erasure-plan';
import { heldUntilMs } from './holds';
import type { CommitRequest, NewPersonalEvent } from './model';

export interface WantedErasure {
  readonly subject: string;
  readonly ground: ErasureGround;
  /** For the officer who decides; gone with the person. */
  readonly words?: string;
  readonly keepBodies?: boolean;
  readonly keepSuppression?: boolean;
}
export type RequestOutcome =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly reason: ErrorCode; readonly field?: string };

const WORDS_MAX = 500;

/** By an officer who has the person's record open (auditor or approver). */
export async function requestErasure(
  runtime: Runtime,
  officer: OfficerPrincipal,
  wanted: WantedErasure,
): Promise<RequestOutcome> {
  if ((wanted.words?.length ?? 0) > WORDS_MAX) {
    return { ok: false, reason: 'invalid_request', field: '/words' };
  }
  const row = waiting(runtime, wanted, newId('era'), 'officer', officer.officer);
  const outcome = await runtime.commit({
    actor: officer,
    about: { subject: wanted.subject },
    events: [requestEvent('console', 'ask', wanted.ground, officer)],
    rows: [{ table: 'erasure-request', row }],
  });
  return outcome.ok ? { ok: true, id: row.id } : { ok: false, reason: outcome.reason };
}

/**
 * By a key with the scope `erase`. Asked about somebody nobody knows it is noted all the same and
 * waits for an officer: the answer does not tell who is known (SEC-20).
 */
export async function requestErasureAsSystem(
  runtime: Runtime,
  system: SystemPrincipal,
  wanted: Omit<WantedErasure, 'subject'> & { readonly subject: string | undefined },
  idempotency: NonNullable<CommitRequest['idempotency']>,
): Promise<RequestOutcome> {
  const { subject } = wanted;
  // The same for a retry, without anything being stored for it.
  const named = runtime.vault.mac('erasure-request-id', `${idempotency.scope} ${idempotency.key}`);
  const id = `era_${Buffer.from(named).toString('base64url').slice(0, 22)}`;
  const row = waiting(runtime, wanted, id, 'system', system.system);
  const stored = await runtime.store.findReplay(idempotency.scope, idempotency.key);
  if (stored !== undefined) {
    const same = stored.payloadHash === idempotency.payloadHash;
    return same ? { ok: true, id } : { ok: false, reason: 'idempotency_key_reused' };
  }
  if (subject === undefined) {
    await noteRequest(runtime, row, idempotency);
    return { ok: true, id };
  }
  const outcome = await runtime.commit({
    actor: system,
    about: { subject },
    idempotency,
    events: [requestEvent('api', 'ask', wanted.ground)],
    rows: [{ table: 'erasure-request', row }],
  });
  return outcome.ok ? { ok: true, id } : { ok: false, reason: outcome.reason };
}

/** By another officer than the one who asked; carried out at once, or when a hold has ended. */
export async function confirmErasure(
  runtime: Runtime,
  officer: OfficerPrincipal,
  id: string,
): Promise<CarriedOut> {
  const found = await decidable(runtime, officer, id);
  if (!found.ok) return found;
  const nowMs = runtime.clock.now();
  const row = { ...found.row, confirmedWho: officer.officer, decidedAtMs: nowMs } as const;
  const { subject } = row;
  const group = subject === null ? undefined : await runtime.store.findGroup({ subject });
  if (subject === null || group === undefined) {
    await noteRequest(runtime, doneRequest(row, nowMs));
    return { ok: true, erased: 0, people: 0, suppressed: 0, scrubbed: true };
  }
  const members = group.rows.map((member) => member.subject);
  const untilMs = await heldUntilMs(runtime, members);
  const decided = { ...row, status: untilMs === undefined ? 'confirmed' : 'held' } as const;
  const { ground } = openPlan(runtime.vault, row.sealed);
  const outcome = await runtime.commit({
    actor: officer,
    about: { subject },
    events: [requestEvent('console', 'confirm', ground, officer)],
    rows: [{ table: 'erasure-request', row: decided }],
  });
  if (!outcome.ok) return { ok: false, reason: outcome.reason };
  if (untilMs !== undefined) return { ok: false, reason: 'held', untilMs };
  return carryOut(runtime, officer, decided);
}

export async function refuseErasure(
  runtime: Runtime,
  officer: OfficerPrincipal,
  id: string,
): Promise<RequestOutcome> {
  const found = await decidable(runtime, officer, id);
  if (!found.ok) return found;
  const { row } = found;
  const refused: ErasureRequestRow = {
    ...row,
    status: 'refused',
    confirmedWho: officer.officer,
    decidedAtMs: runtime.clock.now(),
  };
  if (row.subject === null) {
    await noteRequest(runtime, refused);
    return { ok: true, id };
  }
  const { ground } = openPlan(runtime.vault, row.sealed);
  const outcome = await runtime.commit({
    actor: officer,
    about: { subject: row.subject },
    events: [requestEvent('console', 'refuse', ground, officer)],
    rows: [{ table: 'erasure-request', row: refused }],
  });
  return outcome.ok ? { ok: true, id } : { ok: false, reason: outcome.reason };
}

export interface ErasureRequestView {
  readonly id: string;
  readonly status: ErasureRequestRow['status'];
  readonly askedBy: ErasureRequestRow['askedBy'];
  /** Officer id or system. */
  readonly askedWho: string;
  readonly createdAtMs: number;
  readonly ground: ErasureGround | null;
  readonly words: string | null;
  /** False for the officer who asked. */
  readonly mayDecide: boolean;
}

/** What officers have before them, oldest first; undefined for who may not see it. */
export async function listErasureRequests(
  runtime: Pick<Runtime, 'store' | 'vault'>,
  principal: Principal,
  status: ErasureRequestRow['status'] = 'waiting',
): Promise<readonly ErasureRequestView[] | undefined> {
  if (principal.kind !== 'officer') return undefined;
  const { roles, officer } = principal;
  if (!roles.includes('auditor') && !roles.includes('approver')) return undefined;
  const rows = await runtime.store.erasureRequests({ status, limit: 500 });
  return rows.map((row) => {
    const plan = row.sealed.length === 0 ? undefined : openPlan(runtime.vault, row.sealed);
    const { id, askedBy, askedWho, createdAtMs } = row;
    const mayDecide =
      row.status === 'waiting' && roles.includes('approver') && askedWho !== officer;
    const ground = plan?.ground ?? null;
    const words = plan?.words ?? null;
    return { id, status: row.status, askedBy, askedWho, createdAtMs, ground, words, mayDecide };
  });
}

/** A system sees the requests it made itself. */
export async function requestStatus(
  runtime: Pick<Runtime, 'store'>,
  system: SystemPrincipal,
  id: string,
): Promise<ErasureRequestRow['status'] | undefined> {
  const row = await findRequest(runtime, id);
  if (row?.askedBy !== 'system' || row.askedWho !== system.system) return undefined;
  // Erased, and only swept for what comes late.
  return row.status === 'confirmed' && row.subject === null ? 'done' : row.status;
}

function waiting(
  { vault, clock }: Pick<Runtime, 'vault' | 'clock'>,
  wanted: Omit<WantedErasure, 'subject'> & { readonly subject: string | undefined },
  id: string,
  askedBy: 'officer' | 'system',
  askedWho: string,
): ErasureRequestRow {
  const { subject = null, ground, words, keepBodies = false, keepSuppression = true } = wanted;
  const plan = { ground, keepBodies, keepSuppression, ...(words !== undefined && { words }) };
  return {
    id,
    subject,
    sealed: sealPlan(vault, plan),
    askedBy,
    askedWho,
    confirmedWho: null,
    status: 'waiting',
    createdAtMs: clock.now(),
    decidedAtMs: null,
  };
}

async function decidable(
  runtime: Pick<Runtime, 'store'>,
  { roles, officer }: OfficerPrincipal,
  id: string,
): Promise<
  | { readonly ok: true; readonly row: ErasureRequestRow }
  | { readonly ok: false; readonly reason: ErrorCode }
> {
  if (!roles.includes('approver')) return { ok: false, reason: 'forbidden' };
  const row = await findRequest(runtime, id);
  if (row === undefined) return { ok: false, reason: 'not_found' };
  if (row.status !== 'waiting') return { ok: false, reason: 'conflict' };
  // INVARIANT: four eyes.
  if (row.askedWho === officer) return { ok: false, reason: 'forbidden' };
  return { ok: true, row };
}

function requestEvent(
  surface: 'console' | 'api',
  act: 'ask' | 'confirm' | 'refuse',
  ground: ErasureGround,
  officer?: OfficerPrincipal,
): NewPersonalEvent {
  return {
    about: 'subject',
    body: { type: 'erasure-request', surface, act, ground },
    ...(officer !== undefined && { evidence: { officer: officer.officer } }),
  };
}

export function isErasureGround(text: string): text is ErasureGround {
  return ERASURE_GROUNDS.some((known) => known === text);
}
