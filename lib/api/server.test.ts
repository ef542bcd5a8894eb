import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { program } from '../../db/sqlite/test-support/bundled';
import { freePort, startServer, untilReady, type Started } from './server.test-support';

const dirs: string[] = [];
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true });
});

async function start(settings: Record<string, string>): Promise<Started> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'nattoku-server-'));
  dirs.push(dataDir);
  const started = startServer([await program('server.ts')], { DATA_DIR: dataDir, ...settings });
  running.push(started.child);
  return started;
}

describe('a decision node', () => {
  it('says where it listens in one line, answers, and ends in order when told to', async () => {
    const port = String(await freePort());
    const origin = `http://localhost:${port}`;
    const started = await start({ PORT: port, ORIGIN: origin });
    await untilReady(started);
    expect(started.output().out.split('\n')[0]).toBe(`nattoku listening ${origin}`);
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    // Nothing is published in an empty database: alive, but not ready.
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(503);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
    started.child.kill('SIGTERM');
    expect(await started.ended).toBe(0);
  });
});
