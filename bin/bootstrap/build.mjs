import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { root, typescriptEnv } from './project.mjs';
import { fingerprint, removeStamp, stampHolds, writeStamp } from './stamp.mjs';
import { skipped, step } from './progress.mjs';
import { StepFailed, run, tail } from './run.mjs';
import { buildCommand } from '../verifier/build.mjs';
import { buildOwnScripts } from './own-scripts.mjs';

/** Everything that ends up in the compiled pages. */
const SOURCES = [
  'app',
  'bin/bootstrap/own-scripts.mjs',
  'bin/commands/command.ts',
  'bin/commands/verbs.ts',
  'bin/failure.ts',
  'bin/ledger',
  'bin/verifier',
  'db',
  'lib',
  'public',
  'sdk',
  'instrumentation.ts',
  'middleware.ts',
  'next.config.mjs',
  'package-lock.json',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
];
const STAMP = join(root, '.next', 'nattoku-built-from');

const BUSY = /Another next build process is already running/;
const RETRY_MS = 3_000;
const TRIES = 100;

async function nextBuild() {
  const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
  const env = { ...typescriptEnv(process.env), NODE_ENV: 'production' };
  return run(process.execPath, [next, 'build'], { cwd: root, env });
}

/** Waits for another build of this checkout to end; what it made may be just what is wanted. */
async function buildInTurn(wanted) {
  for (let tries = 1; ; tries++) {
    const { code, output } = await nextBuild();
    if (code === 0) return;
    if (!BUSY.test(output) || tries === TRIES) {
      throw new StepFailed(
        `${tail(output, 40)}\n\nCompiling the pages failed; the lines above say where.`,
      );
    }
    await setTimeout(RETRY_MS);
    if (stampHolds(STAMP, wanted)) return;
  }
}

/** The scripts of our pages and the auditors' command; while developing, at every start. */
export async function ensureOwnScripts() {
  try {
    await buildOwnScripts();
    await buildCommand();
  } catch (error) {
    throw new StepFailed(`Bundling the scripts of the pages failed: ${error.message}`);
  }
}

/** Compiles the pages, unless they were compiled from these very bytes. */
export async function ensureBuild() {
  const wanted = fingerprint(root, SOURCES, [process.versions.node]);
  if (stampHolds(STAMP, wanted)) return skipped('pages are compiled');
  removeStamp(STAMP);
  await step('compiling the pages (about a minute the first time)', () => buildInTurn(wanted));
  // After the pages: their build empties the folder.
  await step('bundling the scripts of the pages and what verifies', ensureOwnScripts);
  writeStamp(STAMP, wanted);
}
