/** A real runtime in a temporary folder, for suites and benches: real engine, real keys, the default catalogue in force. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defaultCatalogue } from '../../db/default-catalogue/content';
import { ensureDataDir, readEnv } from '../env';
import { deploymentPrincipal } from '../identity/deployment';
import { createLog } from '../log';
import { publishCatalogue } from '../publishing/publish';
import type { Runtime } from './model';
import { openRuntime, type OpenOptions } from './open';

export interface TemporaryRuntime {
  readonly runtime: Runtime;
  readonly dataDir: string;
  /** Closes it and removes its folder. */
  dispose(): Promise<void>;
}

export async function openTemporaryRuntime(
  settings: Readonly<Record<string, string>> = {},
  options: OpenOptions = {},
): Promise<TemporaryRuntime> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'nattoku-'));
  const read = readEnv({ DATA_DIR: dataDir, DEMO: 'local', ...settings });
  if (!read.ok) throw new Error(read.problems.join('; '));
  const log = createLog({ level: 'silent' });
  const runtime = await openRuntime(await ensureDataDir(read.env), { log, ...options });
  if ((await runtime.store.newestCatalogueVersion()) === 0) {
    const published = await publishCatalogue(runtime, deploymentPrincipal(), defaultCatalogue);
    if (!published.ok) throw new Error(`the default catalogue was refused: ${published.reason}`);
  }
  return {
    runtime,
    dataDir,
    async dispose() {
      await runtime.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
