import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { program } from '../../db/sqlite/test-support/bundled';
import { expectSound, openKept, type Kept } from './kept.test-support';
import { takeSignerLock } from './signer-lock';

let kept: Kept;
afterEach(() => kept.dispose());

function run(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; signal: string | null; err: string }> {
  const all = { ...process.env, NODE_ENV: 'production', ...env } as NodeJS.ProcessEnv;
  const child = spawn(process.execPath, args, { env: all });
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, err }));
  });
}

it('a signer killed by the system at any step leaves nothing that the next start does not finish', async () => {
  kept = await openKept();
  await kept.grow(254);
  await kept.keepOnce();
  let size = 257;
  const child = await program('lib/transparency/crash-child.test-support.ts');
  for (const step of ['signed', 'stored', 'tiles', 'published']) {
    const { signal, err } = await run([child, kept.dataDir, String(size), step]);
    expect([step, signal, err]).toEqual([step, 'SIGKILL', '']);
    // The lock went with the process.
    await kept.keepOnce();
    await expectSound(kept);
    expect((await kept.checkpoint()).size).toBe(BigInt(size));
    size += 255;
  }
});

it('a second server is refused in one line and ends with an error', async () => {
  kept = await openKept();
  mkdirSync(kept.signerDir, { recursive: true, mode: 0o700 });
  const lock = takeSignerLock(kept.signerDir);
  const env = { DATA_DIR: kept.dataDir, NATTOKU_POLICY: '' };
  const { code, err } = await run([await program('server.ts')], env);
  lock.release();
  expect([code, err]).toEqual([
    1,
    `nattoku: another process signs with ${kept.signerDir}: stop it first, or set SIGNER_DIR=none for this one\n`,
  ]);
});
