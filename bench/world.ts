/** A million people with a choice on record and a policy node that answers about them. */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defaultCatalogue } from '../db/default-catalogue/content';
import { ensureDataDir, readEnv } from '../lib/env';
import { deploymentPrincipal } from '../lib/identity/deployment';
import { createApiKey } from '../lib/identity/key-commands';
import type { Scope } from '../lib/identity/model';
import { createLog } from '../lib/log';
import { publishCatalogue } from '../lib/publishing/publish';
import { openRuntime } from '../lib/runtime/open';
import { cpuSeconds, runLoad, startServer, stopServer } from './processes';
import type { LoadResult, LoadSettings } from './load';
import { layDown, populate } from './people';

export const SUBJECTS = Number(process.env['BENCH_SUBJECTS'] ?? 1_000_000);
const SCOPES: Scope[] = ['decide', 'changes', 'audience'];
/** Of them, so many said it through commit(). */
const COMMITTED = 20_000;

export interface World {
  readonly subjects: number;
  readonly dataDir: string;
  readonly key: string;
  readonly port: number;
  readonly server: ChildProcess;
  close(): Promise<void>;
}

export function freePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

export async function openWorld(subjects = SUBJECTS): Promise<World> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'nattoku-bench-'));
  const port = await freePort();
  const settings = {
    ...{ DATA_DIR: dataDir, PORT: String(port), DEMO: 'off' },
    NODE_ENV: 'production' as const,
  };
  const read = readEnv(settings);
  if (!read.ok) throw new Error(read.problems.join('; '));
  const runtime = await openRuntime(ensureDataDir(read.env), { log: createLog({ level: 'warn' }) });
  await publishCatalogue(runtime, deploymentPrincipal(), defaultCatalogue);
  await populate(runtime, Math.min(COMMITTED, subjects));
  const wanted = { name: 'bench', system: 'shop', scopes: SCOPES };
  const key = await createApiKey(runtime, deploymentPrincipal(), wanted);
  await runtime.close();
  layDown(runtime, path.join(dataDir, 'nattoku.db'), COMMITTED, subjects);
  if (!key.ok) throw new Error(`no key: ${key.reason}`);
  const env = { ...process.env, ...settings, NATTOKU_READY_LINE: '1' };
  const server = await startServer('server.ts', ['--policy'], env, /^nattoku listening/);
  return {
    ...{ subjects, dataDir, port, server, key: key.text },
    async close() {
      await stopServer(server);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Requests a second: by the clock, and for each second of a core the server really had. */
export interface Rate {
  readonly perSecond: number;
  readonly perCoreSecond: number;
  readonly answerBytes: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** Each turn asks about others: nobody is met again sooner than chance would have it. */
let turns = 0;

export async function measure(
  server: ChildProcess,
  load: Pick<LoadSettings, 'port' | 'path' | 'key' | 'perRequest'> & Partial<LoadSettings>,
): Promise<Rate> {
  const before = cpuSeconds(server.pid);
  turns += 1;
  const defaults = {
    ...{ subjects: SUBJECTS, connections: 64, seconds: 5, everybodyOnce: false },
    ...{ answer: 'full' as const, perSecond: 0, query: '' },
  };
  const result = (await runLoad('bench/load.ts', {
    ...defaults,
    seed: turns,
    ...load,
  })) as LoadResult;
  const after = cpuSeconds(server.pid);
  if (result.failed > 0)
    throw new Error(`${String(result.failed)} requests were not answered with 200`);
  const perSecond = result.requests / result.seconds;
  const had = before === undefined || after === undefined ? result.seconds : after - before;
  const { answerBytes, p50, p99 } = result;
  return { perSecond, perCoreSecond: result.requests / had, answerBytes, p50, p99 };
}

/** The rates of several turns as one. */
export function mean(rates: readonly Rate[], pick: (rate: Rate) => number): number {
  return rates.reduce((sum, rate) => sum + pick(rate), 0) / rates.length;
}
