/**
 * Ten times what the server can do (SECURITY R-18): decisions offered in an open loop; beside
 * them, people who refuse, readers of documents and exports. What is answered, what is let go in
 * which order, whether refusals still go through, and how soon it is over.
 */
import { ensureDataDir, readEnv } from '../lib/env';
import { deploymentPrincipal } from '../lib/identity/deployment';
import { createApiKey } from '../lib/identity/key-commands';
import { createLog } from '../lib/log';
import { openRuntime } from '../lib/runtime/open';
import type { BenchResult } from './model';
import type { OverloadResult, OverloadSettings } from './overload-load';
import { memberId } from './people';
import { runLoad } from './processes';
import type { LoadResult, LoadSettings } from './load';
import type { World } from './world';

const TIMES = 10;
const SECONDS = 20;
const CONNECTIONS = 1_000;
const BESIDE_EVERY_MS = 100;
const RECOVERY_MS = 30_000;

interface Beside {
  readonly tookMs: number[];
  readonly statuses: Map<number, number>;
}
const BESIDE = ['refusals', 'catalogue', 'documents', 'audiences'] as const;
type Kind = (typeof BESIDE)[number];

async function keyFor(world: World): Promise<string> {
  const read = readEnv({ DATA_DIR: world.dataDir, DEMO: 'off', NODE_ENV: 'production' });
  if (!read.ok) throw new Error(read.problems.join('; '));
  const runtime = await openRuntime(ensureDataDir(read.env), { log: createLog({ level: 'warn' }) });
  const scopes = ['decide', 'choice:refuse', 'changes', 'audience'] as const;
  const wanted = { name: 'overload', system: 'shop', scopes: [...scopes] };
  const key = await createApiKey(runtime, deploymentPrincipal(), wanted);
  await runtime.close();
  if (!key.ok) throw new Error(`no key: ${key.reason}`);
  return key.text;
}

function callOf(kind: Kind, world: World, key: string, count: number): Promise<Response> {
  const origin = `http://127.0.0.1:${String(world.port)}`;
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  if (kind === 'catalogue') return fetch(`${origin}/api/v1/catalogue`, { headers });
  if (kind === 'documents') return fetch(`${origin}/openapi.json`);
  if (kind === 'audiences') {
    const about = { touchpoint: 'shop-for-you', campaign: 'bench', segment: 'bench' };
    const body = `${JSON.stringify(about)}\n${JSON.stringify(memberId(count))}\n`;
    const ndjson = { ...headers, 'content-type': 'application/x-ndjson' };
    return fetch(`${origin}/api/v1/audiences`, { method: 'POST', headers: ndjson, body });
  }
  const subject = { system: 'shop', id: `overload-${String(count)}` };
  const all = { purposes: '*', channels: '*', data: '*' };
  const body = JSON.stringify({ type: 'deny', surface: 'call', subject, ...all });
  const once = { ...headers, 'idempotency-key': `"overload-${String(count)}"` };
  return fetch(`${origin}/api/v1/choices`, { method: 'POST', headers: once, body });
}

/** One of each kind ten times a second, of audiences once, until it is stopped. */
function askBeside(world: World, key: string): { stop(): Promise<ReadonlyMap<Kind, Beside>> } {
  const found = new Map<Kind, Beside>(
    BESIDE.map((kind) => [kind, { tookMs: [], statuses: new Map() }]),
  );
  const open = new Set<Promise<void>>();
  let count = 0;
  const timer = setInterval(() => {
    count += 1;
    for (const [kind, { tookMs, statuses }] of found) {
      // A key may ask about 120 audiences a minute.
      if (kind === 'audiences' && count % 10 !== 0) continue;
      const sinceMs = performance.now();
      const call = callOf(kind, world, key, count)
        .then(async (response) => {
          await response.arrayBuffer();
          statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
          tookMs.push(performance.now() - sinceMs);
        })
        .catch(() => void statuses.set(0, (statuses.get(0) ?? 0) + 1))
        .finally(() => open.delete(call));
      open.add(call);
    }
  }, BESIDE_EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(open);
      return found;
    },
  };
}

