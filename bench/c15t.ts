// One decision over HTTP beside `consents/check` of @c15t/backend, in turns on the same core. What
// it needs is fetched from npm into a temporary folder, for this bench alone.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { warmUp } from './http';
import type { BenchResult } from './model';
import { startServer, stopServer } from './processes';
import { freePort, mean, measure, type Rate, type World } from './world';

const PACKAGES = ['@c15t/backend@2.2.1', 'kysely@0.28.18'];
const SUBJECTS = 100_000;
const TURNS = 3;
const INSTALL_MS = 300_000;

/** Why it could not be fetched; undefined where it is there. */
function fetchInto(folder: string): string | undefined {
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  const npm = spawnSync('npm', ['install', ...flags, ...PACKAGES], {
    ...{ cwd: folder, encoding: 'utf8', timeout: INSTALL_MS },
  });
  if (npm.status === 0) return undefined;
  return npm.stderr.trim().split('\n', 1)[0] ?? 'npm failed';
}

async function beside(world: World, folder: string): Promise<BenchResult> {
  const port = await freePort();
  const args = [folder, String(port), String(SUBJECTS)];
  const server = await startServer('bench/c15t-server.ts', args, process.env, /listening/);
  const check = {
    ...{ port, key: '', path: '/api/c15t/consents/check', perRequest: 1, subjects: SUBJECTS },
    ...{ query: 'type=marketing_communications', connections: 16 },
  };
  const { key, subjects } = world;
  const ask = { port: world.port, key, subjects, path: '/api/v1/decisions', perRequest: 1 };
  try {
    const theirs: Rate[] = [];
    const ours: Rate[] = [];
    await measure(server, { ...check, seconds: 2 });
    const cold = await measure(world.server, { ...ask, seconds: 2 });
    await warmUp(world);
    for (let turn = 0; turn < TURNS; turn++) {
      theirs.push(await measure(server, check));
      ours.push(await measure(world.server, ask));
    }
    const perCore = ({ perCoreSecond }: Rate): number => perCoreSecond;
    const [many, few] = [mean(ours, perCore), mean(theirs, perCore)];
    return {
      name: `decision beside ${PACKAGES[0] ?? ''} consents/check`,
      figures: {
        [`decisions, ${subjects.toLocaleString('en')} subjects (per core second)`]: many,
        'decisions about people never asked about (per core second; unless http ran before)':
          cold.perCoreSecond,
        [`consents/check, ${SUBJECTS.toLocaleString('en')} subjects (per core second)`]: few,
      },
      targets: [{ what: 'decision ÷ consents/check', measured: many / few, wanted: 10 }],
    };
  } finally {
    await stopServer(server);
  }
}

export async function benchC15t(open: () => Promise<World>): Promise<BenchResult> {
  const folder = mkdtempSync(path.join(tmpdir(), 'nattoku-c15t-'));
  try {
    const why = fetchInto(folder);
    if (why === undefined) return await beside(await open(), folder);
    return { name: `beside @c15t/backend: skipped, it could not be fetched (${why})`, figures: {} };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
