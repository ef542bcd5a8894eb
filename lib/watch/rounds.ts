/**
 * Rounds as they are written down: long work of a kind of its own (db/jobs-port.ts), so that one
 * process at a time goes one and every process sees how it ended. A few days of them are kept.
 */
import { z } from 'zod';
import type { JobRow } from '../../db/port';
import { newId } from '../ids';
import type { Runtime } from '../runtime/model';
import {
  WATCH_PROBLEMS,
  WATCH_STEPS,
  WATCH_WAYS,
  type WatchResult,
  type WatchRound,
} from './model';
import { goRound, type Reach } from './round';

export const WATCH_KIND = 'watch';
const KEPT_MS = 2 * 24 * 60 * 60 * 1000;
/** Longer than any round takes. */
const LEASE_MS = 3 * 60_000;
/** So many are looked at for one that goes on. */
const LATELY = 10;
/** Of the instants that rounds are named by: two that begin within one, before either ended, are one. */
const APART_MS = 2_000;

const resultSchema = z.object({
  touchpoint: z.string().nullable(),
  way: z.enum(WATCH_WAYS),
  steps: z.array(z.object({ step: z.enum(WATCH_STEPS), ms: z.number() })),
  noMs: z.number().nullable(),
  failed: z.object({ step: z.enum(WATCH_STEPS), problem: z.enum(WATCH_PROBLEMS) }).nullable(),
}) satisfies z.ZodType<WatchResult>;

function roundOf({ createdAtMs, endedAtMs, result, leaseUntilMs }: JobRow): WatchRound {
  return {
    ...{ atMs: createdAtMs, endedAtMs, untilMs: leaseUntilMs },
    result: result === null ? null : resultSchema.parse(JSON.parse(result)),
  };
}

/** Newest first. */
export async function listRounds(
  { store }: Pick<Runtime, 'store'>,
  limit: number,
): Promise<readonly WatchRound[]> {
  const rows = await store.listJobs({ kind: WATCH_KIND, limit });
  return rows.filter(({ status }) => status !== 'cancelled').map(roundOf);
}

/** The instant now, or the one after those that are taken, where rounds have ended within it. */
function nextInstant(rows: readonly JobRow[], nowMs: number): number {
  const taken = rows.map(({ id }) => Number(id.slice(WATCH_KIND.length + 1)));
  return Math.max(Math.floor(nowMs / APART_MS), ...taken.map((instant) => instant + 1));
}

/** Takes the next round; undefined when another process has it, or has begun one that goes on. */
async function begin(runtime: Runtime, worker: string): Promise<string | undefined> {
  const { store, vault, clock } = runtime;
  const nowMs = clock.now();
  const rows = await store.listJobs({ kind: WATCH_KIND, limit: LATELY });
  const goesOn = ({ endedAtMs, leaseUntilMs }: JobRow) =>
    endedAtMs === null && (leaseUntilMs ?? 0) > nowMs;
  if (rows.some(goesOn)) return undefined;
  // INVARIANT: the name is the instant: of two processes that look at once, one can write it.
  const id = `${WATCH_KIND}-${String(nextInstant(rows, nowMs))}`;
  if ((await store.findJob(id)) !== undefined) return undefined;
  try {
    await store.putJob({
      ...{ id, kind: WATCH_KIND, ownedBy: WATCH_KIND, status: 'running', done: 0, total: 1 },
      ...{ state: null, result: null, problem: null, worker, leaseUntilMs: nowMs + LEASE_MS },
      ...{ sealed: vault.seal('job', Buffer.from('{}')), createdAtMs: nowMs, endedAtMs: null },
    });
    return id;
  } catch (error) {
    if ((await store.findJob(id)) !== undefined) return undefined;
    throw error;
  }
}

/** Goes one round and writes down how it ended; undefined when another process is at it. */
export async function watchOnce(
  runtime: Runtime,
  reach: Reach,
  mayGoOn: () => boolean = () => true,
): Promise<WatchResult | undefined> {
  const { store, clock, log } = runtime;
  const worker = newId('wrk');
  const id = await begin(runtime, worker);
  if (id === undefined) return undefined;
  const ended = (await listRounds(runtime, LATELY)).find(({ result }) => result !== null);
  const result = await goRound(runtime, reach, ended?.result ?? undefined);
  const { failed, touchpoint, way, noMs } = result;
  if (failed !== null && !mayGoOn()) {
    // The process ends, and with it the doors: that says nothing about them.
    await store.cancelJob(id, clock.now());
    return undefined;
  }
  if (failed !== null) {
    log.error({ alarm: 'watch', ...failed, touchpoint, way, noMs }, 'our own way out failed');
  }
  await store.endJob(id, worker, {
    ...{ status: failed === null ? 'done' : 'failed', result: JSON.stringify(result) },
    ...{ problem: failed?.problem ?? null, atMs: clock.now() },
  });
  await store.removeJobs(WATCH_KIND, clock.now() - KEPT_MS);
  return result;
}
