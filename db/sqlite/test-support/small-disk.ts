/** A disk of a few megabytes that a test can fill: a file system in memory, where the test may mount one. */
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdtempSync,
  rmdirSync,
  rmSync,
  statfsSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  readonly folder: string;
  /** Leaves so many bytes free; none by default. */
  fill(leave?: number): void;
  /** What filled it is gone. */
  free(): void;
  remove(): void;
}

/** Why there is none, for the line of a test that is skipped. */
export const NO_SMALL_DISK =
  'not checked here: a small disk can be mounted by root on Linux alone (run the tests as root)';

export function smallDisk(megabytes: number): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'nattoku-small-disk-'));
  const options = `size=${String(megabytes)}m,mode=700`;
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  if (mounted.status !== 0) {
    rmdirSync(folder);
    return undefined;
  }
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill(leave = 0) {
      const { bavail, bsize } = statfsSync(folder);
      try {
        appendFileSync(ballast, Buffer.alloc(bavail * bsize));
      } catch (error) {
        // Somebody else wrote meanwhile: what was left is filled all the same.
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
      if (leave > 0) truncateSync(ballast, Math.max(0, statSync(ballast).size - leave));
    },
    free() {
      rmSync(ballast, { force: true });
    },
    remove() {
      // Lazily: a process that still holds a file there keeps nobody from ending.
      spawnSync('umount', ['-l', folder]);
      rmdirSync(folder);
    },
  };
}
