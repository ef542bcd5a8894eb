// Runs before the server: opening the runtime migrates; then, in an empty database, the demo's
// people, and the default catalogue. Says only what it did; a second run says nothing.
import { existsSync } from 'node:fs';
import { defaultCatalogue } from '../db/default-catalogue/content';
import { ensureDataDir, type Settings } from '../lib/env';
import { deploymentPrincipal } from '../lib/identity/deployment';
import { createLog } from '../lib/log';
import { publishCatalogue } from '../lib/publishing/publish';
import type { Runtime } from '../lib/runtime/model';
import { demoKeysFile } from './demo/systems';
import { CommandFailed, describeFailure, settingsFrom, withRuntime } from './deployment';

async function ensureCatalogue(runtime: Runtime): Promise<void> {
  if ((await runtime.store.newestCatalogueVersion()) > 0) return;
  const outcome = await publishCatalogue(runtime, deploymentPrincipal(), defaultCatalogue);
  if (outcome.ok) {
    console.log(`published the default catalogue as version ${String(outcome.version)}`);
  } else if ('problems' in outcome) {
    const lines = outcome.problems.map(({ path, problem }) => `${path}: ${problem}`);
    throw new CommandFailed(['the default catalogue breaks the publish rules', ...lines], 1);
  } else if (outcome.reason !== 'conflict') {
    throw new CommandFailed([`the default catalogue was refused: ${outcome.reason}`], 1);
  }
  // A conflict: another process that starts now was first.
}

function wantsDemo(settings: Settings): boolean {
  return settings.demo !== 'off' && process.env['NATTOKU_POLICY'] !== '1';
}

async function isEmpty({ store }: Runtime): Promise<boolean> {
  return (await store.newestCatalogueVersion()) === 0 && (await store.countSubjects()) === 0;
}

/** Its history lies in the past, and the ledger's times never go back: it comes before all else. */
async function ensureDemo(settings: Settings): Promise<void> {
  if (!wantsDemo(settings)) return;
  if (await withRuntime(settings, isEmpty)) {
    const { seedDemo } = await import('./demo/seed');
    const log = createLog({ level: 'warn', destination: process.stderr });
    const people = await seedDemo(ensureDataDir(settings), defaultCatalogue, Date.now(), log);
    console.log('published the default catalogue as version 1');
    console.log(`invented ${String(people)} people with a history for the demo`);
    return;
  }
  if (existsSync(demoKeysFile(settings.dataDir))) return;
  console.log(
    'the demo is not whole here: its story begins in an empty database and was not told to the end; ' +
      `the shop has no keys and personalises nothing (begin anew with another DATA_DIR than ${settings.dataDir})`,
  );
}

async function prepare(): Promise<void> {
  const settings = settingsFrom(process.env);
  await ensureDemo(settings);
  await withRuntime(settings, ensureCatalogue);
}

prepare().catch((error: unknown) => {
  console.error(describeFailure(error));
  process.exit(1);
});
