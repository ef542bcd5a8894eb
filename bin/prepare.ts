// Runs before the server: opening the runtime migrates; then the default catalogue and, in an
// empty database, the demo's people. Says only what it did; a second run says nothing.
import { defaultCatalogue } from '../db/default-catalogue/content';
import { deploymentPrincipal } from '../lib/identity/deployment';
import { publishCatalogue } from '../lib/publishing/publish';
import type { Runtime } from '../lib/runtime/model';
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

async function ensureDemo(runtime: Runtime): Promise<void> {
  if (runtime.env.demo === 'off' || process.env['NATTOKU_POLICY'] === '1') return;
  if ((await runtime.store.countSubjects()) > 0) return;
  const { seedDemo } = await import('./demo/seed');
  await seedDemo(runtime, runtime.env);
  const people = await runtime.store.countSubjects();
  console.log(`invented ${String(people)} people with a history for the demo`);
}

async function prepare(): Promise<void> {
  await withRuntime(settingsFrom(process.env), async (runtime) => {
    await ensureCatalogue(runtime);
    await ensureDemo(runtime);
  });
}

prepare().catch((error: unknown) => {
  console.error(describeFailure(error));
  process.exit(1);
});
