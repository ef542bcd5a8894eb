/**
 * 「各サービスに消去を頼む」: the person asks every system that knows them to erase what it holds.
 * Each system reads its own open ones, by its own handles, and answers; the asking and each
 * answer are events in the person's chain. Erasing the person here leaves what is still open to
 * the systems, without saying any more who it was.
 */
import type { ServiceErasureRow } from '../../db/erasure-port';
import type { PublishedRow } from '../../db/port';
import type { ERASURE_ANSWERS } from '../choice/erasing-model';
import { AppError, type ErrorCode } from '../errors';
import { deploymentPrincipal } from '../identity/deployment';
import {
  MAIL_SYSTEM,
  OFFICER_SYSTEM,
  type PersonPrincipal,
  type SystemPrincipal,
} from '../identity/model';
import { newId } from '../ids';
import type { Runtime } from '../runtime/model';

export type ErasureAnswer = (typeof ERASURE_ANSWERS)[number];
type ServiceRuntime = Pick<Runtime, 'store' | 'clock' | 'commit'>;
const LIMIT = 1000;
/** What this deployment itself knows people by: its own erasure takes it away. */
const OURS: readonly string[] = [MAIL_SYSTEM, OFFICER_SYSTEM];

export type AskOutcome =
  | { readonly ok: true; readonly systems: readonly string[] }
  | { readonly ok: false; readonly reason: ErrorCode };

async function membersOf({ store }: Pick<Runtime, 'store'>, subject: string): Promise<string[]> {
  const group = await store.findGroup({ subject });
  if (group === undefined) throw new AppError('not_found', 'the subject does not exist');
  return group.rows.map((row) => row.subject);
}

async function askedOf(
  { store }: Pick<Runtime, 'store'>,
  subjects: readonly string[],
): Promise<readonly ServiceErasureRow[]> {
  const found = await Promise.all(
    subjects.map((subject) => store.serviceErasures({ subject, limit: LIMIT })),
  );
  return found.flat();
}

async function identifiersElsewhere(
  { store }: Pick<Runtime, 'store'>,
  subjects: readonly string[],
) {
  return (await store.identifiersOf(subjects)).filter(({ system }) => !OURS.includes(system));
}

/** Systems that know the person by a number of theirs, sorted. */
export async function servicesKnowing(
  runtime: Pick<Runtime, 'store'>,
  person: PersonPrincipal,
): Promise<readonly string[]> {
  const known = await identifiersElsewhere(runtime, await membersOf(runtime, person.subject));
  return [...new Set(known.map(({ system }) => system))].sort();
}

/**
 * One row a handle; systems that were asked and have not answered are not asked again. Without
 * `only` every system that knows the person is asked.
 */
export async function askServices(
  runtime: ServiceRuntime,
  person: PersonPrincipal,
  only?: readonly string[],
): Promise<AskOutcome> {
  const { clock, commit } = runtime;
  const subjects = await membersOf(runtime, person.subject);
  const open = new Set(
    (await askedOf(runtime, subjects))
      .filter(({ status }) => status === 'asked')
      .map(({ handle }) => handle),
  );
  const askedAtMs = clock.now();
  const rows = (await identifiersElsewhere(runtime, subjects))
    .filter(({ system, handle }) => (only?.includes(system) ?? true) && !open.has(handle))
    .map(({ system, handle, subject }): ServiceErasureRow => {
      const id = newId('ask');
      return { id, subject, system, handle, status: 'asked', askedAtMs, answeredAtMs: null };
    });
  const systems = [...new Set(rows.map(({ system }) => system))].sort();
  if (rows.length === 0) return { ok: true, systems };
  const outcome = await commit({
    actor: person,
    about: { subject: person.subject },
    events: [{ about: 'subject', body: { type: 'ask-erasure', surface: 'portal', systems } }],
    rows: rows.map((row): PublishedRow => ({ table: 'service-erasure', row })),
  });
  return outcome.ok ? { ok: true, systems } : { ok: false, reason: outcome.reason };
}

export interface ServiceErasure {
  readonly id: string;
  readonly system: string;
  readonly status: ServiceErasureRow['status'];
  readonly askedAtMs: number;
  readonly answeredAtMs: number | null;
}

/** How far the asking has come, as the person reads it; oldest first. */
export async function serviceErasuresOf(
  runtime: Pick<Runtime, 'store'>,
  person: PersonPrincipal,
): Promise<readonly ServiceErasure[]> {
  const rows = await askedOf(runtime, await membersOf(runtime, person.subject));
  return rows
    .map(({ id, system, status, askedAtMs, answeredAtMs }) => {
      return { id, system, status, askedAtMs, answeredAtMs };
    })
    .sort((a, b) => a.askedAtMs - b.askedAtMs);
}

/** What this system was asked, oldest first. */
export async function askedOfSystem(
  { store }: Pick<Runtime, 'store'>,
  { system }: SystemPrincipal,
  filter: { readonly status?: ServiceErasureRow['status']; readonly id?: string },
): Promise<readonly ServiceErasureRow[]> {
  const own = system === '*' ? {} : { system };
  return store.serviceErasures({ ...filter, ...own, limit: LIMIT });
}

export type AnswerOutcome =
  | { readonly ok: true; readonly row: ServiceErasureRow }
  | { readonly ok: false; readonly reason: 'not_found' | ErrorCode };

/** Answered once; the same answer again is nothing, another one a conflict. */
export async function answerErasure(
  runtime: ServiceRuntime,
  system: SystemPrincipal,
  id: string,
  answer: ErasureAnswer,
): Promise<AnswerOutcome> {
  const { store, clock, commit } = runtime;
  const [asked] = await askedOfSystem(runtime, system, { id });
  if (asked === undefined) return { ok: false, reason: 'not_found' };
  if (asked.status !== 'asked') {
    return asked.status === answer ? { ok: true, row: asked } : { ok: false, reason: 'conflict' };
  }
  const row: ServiceErasureRow = { ...asked, status: answer, answeredAtMs: clock.now() };
  const known = asked.subject !== '' && (await store.findGroup({ subject: asked.subject }));
  const outcome = known
    ? await commit({
        actor: system,
        about: { subject: asked.subject },
        events: [{ about: 'subject', body: { type: 'erasure-answered', surface: 'api', answer } }],
        rows: [{ table: 'service-erasure', row }],
      })
    : // Nobody is left to be told; the handle was kept for this answer alone.
      await commit({
        actor: deploymentPrincipal(),
        events: [],
        rows: [{ table: 'service-erasure', row: { ...row, handle: '' } }],
      });
  return outcome.ok ? { ok: true, row } : { ok: false, reason: outcome.reason };
}
