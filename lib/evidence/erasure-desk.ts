/**
 * What officers have before them about erasing: what waits for a decision, what waits for a hold
 * to end, and how much was erased – never of whom. Who was asked about is known to the log alone;
 * an officer names a person by a case (`look-up.ts`) or by the request itself.
 */
import type { ErasureGround } from '../choice/erasing-model';
import type { EventBody } from '../choice/model';
import type { ErrorCode } from '../errors';
import type { OfficerPrincipal, Principal } from '../identity/model';
import { findRequest } from '../record/erasure-plan';
import { listErasureRequests, type ErasureRequestView } from '../record/erasure-requests';
import { endHold, holdsOf, placeHold, type Hold, type HoldOutcome } from '../record/holds';
import type { Runtime } from '../runtime/model';
import { openCase } from './look-up';

const DONE_SHOWN = 20;

export interface DeskRequest extends ErasureRequestView {
  /** Running ones of everyone the person is joined with; undefined: nobody here is meant. */
  readonly holds: readonly Hold[] | undefined;
}
export interface DoneErasure {
  readonly atMs: number;
  readonly ground: ErasureGround;
  readonly by: EventBody['by'];
  /** Events that lost their openings. */
  readonly count: number;
}
export interface ErasureDesk {
  readonly waiting: readonly DeskRequest[];
  readonly held: readonly DeskRequest[];
  /** Newest first. */
  readonly done: readonly DoneErasure[];
}

/** Undefined for who is neither auditor nor approver. */
export async function erasureDesk(
  runtime: Runtime,
  principal: Principal,
): Promise<ErasureDesk | undefined> {
  const [waiting, held] = await Promise.all([
    listErasureRequests(runtime, principal, 'waiting'),
    listErasureRequests(runtime, principal, 'held'),
  ]);
  if (waiting === undefined || held === undefined) return undefined;
  const withHolds = (rows: readonly ErasureRequestView[]) =>
    Promise.all(
      rows.map(async (row) => ({ ...row, holds: await holdsOfRequest(runtime, row.id) })),
    );
  const [waitingRows, heldRows, done] = await Promise.all([
    withHolds(waiting),
    withHolds(held),
    doneErasures(runtime),
  ]);
  return { waiting: waitingRows, held: heldRows, done };
}

async function doneErasures({ store }: Runtime): Promise<readonly DoneErasure[]> {
  const found = await store.searchLog({ types: ['erasure'], order: 'newest', limit: DONE_SHOWN });
  return found.flatMap(({ body }) => {
    const told = body === null ? undefined : (JSON.parse(body.json) as EventBody);
    if (told?.type !== 'erasure') return [];
    const { receivedAtMs, ground, by, count } = told;
    return [{ atMs: receivedAtMs, ground, by, count }];
  });
}

async function subjectOfRequest(runtime: Runtime, id: string): Promise<string | undefined> {
  return (await findRequest(runtime, id))?.subject ?? undefined;
}

async function membersOf({ store }: Runtime, subject: string): Promise<readonly string[]> {
  const group = await store.findGroup({ subject });
  return group?.rows.map((row) => row.subject) ?? [];
}

async function runningHolds(runtime: Runtime, subjects: readonly string[]) {
  const nowMs = runtime.clock.now();
  const holds = await holdsOf(runtime, subjects);
  return holds.filter(({ endedAtMs, untilMs }) => endedAtMs === null && untilMs > nowMs);
}

async function holdsOfRequest(runtime: Runtime, id: string): Promise<readonly Hold[] | undefined> {
  const subject = await subjectOfRequest(runtime, id);
  const members = subject === undefined ? [] : await membersOf(runtime, subject);
  return members.length === 0 ? undefined : runningHolds(runtime, members);
}

/** Of the person whose record this officer has open. */
export async function holdsOfCase(
  runtime: Runtime,
  officer: OfficerPrincipal,
  text: string,
): Promise<readonly Hold[] | undefined> {
  const opened = openCase(runtime, officer, text);
  return opened === undefined ? undefined : runningHolds(runtime, opened.subjects);
}

/** Whom an officer means: the person of a request, or of a record they have open. */
export type Meant = { readonly request: string } | { readonly case: string };

export async function subjectMeant(
  runtime: Runtime,
  officer: OfficerPrincipal,
  meant: Meant,
): Promise<string | undefined> {
  if ('request' in meant) {
    // Only the desk of those who may see it leads from a request to a person.
    const mayKnow = officer.roles.includes('auditor') || officer.roles.includes('approver');
    return mayKnow ? subjectOfRequest(runtime, meant.request) : undefined;
  }
  // A case is an auditor's; it is refused with an error to everybody else.
  if (!officer.roles.includes('auditor')) return undefined;
  return openCase(runtime, officer, meant.case)?.subjects[0];
}

export async function placeHoldOn(
  runtime: Runtime,
  officer: OfficerPrincipal,
  meant: Meant,
  wanted: { readonly ground: string; readonly untilMs: number },
): Promise<HoldOutcome> {
  const subject = await subjectMeant(runtime, officer, meant);
  if (subject === undefined) return notFound;
  return placeHold(runtime, officer, { subject, ...wanted });
}

export async function endHoldOf(
  runtime: Runtime,
  officer: OfficerPrincipal,
  meant: Meant,
  id: string,
): Promise<HoldOutcome> {
  const subject = await subjectMeant(runtime, officer, meant);
  if (subject === undefined) return notFound;
  for (const member of await membersOf(runtime, subject)) {
    const outcome = await endHold(runtime, officer, { subject: member, id });
    if (outcome.ok || outcome.reason !== 'not_found') return outcome;
  }
  return notFound;
}

const notFound = { ok: false, reason: 'not_found' as ErrorCode } as const;
