/**
 * Work that is looked for over and over beside requests, in the server's process: one look at a
 * time, a rest after each. What fails is logged once a minute, counted, and tried again.
 */
import type { Runtime } from './model';

const LOG_EVERY_MS = 60_000;
export const WORKS = ['watch', 'jobs', 'webhooks', 'erasing', 'stream'] as const;
export type Work = (typeof WORKS)[number];
type Worked = Pick<Runtime, 'log'>;

export interface Looking {
  /** No look begins any more; resolves when the one under way is over. */
  stop(): Promise<void>;
}

export interface LookRule {
  readonly work: Work;
  readonly restMs: number;
  /** What the log says where a look fails. */
  readonly failed: string;
  /** The first look is taken now, not after a rest. */
  readonly atOnce?: true;
  readonly alarm?: string;
}

interface Failures {
  count: number;
  /** By what was said. */
  readonly loggedAtMs: Map<string, number>;
}
const failures = new WeakMap<Worked, Map<Work, Failures>>();

function failuresOf(worked: Worked, work: Work): Failures {
  const known = failures.get(worked) ?? new Map<Work, Failures>();
  failures.set(worked, known);
  const ofWork = known.get(work) ?? { count: 0, loggedAtMs: new Map<string, number>() };
  known.set(work, ofWork);
  return ofWork;
}

/** Since the start of this process. */
export function countFailures(worked: Worked, work: Work): number {
  return failuresOf(worked, work).count;
}

/** Does what may fail, and is tried again anyhow. */
export async function tryAgainLater(
  worked: Worked,
  { work, failed, alarm }: Pick<LookRule, 'work' | 'failed' | 'alarm'>,
  attempt: () => Promise<unknown>,
): Promise<void> {
  try {
    await attempt();
  } catch (err) {
    const known = failuresOf(worked, work);
    known.count += 1;
    const nowMs = performance.now();
    if (nowMs - (known.loggedAtMs.get(failed) ?? -Infinity) < LOG_EVERY_MS) return;
    known.loggedAtMs.set(failed, nowMs);
    worked.log.error({ err, work, ...(alarm !== undefined && { alarm }) }, failed);
  }
}

/** `goesOn` says during a look that nobody asked for the end yet. */
export function lookAgain(
  worked: Worked,
  rule: LookRule,
  look: (goesOn: () => boolean) => Promise<unknown>,
): Looking {
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let underWay = Promise.resolve();
  const goesOn = (): boolean => !stopped;

  function begin(): void {
    underWay = tryAgainLater(worked, rule, () => look(goesOn)).then(rest);
  }
  function rest(): void {
    if (stopped) return;
    timer = setTimeout(begin, rule.restMs);
    timer.unref();
  }
  if (rule.atOnce) begin();
  else rest();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}
