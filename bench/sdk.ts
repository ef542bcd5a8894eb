// The SDK's local mode – a decision in one's own process – beside GETs of a Redis over loopback,
// where this machine has one.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchResult, Target } from './model';
import { runLoad } from './processes';
import type { SdkFigures, SdkSettings } from './sdk-client';
import { freePort, type World } from './world';

const TRIES = 100;
/** As sdk/README.md advises for hundreds of thousands of people; `BENCH_PAGES=small`: without. */
const LARGE_PAGES: Readonly<Record<string, string>> =
  process.env['BENCH_PAGES'] === 'small' ? {} : { GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1' };

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** In memory alone. Undefined where there is none. */
async function startRedis(port: number): Promise<ChildProcess | undefined> {
  if (spawnSync('redis-server', ['--version']).status !== 0) return undefined;
  const nothing = ['--save', '', '--appendonly', 'no', '--bind', '127.0.0.1'];
  const redis = spawn('redis-server', ['--port', String(port), ...nothing], { stdio: 'ignore' });
  for (let tried = 0; tried < TRIES; tried++) {
    if (await answers(port)) return redis;
    await sleep(100);
  }
  redis.kill();
  return undefined;
}

function targetsOf(figures: SdkFigures): readonly Target[] {
  const { perSecond, p99, bytesEach, redisPerSecond } = figures;
  const local: readonly Target[] = [
    { what: 'local decisions per core second', measured: perSecond, wanted: 2_000_000 },
    { what: 'local decision, 99 % within (µs)', measured: p99, wanted: 5, atMost: true },
    { what: 'bytes held a person', measured: bytesEach, wanted: 150, atMost: true },
  ];
  if (redisPerSecond === 0) return local;
  return [
    ...local,
    { what: 'local decision ÷ Redis GET', measured: perSecond / redisPerSecond, wanted: 10 },
  ];
}

export async function benchSdk(world: World): Promise<BenchResult> {
  const { key, port, subjects } = world;
  const redisPort = await freePort();
  const redis = await startRedis(redisPort);
  try {
    const settings: SdkSettings = {
      ...{ origin: `http://127.0.0.1:${String(port)}`, key, subjects },
      redisPort: redis === undefined ? 0 : redisPort,
    };
    const figures = (await runLoad('bench/sdk-client.ts', settings, {
      ...process.env,
      ...LARGE_PAGES,
    })) as SdkFigures;
    const beside = redis === undefined ? ' (no redis-server on this machine)' : '';
    const pages = LARGE_PAGES['GLIBC_TUNABLES'] === undefined ? '' : ', tables in large pages';
    return {
      name: `SDK in one's own process, ${subjects.toLocaleString('en')} subjects${pages}${beside}`,
      figures: {
        'ready: snapshot taken (s)': figures.readySeconds,
        'identifiers met for the first time (decisions per core second)': figures.firstPerSecond,
        ...(redis && {
          'Redis GET, 64 connections (per core second of the asking process alone)':
            figures.redisPerSecond,
        }),
      },
      targets: targetsOf(figures),
    };
  } finally {
    redis?.kill();
  }
}
