/**
 * Holds: a legal ground delays an erasure, with its end date, and the person sees it (DESIGN §3).
 * While one runs a request waits; when it has ended the erasure is carried out.
 */
import type { HoldRow } from '../../db/erasure-port';
import type { ErrorCode } from '../errors';
import type { DeploymentPrincipal, OfficerPrincipal } from '../identity/model';
import { newId } from '../ids';
import type { Runtime } from '../runtime/model';

const PURPOSE = 'hold';
const YEARS_MAX = 10;
const YEAR_MS = 366 * 86_400_000;

export interface Hold {
  readonly id: string;
  /** In the officer's words; the form says that they must not name the person. */
  readonly ground: string;
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly endedAtMs: number | null;
}
export type HoldOutcome =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly reason: ErrorCode; readonly field?: string };

type Holder = OfficerPrincipal | DeploymentPrincipal;
type HoldRuntime = Pick<Runtime, 'store' | 'vault' | 'clock' | 'commit'>;

export async function placeHold(
  runtime: HoldRuntime,
  actor: Holder,
  wanted: { readonly subject: string; readonly ground: string; readonly untilMs: number },
): Promise<HoldOutcome> {
  const { subject, untilMs } = wanted;
  const ground = wanted.ground.trim();
  if (ground.length < 5 || ground.length > 500) {
    return { ok: false, reason: 'invalid_request', field: '/ground' };
  }
  const sinceMs = runtime.clock.now();
  if (untilMs <= sinceMs) return { ok: false, reason: 'time_in_past', field: '/until' };
  if (untilMs > sinceMs + YEARS_MAX * YEAR_MS) {
    return { ok: false, reason: 'time_in_future', field: '/until' };
  }
  const sealed = runtime.vault.seal(PURPOSE, Buffer.from(ground, 'utf8'));
  const row: HoldRow = { id: newId('hld'), subject, sealed, sinceMs, untilMs, endedAtMs: null };
  const outcome = await runtime.commit({
    actor,
    about: { subject },
    events: [holdEvent(actor, ground, untilMs)],
    rows: [{ table: 'hold', row }],
  });
  return outcome.ok ? { ok: true, id: row.id } : { ok: false, reason: outcome.reason };
}

/** Before its time. What waited for it is carried out at the next turn of the keeper. */
export async function endHold(
  runtime: HoldRuntime,
  actor: Holder,
  named: { readonly subject: string; readonly id: string },
): Promise<HoldOutcome> {
  const { subject, id } = named;
  const nowMs = runtime.clock.now();
  const row = (await runtime.store.holdsOf([subject])).find((hold) => hold.id === id);
  if (row === undefined) return { ok: false, reason: 'not_found' };
  if (!isRunning(row, nowMs)) return { ok: true, id };
  const event = holdEvent(actor, groundOf(runtime, row), row.untilMs);
  const outcome = await runtime.commit({
    actor,
    about: { subject },
    events: [{ ...event, body: { ...event.body, released: true } }],
    rows: [{ table: 'hold-ended', id, atMs: nowMs }],
  });
  return outcome.ok ? { ok: true, id } : { ok: false, reason: outcome.reason };
}

/** Of everyone a person is joined with, ended ones too; oldest first. */
export async function holdsOf(
  runtime: Pick<Runtime, 'store' | 'vault'>,
  subjects: readonly string[],
): Promise<readonly Hold[]> {
  const rows = await runtime.store.holdsOf(subjects);
  return rows.map((row) => {
    const { id, sinceMs, untilMs, endedAtMs } = row;
    return { id, ground: groundOf(runtime, row), sinceMs, untilMs, endedAtMs };
  });
}

/** When the last of the running holds ends; undefined when none runs. */
export async function heldUntilMs(
  { store, clock }: Pick<Runtime, 'store' | 'clock'>,
  subjects: readonly string[],
): Promise<number | undefined> {
  const nowMs = clock.now();
  const running = (await store.holdsOf(subjects)).filter((row) => isRunning(row, nowMs));
  return running.length === 0 ? undefined : Math.max(...running.map(({ untilMs }) => untilMs));
}

function isRunning({ untilMs, endedAtMs }: HoldRow, nowMs: number): boolean {
  return endedAtMs === null && untilMs > nowMs;
}

function groundOf({ vault }: Pick<Runtime, 'vault'>, { sealed }: HoldRow): string {
  return Buffer.from(vault.open(PURPOSE, sealed)).toString('utf8');
}

function holdEvent(actor: Holder, ground: string, endsAtMs: number) {
  const surface = actor.kind === 'officer' ? 'console' : 'system';
  return {
    about: 'subject',
    body: { type: 'hold', surface, ground, endsAtMs },
    ...(actor.kind === 'officer' && { evidence: { officer: actor.officer } }),
  } as const;
}
