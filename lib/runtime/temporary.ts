/** A real runtime in a temporary folder, for suites and benches: real engine, real keys, the default catalogue in force. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defaultCatalogue } from '../../db/default-catalogue/content';
import { ensureDataDir, readEnv } from '../env';
import { deploymentPrincipal } from '../identity/deployment';
import { createLog } from '../log';
import { publishCatalogue } from '../publishing/publish';
import type { KeeperOptions } from '../transparency/keeper';
import type { Keeper } from '../transparency/model';
import { keepLedger } from './keep-ledger';
import type { Runtime } from './model';
import { openRuntime, type OpenOptions } from './open';

export interface TemporaryRuntime {
  readonly runtime: Runtime;
  /** Only where it was asked for. */
  readonly keeper: Keeper | undefined;
  readonly dataDir: string;
  /** Closes it and removes its folder. */
  dispose(): Promise<void>;
}

/** To make room for as many people as a server may hold takes longer than all the rest of opening. */
const PEOPLE = 20_000;

export interface TemporaryOptions extends OpenOptions {
  /** Signs and publishes too; without it the ledger is only read. */
  readonly keeper?: KeeperOptions;
}

export async function openTemporaryRuntime(
  settings: Readonly<Record<string, string>> = {},
  { keeper: keeping, ...options }: TemporaryOptions = {},
): Promise<TemporaryRuntime> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'nattoku-'));
  const read = readEnv({ DATA_DIR: dataDir, DEMO: 'local', ...settings });
  if (!read.ok) throw new Error(read.problems.join('; '));
  const log = createLog({ level: 'silent' });
  const runtime = await openRuntime(await ensureDataDir(read.env), {
    ...{ log, people: PEOPLE },
    ...options,
  });
  if ((await runtime.store.newestCatalogueVersion()) === 0) {
    const published = await publishCatalogue(runtime, deploymentPrincipal(), defaultCatalogue);
    if (!published.ok) throw new Error(`the default catalogue was refused: ${published.reason}`);
  }
  const keeper = keeping && keepLedger(runtime, { recheckMs: 0, ...keeping });
  return {
    runtime,
    keeper,
    dataDir,
    async dispose() {
      await keeper?.stop();
      await runtime.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