/** As much as 64 askers get who each wait for their answer; decisions a second. */
async function peakOf({ port, subjects }: World, key: string): Promise<number> {
  const settings: LoadSettings = {
    ...{ port, key, subjects, path: '/api/v1/decisions', perRequest: 1, connections: 64 },
    ...{ seconds: 5, everybodyOnce: false, seed: 6, answer: 'full', perSecond: 0, query: '' },
  };
  const { requests, failed, seconds } = (await runLoad('bench/load.ts', settings)) as LoadResult;
  return (requests - failed) / seconds;
}

/** Seconds until ten documents in a row are handed out again. */
async function recovered(world: World, key: string): Promise<number> {
  const begunMs = performance.now();
  for (let inRow = 0; inRow < 10;) {
    const { ok } = await callOf('documents', world, key, 0);
    inRow = ok ? inRow + 1 : 0;
    if (performance.now() - begunMs > RECOVERY_MS) return Infinity;
    if (!ok) await new Promise((resume) => setTimeout(resume, 50));
  }
  return (performance.now() - begunMs) / 1_000;
}

function share({ statuses }: Beside, wanted: (status: number) => boolean): number {
  const all = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  const good = [...statuses].filter(([status]) => wanted(status));
  return good.reduce((sum, [, count]) => sum + count, 0) / Math.max(1, all);
}

/** What became of refusals that were not recorded; 0: the connection broke. */
function otherwise(refusals: Beside | undefined): Record<string, number> {
  const others = [...(refusals?.statuses ?? [])].filter(([status]) => status !== 201);
  return Object.fromEntries(
    others.map(([status, count]) => [`refusals answered ${String(status)}`, count]),
  );
}

export async function benchOverload(world: World): Promise<BenchResult> {
  const key = await keyFor(world);
  const { port, subjects } = world;
  await peakOf(world, key);
  const peak = await peakOf(world, key);
  const beside = askBeside(world, key);
  const offered = { perSecond: Math.round(peak * TIMES), seconds: SECONDS };
  const settings: OverloadSettings = { port, key, subjects, connections: CONNECTIONS, ...offered };
  const load = (await runLoad('bench/overload-load.ts', settings)) as OverloadResult;
  const kinds = await beside.stop();
  const backSeconds = await recovered(world, key);
  const after = await peakOf(world, key);
  const taken = (kind: Kind): number => {
    const one = kinds.get(kind);
    return one === undefined ? 0 : share(one, (status) => status >= 200 && status < 300);
  };
  const refusals = [...(kinds.get('refusals')?.tookMs ?? [])].sort((a, b) => a - b);
  return {
    name: `decisions offered at ${String(TIMES)} × what the server can do, ${String(SECONDS)} s, open loop`,
    figures: {
      'peak before (decisions/s)': peak,
      'offered (a second)': load.offered / SECONDS,
      'answered (a second)': load.answered / SECONDS,
      'let go with Retry-After (a second)': load.shedWithRetry / SECONDS,
      'given up by the asker after 1 s (a second)': load.givenUp / SECONDS,
      'answered otherwise': load.other,
      'answered: median (ms)': load.p50,
      'answered: 99 % (ms)': load.p99,
      'let go: 99 % (ms)': load.shedP99,
      'catalogue taken (share)': taken('catalogue'),
      'documents taken (share)': taken('documents'),
      'audiences taken (share)': taken('audiences'),
      'refusals: 99 % recorded within (ms)': refusals[Math.floor(refusals.length * 0.99)] ?? 0,
      'peak after (decisions/s)': after,
      ...otherwise(kinds.get('refusals')),
    },
    targets: [
      {
        what: 'answered ÷ peak before',
        measured: load.answered / SECONDS / peak,
        wanted: 0.8,
      },
      { what: 'refusals recorded (share)', measured: taken('refusals'), wanted: 1 },
      {
        what: 'let go that said when to come back (share)',
        measured: load.shed === 0 ? 1 : load.shedWithRetry / load.shed,
        wanted: 1,
      },
      { what: 'as before again within (s)', measured: backSeconds, wanted: 10, atMost: true },
    ],
  };
}
