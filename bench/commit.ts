// commit(): grouped, durable, encrypted and committed to – beside the very rows it wrote,
// inserted plainly. Both take turns, so that the machine's moods meet them alike.
import { readFileSync, rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openTemporaryRuntime } from '../lib/runtime/temporary';
import type { Runtime } from '../lib/runtime/model';
import { allowOf, shopKey } from './choices';
import type { BenchResult } from './model';
import { openPlainRows } from './plain-rows';

const PEOPLE = 10_000;
const ROUNDS = 3;
const EVENTS_A_ROUND = 10_000;
/** Two groups of 128: one is being written while the other gathers. */
const IN_FLIGHT = 256;
/** Offered whether those before are done or not: what a p99 is promised at. */
const OFFERED_A_SECOND = 7_000;
/** As long as the half load over HTTP: in three seconds a single pause decided. */
const OFFERED = 10 * OFFERED_A_SECOND;
/** What Linux counts processor time in. */
const TICKS_A_SECOND = 100;

interface Turn {
  readonly seconds: number;
  /** Of all threads. */
  readonly cpuSeconds: number;
  /** Of the thread that calls commit(); undefined where the system does not tell. */
  readonly callerSeconds: number | undefined;
  readonly acknowledgedMs: readonly number[];
  /** Sizes of the groups that became durable together. */
  readonly groups: readonly number[];
}

