import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const dirs: string[] = [];
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

interface Started {
  readonly child: ChildProcess;
  readonly output: () => { readonly out: string; readonly err: string };
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
}
function start(settings: Record<string, string>): Started {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'nattoku-server-'));
  dirs.push(dataDir);
  const child = spawn(process.execPath, ['--import', 'tsx', 'server.ts', '--policy'], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATA_DIR: dataDir,
      NODE_ENV: 'production',
      NATTOKU_READY_LINE: '1',
      ...settings,
    },
  });
  running.push(child);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, output: () => ({ out, err }), ended };
}
async function ready(started: Started): Promise<void> {
  let over = false;
  void started.ended.then(() => (over = true));
  while (!started.output().out.includes('nattoku listening')) {
    if (over) throw new Error(started.output().err);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('a decision node', () => {
  it('says where it listens in one line, answers, and ends in order when told to', async () => {
    const port = String(await freePort());
    const origin = `http://localhost:${port}`;
    const started = start({ PORT: port, ORIGIN: origin });
    await ready(started);
    expect(started.output().out.split('\n')[0]).toBe(`nattoku listening ${origin}`);
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    // Nothing is published in an empty database: alive, but not ready.
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(503);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
    started.child.kill('SIGTERM');
    expect(await started.ended).toBe(0);
  });

  it('says in one line that the port is taken', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const { port } = blocker.address() as AddressInfo;
    const started = start({ PORT: String(port) });
    expect(await started.ended).toBe(1);
    expect(started.output().err).toBe(
      `nattoku: port ${String(port)} is taken: stop what runs there, or set another PORT\n`,
    );
    blocker.close();
  });

  it('says each wrong setting in one line', async () => {
    const started = start({ PORT: 'many', ORIGIN: 'here' });
    expect(await started.ended).toBe(1);
    const lines = started.output().err.trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[1])).toEqual(['PORT', 'ORIGIN']);
  });
});
