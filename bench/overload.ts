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
import type { Beside, BesideSettings, Kind } from './overload-beside';
import type { OverloadResult, OverloadSettings } from './overload-load';
import { runLoad } from './processes';
import type { LoadResult, LoadSettings } from './load';
import { measure, type World } from './world';

const TIMES = 10;
/** In turns with the peak: other work on the same machine comes and goes. */
const STRETCHES = 3;
const SECONDS = 20;
const PEAK_SECONDS = 8;
const CONNECTIONS = 1_000;
const RECOVERY_MS = 30_000;

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

type Others = Readonly<Record<Kind, Beside>>;
let people = 0;

/** What a load of decisions came to while others ask beside it, and how it went for those. */
async function besideOthers<Result>(
  { port }: World,
  key: string,
  seconds: number,
  load: Promise<unknown>,
): Promise<readonly [Result, Others]> {
  const asked: BesideSettings = { port, key, seconds, from: people };
  people += seconds * 1_000;
  const others = runLoad('bench/overload-beside.ts', asked);
  return (await Promise.all([load, others])) as [Result, Others];
}

/** As much as 64 askers get who each wait for their answer, beside the same others; decisions a second. */
async function peakOf(world: World, key: string): Promise<number> {
  const { port, subjects } = world;
  const settings: LoadSettings = {
    ...{ port, key, subjects, path: '/api/v1/decisions', perRequest: 1, connections: 64 },
    ...{ everybodyOnce: false, seed: 6, answer: 'full', perSecond: 0, query: '' },
    seconds: PEAK_SECONDS,
  };
  const load = runLoad('bench/load.ts', settings);
  const [result] = await besideOthers<LoadResult>(world, key, PEAK_SECONDS, load);
  return (result.requests - result.failed) / result.seconds;
}

/** Seconds until ten documents in a row are handed out again. */
async function recovered({ port }: World): Promise<number> {
  const begunMs = performance.now();
  for (let inRow = 0; inRow < 10;) {
    const { ok } = await fetch(`http://127.0.0.1:${String(port)}/openapi.json`);
    inRow = ok ? inRow + 1 : 0;
    if (performance.now() - begunMs > RECOVERY_MS) return Infinity;
    if (!ok) await new Promise((resume) => setTimeout(resume, 50));
  }
  return (performance.now() - begunMs) / 1_000;
}

function share({ statuses }: Beside, wanted: (status: number) => boolean): number {
  const counts = Object.entries(statuses);
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  const good = counts.filter(([status]) => wanted(Number(status)));
  return good.reduce((sum, [, count]) => sum + count, 0) / Math.max(1, all);
}
const isTaken = (status: number) => status >= 200 && status < 300;

/** What became of refusals that were not recorded; 0: the connection broke. */
function otherwise(refusals: readonly Beside[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const [status, count] of refusals.flatMap(({ statuses }) => Object.entries(statuses))) {
    const name = `refusals answered ${status}`;
    if (status !== '201') found[name] = (found[name] ?? 0) + count;
  }
  return found;
}

/** One stretch beyond measure, and how soon all was as before. */
interface Stretch {
  readonly load: OverloadResult;
  readonly others: Others;
  readonly backSeconds: number;
}

async function strain(world: World, key: string, perSecond: number): Promise<Stretch> {
  const { port, subjects } = world;
  const offered = { connections: CONNECTIONS, perSecond, seconds: SECONDS };
  const settings: OverloadSettings = { port, key, subjects, ...offered };
  const offering = runLoad('bench/overload-load.ts', settings);
  const [load, others] = await besideOthers<OverloadResult>(world, key, SECONDS, offering);
  return { load, others, backSeconds: await recovered(world) };
}

function summary(stretches: readonly Stretch[]) {
  const sum = (pick: (load: OverloadResult) => number) =>
    stretches.reduce((total, { load }) => total + pick(load), 0);
  const most = (pick: (stretch: Stretch) => number) => Math.max(...stretches.map(pick));
  const taken = (kind: Kind) =>
    stretches.reduce((total, { others }) => total + share(others[kind], isTaken), 0) /
    stretches.length;
  const refusals = ({ others: { refusals: found } }: Stretch) =>
    found.tookMs[Math.floor(found.tookMs.length * 0.99)] ?? 0;
  return { sum, most, taken, refusals: most(refusals) };
}

export async function benchOverload(world: World): Promise<BenchResult> {
  const key = await keyFor(world);
  const { port, subjects, server } = world;
  const everybody = { path: '/api/v1/decisions/batch', perRequest: 1_000, everybodyOnce: true };
  await measure(server, { port, key, subjects, ...everybody });
  // Not warm yet.
  await peakOf(world, key);
  const peaks: number[] = [];
  const stretches: Stretch[] = [];
  for (let turn = 0; turn < STRETCHES; turn += 1) {
    const peak = await peakOf(world, key);
    peaks.push(peak);
    stretches.push(await strain(world, key, Math.round(peak * TIMES)));
  }
  peaks.push(await peakOf(world, key));
  const peak = peaks.reduce((total, each) => total + each, 0) / peaks.length;
  const { sum, most, taken, refusals } = summary(stretches);
  const seconds = SECONDS * STRETCHES;
  const answered = sum((load) => load.answered);
  const [shed, shedWithRetry] = [sum((load) => load.shed), sum((load) => load.shedWithRetry)];
  return {
    name: `decisions offered at ${String(TIMES)} × what the server can do, ${String(STRETCHES)} × ${String(SECONDS)} s, open loop`,
    figures: {
      'peak beside the same others, mean of before, between and after (decisions/s)': peak,
      'offered (a second)': sum((load) => load.offered) / seconds,
      'answered (a second)': answered / seconds,
      'let go with Retry-After (a second)': shedWithRetry / seconds,
      'given up by the asker after 1 s (a second)': sum((load) => load.givenUp) / seconds,
      'answered otherwise': sum((load) => load.other),
      'answered: median (ms)': most(({ load }) => load.p50),
      'answered: 99 % (ms)': most(({ load }) => load.p99),
      'answered within the 50 ms that the SDK waits (share)': sum((load) => load.inTime) / answered,
      'let go: 99 % (ms)': most(({ load }) => load.shedP99),
      'catalogue taken (share)': taken('catalogue'),
      'documents taken (share)': taken('documents'),
      'audiences taken (share)': taken('audiences'),
      'refusals: 99 % recorded within (ms)': refusals,
      ...otherwise(stretches.map(({ others }) => others.refusals)),
    },
    targets: [
      { what: 'answered ÷ peak', measured: answered / seconds / peak, wanted: 0.8 },
      { what: 'refusals recorded (share)', measured: taken('refusals'), wanted: 1 },
      {
        what: 'let go that said when to come back (share)',
        measured: shed === 0 ? 1 : shedWithRetry / shed,
        wanted: 1,
      },
      {
        what: 'as before again within (s)',
        measured: most(({ backSeconds }) => backSeconds),
        ...{ wanted: 10, atMost: true },
      },
    ],
  };
}
