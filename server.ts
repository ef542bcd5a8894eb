/**
 * One process, one listener (DESIGN §8): decisions and the API before Next, pages through it.
 * `--policy` (or NATTOKU_POLICY=1) answers the API alone and never loads Next.
 */
import type { Server } from 'node:http';
import { databaseProblem } from './db/problem';
import { closeAsking } from './lib/asking/desk';
import { closeChanges } from './lib/delivery/changes/hub';
import { startCourier } from './lib/delivery/webhooks/courier';
import { closeServer } from './lib/api/http-close';
import { createListener, type PageHandler } from './lib/api/http-listener';
import { createHttpServer } from './lib/api/http-server';
import { watchTraffic } from './lib/api/traffic/traffic';
import { ensureDataDir, readEnv, type Env } from './lib/env';
import { startJobRunner } from './lib/jobs/runner';
import { setRuntime } from './lib/runtime/current';
import { startErasureKeeper } from './lib/record/erasure-keeper';
import { keepAnchors } from './lib/runtime/keep-anchors';
import { keepLedger } from './lib/runtime/keep-ledger';
import type { Runtime } from './lib/runtime/model';
import { openRuntime } from './lib/runtime/open';
import { startWatch, type Watch } from './lib/watch/keeper';

const policyOnly =
  process.argv.includes('--policy') ||
  process.env.NATTOKU_POLICY === '1' ||
  process.env.POLICY_ONLY === '1';

/** One line for whoever started it, then out. */
function leave(...lines: readonly string[]): never {
  for (const line of lines) process.stderr.write(`nattoku: ${line}\n`);
  process.exit(1);
}

function settings(): Env {
  const read = readEnv(process.env);
  return read.ok ? ensureDataDir(read.env) : leave(...read.problems);
}

async function openPages(env: Env, server: Server): Promise<{ handle: PageHandler; dev: boolean }> {
  const dev = !env.production;
  const { default: next } = await import('next');
  const app = next({ dev, dir: process.cwd(), httpServer: server });
  await app.prepare();
  const handle = app.getRequestHandler();
  if (dev) {
    const upgrade = app.getUpgradeHandler();
    server.on('upgrade', (request, socket, head) => void upgrade(request, socket, head));
  }
  return { handle: (request, response) => handle(request, response), dev };
}

function listen(server: Server, env: Env): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // The demo lets anyone be anyone with one click: it is for this machine alone.
    if (env.demo === 'local') server.listen(env.port, '127.0.0.1', resolve);
    else server.listen(env.port, resolve);
  });
}

function whyNot(error: unknown, env: Env): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return `port ${String(env.port)} is taken: stop what runs there, or set another PORT`;
  }
  const ofPort = error instanceof Error && 'syscall' in error && error.syscall === 'listen';
  if (code === 'EACCES' && ofPort) {
    return `port ${String(env.port)} needs rights this process lacks`;
  }
  // An error with a path says of itself which file it is about.
  const ofFile = error instanceof Error && 'path' in error;
  const sentence = ofFile ? undefined : databaseProblem(error);
  if (sentence !== undefined) return sentence;
  return error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
}

function endOnSignal(
  server: Server,
  runtime: Runtime,
  watch: Watch | undefined,
  keepers: readonly ({ stop(): Promise<void> } | undefined)[],
): void {
  let ending = false;
  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    // Before the doors shut that it goes through.
    await watch?.stop();
    // Streams never end by themselves: who listens goes to another node at once.
    await closeChanges(runtime).catch(() => undefined);
    await closeServer(server);
    await closeAsking(runtime);
    for (const keeper of keepers) await keeper?.stop();
    await runtime.close();
    process.exit(0);
  };
  const failed = (error: unknown): void => {
    runtime.log.error({ err: error }, 'could not end in order');
    process.exit(1);
  };
  process.on('SIGTERM', () => void end().catch(failed));
  process.on('SIGINT', () => void end().catch(failed));
}

async function start(): Promise<void> {
  const env = settings();
  const server = createHttpServer();
  try {
    const runtime = await openRuntime(env);
    setRuntime(runtime);
    // A decision node never signs (DESIGN §8).
    const keeper = policyOnly ? undefined : keepLedger(runtime);
    const anchors = keeper && keepAnchors(runtime, keeper);
    const erasures = policyOnly ? undefined : startErasureKeeper(runtime);
    const jobs = policyOnly ? undefined : startJobRunner(runtime);
    const webhooks = policyOnly ? undefined : startCourier(runtime);
    const pages = policyOnly ? undefined : await openPages(env, server);
    server.on('request', createListener(runtime, pages));
    const traffic = watchTraffic(runtime);
    await listen(server, env);
    // What is erased on the way out is still signed.
    const watch = policyOnly ? undefined : startWatch(runtime);
    endOnSignal(server, runtime, watch, [jobs, webhooks, erasures, anchors, keeper, traffic]);
    process.stdout.write(
      process.env.NATTOKU_READY_LINE === '1'
        ? `nattoku listening ${env.origin}\n`
        : `Nattoku answers at ${env.origin}${policyOnly ? ' (decisions alone, no pages)' : ''}\n`,
    );
  } catch (error) {
    leave(whyNot(error, env));
  }
}

void start();
