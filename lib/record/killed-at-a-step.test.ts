import { spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundled, type Bundled } from '../../db/sqlite/test-support/bundled';
import { checkOpenings } from '../evidence/opening-check';
import { expectSound, openKept, sizeOf } from '../transparency/kept.test-support';
import { readRows } from '../transparency/tamper.test-support';
import { fourRefusals } from './four-refusals.test-support';

/** In their order; after the last two the events are on the disk. */
const STEPS = ['keys', 'leaves', 'some rows', 'all rows', 'committed', 'answered'] as const;
const ON_THE_DISK: readonly string[] = ['committed', 'answered'];
const TILE = 256;

let child: Bundled;
beforeAll(async () => {
  const outside = ['better-sqlite3', '@electric-sql/pglite', 'pino', 'pg', 'esbuild', 'tsx'];
  child = await bundled('lib/record/dying-child.test-support.ts', outside);
});
afterAll(() => child.remove());

function dieAt(step: string, key: string, env: Readonly<Record<string, string>>): Promise<unknown> {
  const all = { ...process.env, ...env } as NodeJS.ProcessEnv;
  const one = spawn(process.execPath, [child.file, key, step], { env: all });
  let err = '';
  one.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => {
    one.once('close', (code, signal) => resolve({ end: signal ?? code, err }));
  });
}

it('a commit killed at any step, across the edge of a tile, is there wholly or not at all, and saying it again makes it once', async () => {
  const kept = await openKept();
  try {
    const { runtime, dataDir } = kept;
    // The log's own key becomes an entry first.
    await kept.keepOnce();
    const env = { DATA_DIR: dataDir, DEMO: 'local', NODE_ENV: 'production' };
    for (const [index, step] of STEPS.entries()) {
      const before = (index + 1) * TILE - 2;
      await kept.grow(before);
      expect([step, await dieAt(step, step, env)]).toEqual([step, { end: 'SIGKILL', err: '' }]);
      const there = ON_THE_DISK.includes(step);
      expect([step, await sizeOf(runtime)]).toEqual([step, before + (there ? 4 : 0)]);

      const again = await runtime.commit(fourRefusals(step));
      expect(again).toMatchObject({ ok: true, replayed: there });
      expect([step, await sizeOf(runtime)]).toEqual([step, before + 4]);
      await kept.keepOnce();
      await expectSound(kept);
    }
    const rows = await readRows(
      runtime.env.databaseUrl,
      `SELECT (SELECT count(*) FROM idempotency WHERE scope = 'step') AS keys,
        (SELECT count(*) FROM event_bodies WHERE type = 'deny') AS said,
        (SELECT count(*) FROM outbox o JOIN event_bodies b ON b.seq = o.id WHERE b.type = 'deny') AS told`,
    );
    const steps = STEPS.length;
    expect(rows).toMatchObject([{ keys: steps, said: 4 * steps, told: 4 * steps }]);
    expect(await checkOpenings(runtime)).toEqual([]);
  } finally {
    await kept.dispose();
  }
}, 300_000);
