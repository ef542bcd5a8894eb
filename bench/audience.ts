// A whole audience over HTTP: everybody in the world, once, as names in and candidates out.
import { readFileSync } from 'node:fs';
import type { AudienceSeen } from './audience-client';
import type { BenchResult } from './model';
import { cpuSeconds, runLoad } from './processes';
import type { World } from './world';

const TURNS = 3;
const MILLION = 1_000_000;
const LOOK_EVERY_MS = 20;

/** Memory of its own that a process holds, without pages of files that the system lends it; 0 where that is not told. */
function ownMegabytes(pid: number | undefined): number {
  if (pid === undefined || process.platform !== 'linux') return 0;
  const status = readFileSync(`/proc/${String(pid)}/status`, 'latin1');
  return Number(/^RssAnon:\s+(\d+)/mu.exec(status)?.[1] ?? 0) / 1_000;
}

interface Turn {
  readonly seconds: number;
  readonly coreSeconds: number;
  /** Beyond what it held when it was asked. */
  readonly megabytes: number;
  readonly bytes: number;
}

async function turn({ port, key, subjects, server }: World): Promise<Turn> {
  const before = cpuSeconds(server.pid) ?? 0;
  const held = ownMegabytes(server.pid);
  let most = held;
  const watch = setInterval(() => {
    most = Math.max(most, ownMegabytes(server.pid));
  }, LOOK_EVERY_MS);
  const settings = { port, key, people: subjects };
  const seen = (await runLoad('bench/audience-client.ts', settings)) as AudienceSeen;
  clearInterval(watch);
  if (seen.permitted === 0) throw new Error('nobody was permitted: nothing was measured');
  const coreSeconds = (cpuSeconds(server.pid) ?? 0) - before;
  return { seconds: seen.seconds, coreSeconds, megabytes: most - held, bytes: seen.bytes };
}

export async function benchAudience(world: World): Promise<BenchResult> {
  const { subjects } = world;
  const turns: Turn[] = [];
  for (let at = 0; at < TURNS; at += 1) turns.push(await turn(world));
  const [first] = turns;
  const worst = (pick: (turn: Turn) => number) => Math.max(...turns.map(pick));
  const mean = (pick: (turn: Turn) => number) =>
    turns.reduce((sum, each) => sum + pick(each), 0) / TURNS;
  return {
    name: `an audience over HTTP, all ${subjects.toLocaleString('en')} subjects`,
    figures: {
      'people a second, by the clock': subjects / mean(({ seconds }) => seconds),
      'the first time (seconds by the clock)': first?.seconds ?? 0,
      'processor time (µs a person, all threads)':
        (1e6 * mean(({ coreSeconds }) => coreSeconds)) / subjects,
      'answer (bytes a person)': mean(({ bytes }) => bytes) / subjects,
    },
    targets: [
      {
        ...{ what: 'seconds a million people, the mean of three', wanted: 10, atMost: true },
        measured: (mean(({ seconds }) => seconds) * MILLION) / subjects,
      },
      {
        ...{
          what: 'memory of its own beyond what the server held (MB)',
          wanted: 200,
          atMost: true,
        },
        measured: worst(({ megabytes }) => megabytes),
      },
    ],
  };
}
