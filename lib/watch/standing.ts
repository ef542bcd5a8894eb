/** Whether the officer is to be alarmed. Pure but for `readWatch`. */
import type { Runtime } from '../runtime/model';
import type { WatchAlarm, WatchRound } from './model';
import { listRounds } from './rounds';

/** Without a round for so long, or three that were due, nobody knows whether the way out holds. */
const SILENT_MS = 15 * 60_000;
const SHOWN = 24;

export interface WatchStanding {
  readonly alarm: WatchAlarm | null;
  /** Newest first. */
  readonly rounds: readonly WatchRound[];
  readonly everyMs: number;
}

/**
 * `startedAtMs`: of this process – what lies before it no round was due for. INVARIANT: an alarm
 * ends with a round that went through, and with nothing else.
 */
export function alarmOf(
  rounds: readonly WatchRound[],
  everyMs: number,
  startedAtMs: number,
  nowMs: number,
): WatchAlarm | null {
  const goesOn = ({ endedAtMs, untilMs }: WatchRound) =>
    endedAtMs === null && (untilMs ?? 0) > nowMs;
  const last = rounds.find((round) => !goesOn(round));
  if (last !== undefined && last.result === null) return 'unfinished';
  if (last?.result?.failed != null) return 'failed';
  if (everyMs === 0) return null;
  const sinceMs = Math.max(startedAtMs, last?.endedAtMs ?? -Infinity);
  return nowMs - sinceMs > Math.max(SILENT_MS, 3 * everyMs) ? 'silent' : null;
}

export async function readWatch(runtime: Runtime): Promise<WatchStanding> {
  const rounds = await listRounds(runtime, SHOWN);
  const nowMs = runtime.clock.now();
  const everyMs = runtime.env.watchEveryMs;
  const startedAtMs = nowMs - process.uptime() * 1000;
  return { rounds, everyMs, alarm: alarmOf(rounds, everyMs, startedAtMs, nowMs) };
}
