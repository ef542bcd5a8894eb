// One decision over HTTP – key checked, body validated, identifier hashed, counted – against the
// limit server, in turns on the same core under the same load.
import type { BenchResult } from './model';
import { startServer, stopServer } from './processes';
import { freePort, mean, measure, SUBJECTS, type Rate, type World } from './world';

const TURNS = 3;

export async function benchHttp(world: World): Promise<BenchResult> {
  const ask = { port: world.port, key: world.key, path: '/api/v1/decisions', perRequest: 1 };
  // Every person once: what was on disk is in memory afterwards, as on a node that has run a while.
  const cold = await measure(world.server, { ...ask, everybodyOnce: true });
  const port = await freePort();
  const size = String(cold.answerBytes);
  const limitServer = await startServer(
    'bench/limit-server.ts',
    [String(port), size],
    process.env,
    /listening/,
  );
  const ours: Rate[] = [];
  const limit: Rate[] = [];
  await measure(limitServer, { ...ask, port, seconds: 2 });
  for (let turn = 0; turn < TURNS; turn++) {
    limit.push(await measure(limitServer, { ...ask, port }));
    ours.push(await measure(world.server, ask));
  }
  await stopServer(limitServer);
  const ratio =
    mean(ours, (rate) => rate.perCoreSecond) / mean(limit, (rate) => rate.perCoreSecond);
  return {
    name: `one decision over HTTP, ${SUBJECTS.toLocaleString('en')} subjects`,
    figures: {
      'limit server (requests/s by the clock)': mean(limit, (rate) => rate.perSecond),
      'limit server (requests per core second)': mean(limit, (rate) => rate.perCoreSecond),
      'decisions (requests/s by the clock)': mean(ours, (rate) => rate.perSecond),
      'decisions (requests per core second)': mean(ours, (rate) => rate.perCoreSecond),
      'decisions, first time about each person (requests per core second)': cold.perCoreSecond,
    },
    targets: [{ what: 'decision ÷ limit server', measured: ratio, wanted: 0.35 }],
  };
}
