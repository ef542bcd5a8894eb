/** Faults that only the system can make: `strace` counts what it is asked, and answers wrongly. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { appendOk, bareCommit, ORIGIN } from '../contract/samples';
import { expectSoundLog } from '../contract/sound-log';
import { openSqliteStore } from './store';
import { bundled, type Bundled } from './test-support/bundled';

const WITHOUT =
  'not checked here: strace is not installed, or may not trace on this machine (install strace)';
const canTrace = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;

describe('with the system watched or failing', () => {
  let folder: string;
  let file: string;
  let script: Bundled;
  beforeAll(async () => {
    script = await bundled('db/sqlite/test-support/append-some.ts');
  });
  afterAll(() => script.remove());
  beforeEach((context) => {
    context.skip(!canTrace, WITHOUT);
    folder = mkdtempSync(join(tmpdir(), 'nattoku-disk-'));
    file = join(folder, 'log.db');
  });
  afterEach(() => {
    if (canTrace) rmSync(folder, { recursive: true, force: true });
  });

  /** What a process that appends `count` events one by one says, and what it asked the system. */
  function append(count: number, ...watch: readonly string[]) {
    return appendWatched(count, ['--seccomp-bpf', ...watch.flatMap((one) => ['-e', one])]);
  }

  function appendWatched(count: number, watch: readonly string[]) {
    const trace = join(folder, 'trace');
    const command = [process.execPath, script.file, file, String(count)];
    const { status, stdout, stderr } = spawnSync(
      'strace',
      ['-f', '-o', trace, ...watch, ...command],
      { encoding: 'utf8' },
    );
    expect([status, stderr]).toEqual([0, '']);
    const said = stdout.trimEnd().split('\n');
    return {
      acknowledged: said.filter((line) => /^\d+$/.test(line)).map(Number),
      refused: said.filter((line) => line.startsWith('no ')).map((line) => line.slice(3)),
      head: Number(said.at(-1)?.replace('head ', '')),
      calls: readFileSync(trace, 'utf8').split('\n'),
    };
  }

  async function expectAll(acknowledged: readonly number[], most: number): Promise<void> {
    const store = await openSqliteStore(file, 'db/sqlite/test-support/writer.ts', ORIGIN);
    const log = await expectSoundLog(store);
    expect(acknowledged).toEqual(acknowledged.map((_, i) => i + 1));
    expect(log.length).toBeGreaterThanOrEqual(acknowledged.length);
    expect(log.length).toBeLessThanOrEqual(most);
    await appendOk(store, bareCommit());
    await store.close();
  }

  test('each of two hundred commits waited for an fsync of its own before it was acknowledged', () => {
    const { acknowledged, calls } = append(200, 'trace=fsync,fdatasync,write');
    expect(acknowledged.length).toBe(200);
    let synced = 0;
    const unsynced: string[] = [];
    for (const call of calls) {
      if (/ (fsync|fdatasync)\(\d+\) += 0$|<\.\.\. (fsync|fdatasync) resumed>\) += 0$/.test(call)) {
        synced += 1;
      }
      if (!/ write\(1, "\d+\\n"/.test(call)) continue;
      if (synced === 0) unsynced.push(call);
      synced = 0;
    }
    expect(unsynced).toEqual([]);
  });

  test.each([
    ['an fsync that fails', 'fsync,fdatasync:error=EIO:when=30+', 'SQLITE_IOERR_FSYNC'],
    ['a file system that became read-only', 'pwrite64:error=EROFS:when=300+', 'SQLITE_IOERR_WRITE'],
  ])(
    '%s ends writing, reading goes on, and what was acknowledged is there',
    async (_, fault, code) => {
      const { acknowledged, refused, head } = append(
        200,
        `trace=${fault.split(':')[0] ?? ''}`,
        `inject=${fault}`,
      );
      expect(acknowledged.length).toBeGreaterThan(0);
      expect(refused).toEqual([code, code, code]);
      expect(head).toBe(acknowledged.length);
      // Whether the refused one reached the disk is what a failed fsync leaves open; half of it never is.
      await expectAll(acknowledged, acknowledged.length + 1);
    },
  );

  test('the database failing an fsync while it takes in the log ends writing too', async () => {
    const fault = 'inject=fsync,fdatasync:error=EIO:when=1+';
    const watch = ['-e', 'trace=fsync,fdatasync', '-e', fault];
    // Its log is another file: commits go on until the fold is told of.
    await openSqliteStore(file, 'db/sqlite/test-support/writer.ts', ORIGIN).then((one) =>
      one.close(),
    );
    const { acknowledged, refused, calls } = appendWatched(4_000, ['-P', file, ...watch]);
    expect(calls.some((call) => call.includes('INJECTED'))).toBe(true);
    expect(refused).toEqual(Array.from({ length: 3 }, () => 'SQLITE_IOERR_FSYNC'));
    await expectAll(acknowledged, acknowledged.length);
  });

  test('a disk that is full for a moment refuses what came then, and nothing after it', async () => {
    const fault = 'pwrite64:error=ENOSPC:when=300..301';
    const { acknowledged, refused } = append(200, 'trace=pwrite64', `inject=${fault}`);
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused)).toEqual(new Set(['SQLITE_FULL']));
    expect(acknowledged.length).toBe(200 - refused.length);
    await expectAll(acknowledged, acknowledged.length);
  });
});
