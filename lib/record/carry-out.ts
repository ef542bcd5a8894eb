/** Carries one noted erasure out, from wherever it stands (see `erase.ts` for the order). */
import type { ErasureRequestRow } from '../../db/erasure-port';
import type { IdentifierWrite, PublishedRow, SubjectGroup } from '../../db/port';
import type { ErrorCode } from '../errors';
import { deploymentPrincipal } from '../identity/deployment';
import type { DeploymentPrincipal, OfficerPrincipal, PersonPrincipal } from '../identity/model';
import type { Runtime } from '../runtime/model';
import { doneRequest, noteRequest, openPlan, sealPlan, type ErasurePlan } from './erasure-plan';
import { heldUntilMs } from './holds';
import type { CommitRequest } from './model';
import { sealSuppression } from './suppression';
import { tombstoneOf } from './tombstone';

export interface Carried {
  readonly ok: true;
  /** Events that lost their openings. */
  readonly erased: number;
  readonly people: number;
  /** Handles whose refusal is kept. */
  readonly suppressed: number;
  /** False: somebody still reads the old bytes; the keeper tries again. */
  readonly scrubbed: boolean;
}
export type CarriedOut =
  Carried | { readonly ok: false; readonly reason: ErrorCode; readonly untilMs?: number };
type Eraser = PersonPrincipal | OfficerPrincipal | DeploymentPrincipal;
interface Options {
  readonly idempotency?: NonNullable<CommitRequest['idempotency']>;
  /** Somebody erased before came back with a backup: no hold stood in the way then. */
  readonly despiteHolds?: true;
  /** How long after the commit other processes may still write what they had in hand. */
  readonly lateMs?: number;
}
interface Done {
  readonly erased: number;
  readonly suppressed: number;
  readonly plan: ErasurePlan;
}

const TRIES = 8;
/** Counts of decisions and reports of what was shown are written within a second (lib/asking). */
const LATE_MS = 5_000;
const SURFACE = { person: 'portal', officer: 'console', deployment: 'system' } as const;

export async function carryOut(
  runtime: Runtime,
  actor: Eraser,
  row: ErasureRequestRow,
  options: Options = {},
): Promise<CarriedOut> {
  const plan = openPlan(runtime.vault, row.sealed);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const group =
      row.subject === null ? undefined : await runtime.store.findGroup({ subject: row.subject });
    if (group === undefined) {
      return finish(runtime, row, { erased: 0, suppressed: 0, plan }, options);
    }
    const members = group.rows.map(({ subject }) => subject);
    const untilMs = options.despiteHolds ? undefined : await heldUntilMs(runtime, members);
    if (untilMs !== undefined) {
      await noteRequest(runtime, { ...row, status: 'held' });
      return { ok: false, reason: 'held', untilMs };
    }
    const outcome = await attempt(runtime, actor, row, plan, group, options);
    if ('plan' in outcome) return finish(runtime, row, outcome, options);
    // Somebody wrote about them meanwhile: read again.
    if (outcome.reason !== 'conflict') return outcome;
  }
  return { ok: false, reason: 'conflict' };
}

async function attempt(
  runtime: Runtime,
  actor: Eraser,
  row: ErasureRequestRow,
  wanted: ErasurePlan,
  { subject, rows: group }: SubjectGroup,
  { idempotency }: Options,
): Promise<Done | { readonly ok: false; readonly reason: ErrorCode }> {
  const { store, vault, clock } = runtime;
  const subjects = group.map((member) => member.subject);
  const identifiers = await store.identifiersOf(subjects);
  const handles = identifiers.map(({ handle }) => handle);
  const atMs = clock.now();
  const systems = identifiers.map(({ system }) => system);
  const plan = { ...wanted, erased: { subjects, handles, systems, atMs } };
  const suppressions = await keepBeforehand(runtime, plan, identifiers, atMs);
  const count = await store.countLog({ subjects });
  const outcome = await runtime.commit({
    actor,
    about: { subject },
    ...(idempotency !== undefined && { idempotency }),
    expected: group.find((member) => member.subject === subject)?.n ?? 0,
    events: [
      {
        about: 'erasure',
        keepBodies: plan.keepBodies,
        body: {
          type: 'erasure',
          surface: SURFACE[actor.kind],
          ground: plan.ground,
          request: row.id,
          count,
        },
      },
    ],
    rows: [
      ...suppressions,
      ...(await otherRows(runtime, row, subjects, atMs)),
      // From here on only the sealed plan names what is left to destroy.
      { table: 'erasure-request', row: { ...row, subject: null, sealed: sealPlan(vault, plan) } },
    ],
  });
  if (!outcome.ok) return { ok: false, reason: outcome.reason };
  return { erased: count, suppressed: plan.keepSuppression ? handles.length : 0, plan };
}