function callerSeconds(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const stat = readFileSync(`/proc/self/task/${String(process.pid)}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

/** The store tells how many events each of its transactions held. */
function watchGroups(runtime: Runtime): { take(): number[] } {
  let sizes: number[] = [];
  const append = runtime.store.append.bind(runtime.store);
  const counted: Runtime['store']['append'] = (group) => {
    sizes.push(group.reduce((sum, { events }) => sum + events.length, 0));
    return append(group);
  };
  Object.assign(runtime.store, { append: counted });
  return {
    take() {
      const taken = sizes;
      sizes = [];
      return taken;
    },
  };
}

async function commitOne(runtime: Runtime, index: number): Promise<void> {
  const outcome = await runtime.commit({
    actor: shopKey,
    about: { identifier: { system: 'shop', id: `member-${String(index % PEOPLE)}` } },
    events: [allowOf(runtime, index)],
  });
  if (!outcome.ok) throw new Error(`a choice was refused: ${outcome.reason}`);
}

/**
 * So many a second, evenly, however the ones before are getting on. Waited is from when each was
 * due, not from when there was time to ask: what stands still shows in everybody who came meanwhile.
 */
async function offerEvenly(runtime: Runtime, from: number): Promise<readonly number[]> {
  const waitedMs: number[] = [];
  const begunMs = performance.now();
  const one = async (at: number): Promise<void> => {
    await commitOne(runtime, from + at);
    waitedMs.push(performance.now() - begunMs - (at / OFFERED_A_SECOND) * 1_000);
  };
  const asked: Promise<void>[] = [];
  while (asked.length < OFFERED) {
    const due = Math.floor(((performance.now() - begunMs) / 1_000) * OFFERED_A_SECOND);
    while (asked.length < Math.min(due, OFFERED)) asked.push(one(asked.length));
    // Asking without a pause took a quarter of the processor from what is measured.
    await new Promise((later) => setTimeout(later, 1));
  }
  await Promise.all(asked);
  return waitedMs;
}

async function commitAll(
  runtime: Runtime,
  groups: { take(): number[] },
  from: number,
  count: number,
): Promise<Turn> {
  let next = from;
  const acknowledgedMs: number[] = [];
  const client = async (): Promise<void> => {
    while (next < from + count) {
      const index = next++;
      const askedMs = performance.now();
      await commitOne(runtime, index);
      acknowledgedMs.push(performance.now() - askedMs);
    }
  };
  const callerBefore = callerSeconds();
  const cpuBefore = process.cpuUsage();
  const begunMs = performance.now();
  await Promise.all(Array.from({ length: IN_FLIGHT }, client));
  const seconds = (performance.now() - begunMs) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const callerAfter = callerSeconds();
  const known = callerBefore !== undefined && callerAfter !== undefined;
  return {
    ...{ seconds, acknowledgedMs, groups: groups.take() },
    cpuSeconds: (user + system) / 1_000_000,
    callerSeconds: known ? callerAfter - callerBefore : undefined,
  };
}

function sum<T>(turns: readonly T[], pick: (turn: T) => number | undefined): number {
  return turns.reduce((total, turn) => total + (pick(turn) ?? Number.NaN), 0);
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export async function benchCommit(): Promise<BenchResult> {
  const { runtime, dataDir, dispose } = await openTemporaryRuntime();
  const folder = mkdtempSync(path.join(tmpdir(), 'nattoku-plain-'));
  const groups = watchGroups(runtime);
  try {
    const fresh = await commitAll(runtime, groups, 0, PEOPLE);
    // Before the plain rows are opened: they lie ready as arrays, and a service holds no such thing.
    await commitAll(runtime, groups, PEOPLE, PEOPLE);
    const offered = await offerEvenly(runtime, 2 * PEOPLE);
    groups.take();
    const from = 2 * PEOPLE + OFFERED;
    const rows = await openPlainRows(
      path.join(dataDir, 'nattoku.db'),
      path.join(folder, 'plain.db'),
    );
    const turns: Turn[] = [];
    const plainTurns: { readonly seconds: number; readonly cpuSeconds: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const turn = await commitAll(runtime, groups, from + round * EVENTS_A_ROUND, EVENTS_A_ROUND);
      turns.push(turn);
      plainTurns.push(rows.insertNew(turn.groups));
    }
    rows.check();
    rows.close();
    return report(fresh, turns, plainTurns, offered);
  } finally {
    await dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(
  fresh: Turn,
  turns: readonly Turn[],
  plainTurns: readonly { readonly seconds: number; readonly cpuSeconds: number }[],
  offered: readonly number[],
): BenchResult {
  const events = ROUNDS * EVENTS_A_ROUND;
  const known = events / sum(turns, ({ seconds }) => seconds);
  const plain = events / sum(plainTurns, ({ seconds }) => seconds);
  const saturated = turns.flatMap(({ acknowledgedMs }) => acknowledgedMs);
  const offeredP99 = percentile(offered, 0.99);
  const micros = (seconds: number): number => (seconds / events) * 1_000_000;
  return {
    name: 'commit(): grouped, durable, encrypted, committed to',
    figures: {
      'choices of people not seen before (events/s)': PEOPLE / fresh.seconds,
      'choices of known people (events/s)': known,
      'the same rows inserted plainly (events/s)': plain,
      '256 always in flight: acknowledged within, half of them (ms)': percentile(saturated, 0.5),
      '256 always in flight: acknowledged within, 99 of 100 (ms)': percentile(saturated, 0.99),
      '7,000 a second offered: acknowledged within, half of them (ms)': percentile(offered, 0.5),
      '7,000 a second offered: acknowledged within, 99 of 100 (ms)': offeredP99,
      'events a group': events / sum(turns, ({ groups }) => groups.length),
      'processor time of an event, calling thread (µs)': micros(
        sum(turns, ({ callerSeconds: seconds }) => seconds),
      ),
      'processor time of an event, all threads (µs)': micros(sum(turns, (turn) => turn.cpuSeconds)),
      'processor time of the same rows plainly (µs)': micros(
        sum(plainTurns, (turn) => turn.cpuSeconds),
      ),
    },
    targets: [
      { what: 'events per second', measured: known, wanted: 7_000 },
      {
        what: '7,000 a second offered: acknowledged within, 99 of 100 (ms)',
        measured: offeredP99,
        wanted: 50,
        atMost: true,
      },
      {
        what: 'choices of known people ÷ the same rows plainly',
        measured: known / plain,
        wanted: 0.625,
      },
    ],
  };
}
