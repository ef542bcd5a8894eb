// One decision over HTTP – key checked, body validated, identifier hashed, counted – against the
// limit server, in turns on the same core under the same load; then at half of that load, and the
// same beside a world of ten thousand.
import type { BenchResult } from './model';
import { startServer, stopServer } from './processes';
import { freePort, mean, measure, openWorld, type Rate, type World } from './world';

const TURNS = 3;
const FEW = 10_000;
const HALF_SECONDS = 10;

function single({ port, key, subjects }: World) {
  return { port, key, subjects, path: '/api/v1/decisions', perRequest: 1 };
}

/** Everybody is asked about before: what was on disk is in memory afterwards, as on a node that has run a while. */
export async function warmUp(world: World): Promise<void> {
  const batches = { path: '/api/v1/decisions/batch', perRequest: 500, connections: 4 };
  await measure(world.server, { ...single(world), ...batches, everybodyOnce: true });
}

interface Beside {
  readonly ours: readonly Rate[];
  readonly limit: readonly Rate[];
  readonly ratio: number;
}

async function besideTheLimit(world: World, answerBytes: number): Promise<Beside> {
  const port = await freePort();
  const args = [String(port), String(answerBytes)];
  const server = await startServer('bench/limit-server.ts', args, process.env, /listening/);
  const ours: Rate[] = [];
  const limit: Rate[] = [];
  const ask = single(world);
  await measure(server, { ...ask, port, seconds: 2 });
  for (let turn = 0; turn < TURNS; turn++) {
    limit.push(await measure(server, { ...ask, port }));
    ours.push(await measure(world.server, ask));
  }
  await stopServer(server);
  const perCore = ({ perCoreSecond }: Rate): number => perCoreSecond;
  return { ours, limit, ratio: mean(ours, perCore) / mean(limit, perCore) };
}

/** Turns with the large world: rates of one person's decision among few and among many. */
async function amongFew(large: World): Promise<{ few: number; many: number }> {
  const small = await openWorld(FEW);
  try {
    await warmUp(small);
    const few: Rate[] = [];
    const many: Rate[] = [];
    await measure(small.server, { ...single(small), seconds: 2 });
    for (let turn = 0; turn < TURNS; turn++) {
      few.push(await measure(small.server, single(small)));
      many.push(await measure(large.server, single(large)));
    }
    const perCore = ({ perCoreSecond }: Rate): number => perCoreSecond;
    return { few: mean(few, perCore), many: mean(many, perCore) };
  } finally {
    await small.close();
  }
}

export async function benchHttp(world: World): Promise<BenchResult> {
  const cold = await measure(world.server, single(world));
  await warmUp(world);
  const { ours, limit, ratio } = await besideTheLimit(world, cold.answerBytes);
  const perSecond = mean(ours, (rate) => rate.perSecond) / 2;
  const half = await measure(world.server, { ...single(world), perSecond, seconds: HALF_SECONDS });
  const { few, many } = await amongFew(world);
  return {
    name: `one decision over HTTP, ${world.subjects.toLocaleString('en')} subjects`,
    figures: {
      'limit server (requests/s by the clock)': mean(limit, (rate) => rate.perSecond),
      'limit server (requests per core second)': mean(limit, (rate) => rate.perCoreSecond),
      'decisions (requests/s by the clock)': mean(ours, (rate) => rate.perSecond),
      'decisions (requests per core second)': mean(ours, (rate) => rate.perCoreSecond),
      'decisions about people never asked about (requests per core second)': cold.perCoreSecond,
      'half load: offered (requests/s)': perSecond,
      'half load: median (ms)': half.p50,
      [`${FEW.toLocaleString('en')} subjects (requests per core second)`]: few,
    },
    targets: [
      { what: 'decision ÷ limit server', measured: ratio, wanted: 0.5 },
      { what: 'half load: 99 % within (ms)', measured: half.p99, wanted: 15, atMost: true },
      {
        what: `${FEW.toLocaleString('en')} subjects ÷ ${world.subjects.toLocaleString('en')}`,
        measured: few / many,
        wanted: 1.3,
        atMost: true,
      },
    ],
  };
}
