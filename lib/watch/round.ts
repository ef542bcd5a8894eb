/**
 * One round: allow, be permitted, refuse, be a no – at each node that is named. It never throws;
 * whatever goes wrong on the way is how the round failed.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { LEASE_MS } from '../asking/stamps';
import type { Identifier } from '../identity/model';
import { openWatchSession, watchIdentifier, watchKey, type WatchSession } from '../identity/watch';
import type { Runtime } from '../runtime/model';
import { askAt, tap, type Asked, type FormDoor } from './doors';
import type { WatchProblem, WatchResult, WatchStep } from './model';
import { planRound, type WatchPlan } from './plan';

const NAP_MS = 50;
/** After every lease has ended it is late; a no that comes later still is none. */
const LATEST_MS = 2 * LEASE_MS;

class Failed extends Error {
  constructor(
    readonly problem: WatchProblem,
    cause?: unknown,
  ) {
    super(problem, { cause });
  }
}

/** Where this process and its other nodes are reached. */
export interface Reach {
  readonly own: string;
  readonly also: readonly string[];
  /** How long an answer is waited for; by default longer than every lease. */
  readonly latestMs?: number;
}

async function reached<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new Failed('unreachable', error);
  }
}

/** Asks until the answer is the one that is waited for; what it was at the end, and after how long. */
async function until(
  wanted: Asked,
  ask: () => Promise<Asked>,
  latestMs: number,
): Promise<{ readonly last: Asked; readonly ms: number }> {
  const fromMs = performance.now();
  for (;;) {
    const last = await reached(ask());
    const ms = performance.now() - fromMs;
    if (last === wanted || ms >= latestMs) return { last, ms };
    await sleep(NAP_MS);
  }
}

interface Standpoint {
  readonly plan: WatchPlan;
  readonly key: string;
  readonly subject: Identifier;
  readonly nodes: readonly string[];
  readonly latestMs: number;
}

function everywhere({ plan, key, subject, nodes, latestMs }: Standpoint, wanted: Asked) {
  return Promise.all(
    nodes.map((node) => until(wanted, () => askAt(node, key, subject, plan.touchpoint), latestMs)),
  );
}

async function permitted(at: Standpoint): Promise<void> {
  const answers = await everywhere(at, 'yes');
  if (answers.some(({ last }) => last !== 'yes')) throw new Failed('no_permit');
}

/** In milliseconds, of the last one. */
async function refused(at: Standpoint): Promise<number> {
  const answers = await everywhere(at, 'no');
  if (answers.some(({ last }) => last === 'yes')) throw new Failed('still_permitted');
  if (answers.some(({ last }) => last === 'unsure')) throw new Failed('unsure');
  return Math.max(...answers.map(({ ms }) => ms));
}

async function saved(door: FormDoor, act: Readonly<Record<string, string>>): Promise<void> {
  if (!(await reached(tap(door, act)))) throw new Failed('not_saved');
}

function refusalOf({ way, touchpoint, purpose }: WatchPlan): Readonly<Record<string, string>> {
  if (way === 'stop') return { act: way };
  return way === 'refuse-place' ? { act: way, touchpoint } : { act: way, purpose };
}

export async function goRound(
  runtime: Runtime,
  reach: Reach,
  last: WatchResult | undefined,
): Promise<WatchResult> {
  const { catalogues, env, log } = runtime;
  const { latestMs = LATEST_MS } = reach;
  const steps: { step: WatchStep; ms: number }[] = [];
  let step: WatchStep = 'ready';
  let session: WatchSession | undefined;
  let plan: WatchPlan | undefined;
  let noMs: number | null = null;
  async function take<T>(named: WatchStep, work: () => Promise<T>): Promise<T> {
    step = named;
    const fromMs = performance.now();
    const done = await work();
    steps.push({ step: named, ms: Math.round(performance.now() - fromMs) });
    return done;
  }
  const told = (failed: WatchResult['failed']): WatchResult => ({
    touchpoint: plan?.touchpoint ?? null,
    way: plan?.way ?? 'stop',
    ...{ steps, noMs: noMs === null ? null : Math.round(noMs), failed },
  });
  try {
    await runtime.subjects.fresh();
    const compiled = catalogues.current();
    const next = planRound(compiled, last);
    if (next === undefined) throw new Failed('no_place');
    plan = next;
    const subject = watchIdentifier(runtime.clock.now());
    const [opened, key] = await take('ready', async () => {
      return [await openWatchSession(runtime), await watchKey(runtime)] as const;
    });
    session = opened;
    const { cookie } = opened;
    const door = { reach: reach.own, origin: env.origin, cookie, version: compiled.version };
    const at = { plan: next, key, subject, nodes: [reach.own, ...reach.also], latestMs };
    await take('allow', () => saved(door, { act: 'allow-place', touchpoint: next.touchpoint }));
    await take('permit', () => permitted(at));
    await take('refuse', () => saved(door, refusalOf(next)));
    noMs = await take('no', () => refused(at));
    return told(noMs > LEASE_MS ? { step, problem: 'late' } : null);
  } catch (error) {
    const problem = error instanceof Failed ? error.problem : 'internal';
    if (problem === 'internal') log.error({ err: error }, 'a round of the watch broke off');
    return told({ step, problem });
  } finally {
    await session?.end().catch(() => undefined);
  }
}