/** Durable before the commit: a restore of the other store must not bring the person back. */
async function keepBeforehand(
  { keyStore, vault }: Runtime,
  { erased, keepSuppression }: ErasurePlan,
  identifiers: readonly IdentifierWrite[],
  atMs: number,
): Promise<readonly PublishedRow[]> {
  const subjects = erased?.subjects ?? [];
  await keyStore.putTombstones(
    subjects.map((subject) => ({ mac: tombstoneOf(vault, subject), atMs })),
  );
  const handles = identifiers.map(({ handle }) => handle);
  if (!keepSuppression) {
    await keyStore.dropSuppressions(handles);
    return handles.map((handle) => ({ table: 'suppression-lifted', handle }));
  }
  const kept = identifiers.map(({ handle, system }) => {
    return { handle, atMs, sealed: sealSuppression(vault, { system, erasedAtMs: atMs }) };
  });
  await keyStore.putSuppressions(kept);
  return kept.map(({ handle, sealed }) => {
    return { table: 'suppression', handle, erasedAtMs: atMs, sealed };
  });
}

/** Other requests about them are done with this one; what systems were asked stays theirs to answer. */
async function otherRows(
  { store }: Runtime,
  { id }: ErasureRequestRow,
  subjects: readonly string[],
  atMs: number,
): Promise<readonly PublishedRow[]> {
  const limit = 1000;
  const rows: PublishedRow[] = [];
  for (const subject of subjects) {
    for (const row of await store.erasureRequests({ subject, limit })) {
      if (row.id !== id) rows.push({ table: 'erasure-request', row: doneRequest(row, atMs) });
    }
    for (const row of await store.serviceErasures({ subject, limit })) {
      const handle = row.status === 'asked' ? row.handle : '';
      rows.push({ table: 'service-erasure', row: { ...row, subject: '', handle } });
    }
  }
  return rows;
}

/** After the commit: the same again is nothing, so it is also what a restart does. */
async function finish(
  runtime: Runtime,
  row: ErasureRequestRow,
  { erased, suppressed, plan }: Done,
  { lateMs = LATE_MS }: Options,
): Promise<Carried> {
  const { store, keyStore, subjects, subjectKeys, clock } = runtime;
  const gone = plan.erased ?? { subjects: [], handles: [], atMs: 0 };
  await keyStore.destroyKeys(gone.subjects);
  for (const subject of gone.subjects) subjectKeys.forget(subject);
  // What they refused lies there by seq: it would say which entries were theirs.
  await keyStore.dropWithdrawals([...gone.handles, ...gone.subjects]);
  await subjects.fresh();
  const sweeps = clock.now() >= gone.atMs + lateMs;
  if (sweeps) await sweepLate(runtime, row, gone.subjects, plan.keepBodies);
  const scrubbed = (await keyStore.scrub()) && (await store.scrub());
  if (sweeps && scrubbed) await noteRequest(runtime, doneRequest(row, clock.now()));
  return { ok: true, erased, people: gone.subjects.length, suppressed, scrubbed };
}

/** What a process that had not noticed yet still wrote about them: it names nobody, and goes too. */
async function sweepLate(
  { commit }: Runtime,
  row: ErasureRequestRow,
  subjects: readonly string[],
  keepBodies: boolean,
): Promise<void> {
  const outcome = await commit({
    actor: deploymentPrincipal(),
    events: [],
    rows: subjects.map((subject) => ({ table: 'subject-erased', subject, keepBodies })),
  });
  if (!outcome.ok) throw new Error(`what came late for ${row.id} is still there`);
}

/** What waited for a hold, what a crash left half done, and what came late. At start and every minute. */
export async function resumeErasures(
  runtime: Runtime,
  options: Pick<Options, 'lateMs'> = {},
): Promise<number> {
  let done = 0;
  for (const status of ['confirmed', 'held'] as const) {
    for (const row of await runtime.store.erasureRequests({ status, limit: 1000 })) {
      try {
        if (status === 'held' && (await stillHeld(runtime, row))) continue;
        const outcome = await carryOut(runtime, deploymentPrincipal(), row, options);
        if (outcome.ok && outcome.scrubbed) done += 1;
      } catch (error) {
        runtime.log.error({ err: error }, 'an erasure is not finished yet; tried again');
      }
    }
  }
  return done;
}

async function stillHeld(runtime: Runtime, { subject }: ErasureRequestRow): Promise<boolean> {
  const group = subject === null ? undefined : await runtime.store.findGroup({ subject });
  if (group === undefined) return false;
  const members = group.rows.map((member) => member.subject);
  return (await heldUntilMs(runtime, members)) !== undefined;
}
