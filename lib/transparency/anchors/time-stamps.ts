/**
 * Asks for a time stamp when one is due (LEDGER "Anchors"): `everyMs` after the last one of that
 * log, which the database remembers, so a restart asks for none too many and forgets none. The last
 * checkpoint of a closed log gets its own. Failures are retried later each time.
 */
import type { LogRow } from '../../../db/port';
import { askTimeStamp, type Authority } from './ask-time-stamp';
import type { Anchoring, AnchorParts } from './anchor-model';
import { stampedBytes } from './stamped-bytes';

const LOOK_MS = 5_000;
const FIRST_REST_MS = 30_000;
const LONGEST_REST_MS = 15 * 60_000;

export interface TimeStampPlan {
  /** Opened when it is first needed; a file that cannot be read is an alarm, not the end. */
  readonly authority: () => Promise<Authority>;
  readonly everyMs: number;
}

export function createTimeStamps(parts: AnchorParts, plan: TimeStampPlan): Anchoring {
  const { store, ledger, nowMs, signal } = parts;
  let failures = 0;
  let why: string | undefined;
  /** Of `performance.now()`. */
  let restUntilMs = 0;

  async function stampIfDue({ origin, closedSeq }: LogRow): Promise<void> {
    const newest = { fromSize: 0, limit: 1, kind: 'rfc3161', order: 'newest' } as const;
    const [last] = await store.anchorsOf(origin, newest);
    const due = closedSeq !== null || last === undefined || nowMs() - last.atMs >= plan.everyMs;
    if (!due) return;
    const row = await ledger.bestCheckpoint(origin, (last?.size ?? 0) + 1);
    if (row === undefined || row.size <= (last?.size ?? 0)) return;
    const authority = await plan.authority();
    const given = await askTimeStamp(authority, stampedBytes(row.text), nowMs(), signal);
    await store.addAnchor({
      id: `rfc3161 ${origin} ${String(row.size)}`,
      ...{ origin, size: row.size, kind: 'rfc3161', atMs: given.atMs },
      data: given.token,
      detail: authority.url,
    });
  }

  return {
    kind: 'rfc3161',
    everyMs: LOOK_MS,
    async look(patient) {
      if (patient && performance.now() < restUntilMs) return why;
      try {
        for (const row of await store.listLogs()) await stampIfDue(row);
        [failures, why, restUntilMs] = [0, undefined, 0];
      } catch (error) {
        const restMs = FIRST_REST_MS * 2 ** Math.min(failures, 10);
        failures += 1;
        restUntilMs = performance.now() + Math.min(LONGEST_REST_MS, restMs);
        why = `no time stamp: ${error instanceof Error ? error.message : String(error)}`;
      }
      return why;
    },
  };
}
