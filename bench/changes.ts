/**
 * The stream of changes: choices written by another process, 200 clients of one server, some that
 * never read; from the acknowledgement of a choice until each client has heard of it.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { ensureDataDir, readEnv } from '../lib/env';
import { deploymentPrincipal } from '../lib/identity/deployment';
import { createApiKey } from '../lib/identity/key-commands';
import { createLog } from '../lib/log';
import type { Runtime } from '../lib/runtime/model';
import { openRuntime } from '../lib/runtime/open';
import type { Acknowledged, Latencies, ListenerSettings } from './listeners';
import type { BenchResult } from './model';
import { cpuSeconds } from './processes';
import { SUBJECTS, type World } from './world';

const CLIENTS = 200;
const SLOW = 5;
const CALM = { perSecond: 20, seconds: 4 };
const BUSY = { perSecond: 1_000, seconds: 8 };

async function refuse(runtime: Runtime, id: string): Promise<Acknowledged> {
  const outcome = await runtime.commit({
    actor: deploymentPrincipal(),
    about: { identifier: { system: 'shop', id } },
    events: [
      {
        about: 'subject',
        body: { type: 'deny', surface: 'system', purposes: '*', channels: '*', data: '*' },
      },
    ],
  });
  if (!outcome.ok) throw new Error(`a refusal was refused: ${outcome.reason}`);
  const handle = runtime.vault.handleOf({ system: 'shop', id });
  return { handle, atMs: Date.now() };
}

/** Offered at an even rate, whatever becomes of them. */
async function refuseMany(
  runtime: Runtime,
  from: number,
  { perSecond, seconds }: typeof CALM,
): Promise<readonly Acknowledged[]> {
  const all: Promise<Acknowledged>[] = [];
  const began = performance.now();
  while (all.length < perSecond * seconds) {
    const due = Math.min(((performance.now() - began) / 1000) * perSecond, perSecond * seconds);
    while (all.length < due) all.push(refuse(runtime, `member-${String(from + all.length)}`));
    await new Promise((resume) => setTimeout(resume, 2));
  }
  const acknowledged = await Promise.all(all);
  await new Promise((resume) => setTimeout(resume, 1_500));
  return acknowledged;
}

async function heardBy(listeners: ChildProcess, told: readonly Acknowledged[]): Promise<Latencies> {
  listeners.send(told as Acknowledged[]);
  const [latencies] = (await once(listeners, 'message')) as [Latencies];
  return latencies;
}

async function takeSnapshot(world: World, key: string) {
  const before = cpuSeconds(world.server.pid) ?? 0;
  const response = await fetch(`http://127.0.0.1:${String(world.port)}/api/v1/snapshot`, {
    headers: { authorization: `Bearer ${key}` },
  });
  let bytes = 0;
  for await (const chunk of response.body ?? []) bytes += chunk.length;
  const seconds = (cpuSeconds(world.server.pid) ?? 0) - before;
  return { bytesEach: bytes / SUBJECTS, perCoreSecond: SUBJECTS / seconds };
}

export async function benchChanges(world: World): Promise<BenchResult> {
  const read = readEnv({ DATA_DIR: world.dataDir, DEMO: 'off', NODE_ENV: 'production' });
  if (!read.ok) throw new Error(read.problems.join('; '));
  const runtime = await openRuntime(ensureDataDir(read.env), { log: createLog({ level: 'warn' }) });
  const wanted = { name: 'stream', system: 'shop', scopes: ['changes' as const] };
  const key = await createApiKey(runtime, deploymentPrincipal(), wanted);
  if (!key.ok) throw new Error(`no key: ${key.reason}`);
  const snapshot = await takeSnapshot(world, key.text);
  const settings: ListenerSettings = {
    port: world.port,
    key: key.text,
    clients: CLIENTS,
    slow: SLOW,
  };
  const listeners = fork('bench/listeners.ts', [JSON.stringify(settings)], {
    execArgv: ['--import', 'tsx'],
  });
  try {
    await once(listeners, 'message');
    const calm = await heardBy(listeners, await refuseMany(runtime, 0, CALM));
    const before = cpuSeconds(world.server.pid) ?? 0;
    const busy = await heardBy(listeners, await refuseMany(runtime, 1_000, BUSY));
    const core = (cpuSeconds(world.server.pid) ?? 0) - before;
    return {
      name: `stream of changes, ${String(CLIENTS)} clients and ${String(SLOW)} that never read`,
      figures: {
        'snapshot: people per core second': snapshot.perCoreSecond,
        'snapshot: bytes a person': snapshot.bytesEach,
        'calm (20/s): median until a client knows (ms)': calm.p50,
        'busy (1,000/s): median until a client knows (ms)': busy.p50,
        'busy (1,000/s): 99 % (ms)': busy.p99,
        'busy: cores of the server': core / BUSY.seconds,
        'busy: not heard': busy.missed,
      },
      targets: [
        { what: 'calm: 99 % of clients know (ms)', measured: calm.p99, wanted: 100, atMost: true },
        { what: 'busy: heard of 200 × 1,000/s', measured: heardShare(busy), wanted: 1 },
        {
          what: 'snapshot: bytes a person',
          measured: snapshot.bytesEach,
          wanted: 150,
          atMost: true,
        },
      ],
    };
  } finally {
    listeners.kill();
    await runtime.close();
  }
}

function heardShare({ missed }: Latencies): number {
  return 1 - missed / (BUSY.perSecond * BUSY.seconds * CLIENTS);
}
