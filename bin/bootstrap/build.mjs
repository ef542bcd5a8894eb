import { join } from 'node:path';
import { root, typescriptEnv } from './project.mjs';
import { fingerprint, removeStamp, stampHolds, writeStamp } from './stamp.mjs';
import { skipped, step } from './progress.mjs';
import { StepFailed, run, tail } from './run.mjs';

/** Everything that ends up in the compiled pages. */
const SOURCES = [
  'app',
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

/** Compiles the pages, unless they were compiled from these very bytes. */
export async function ensureBuild() {
  const wanted = fingerprint(root, SOURCES, [process.versions.node]);
  if (stampHolds(STAMP, wanted)) return skipped('pages are compiled');
  removeStamp(STAMP);
  await step('compiling the pages (about a minute the first time)', async () => {
    const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
    const env = { ...typescriptEnv(process.env), NODE_ENV: 'production' };
    const { code, output } = await run(process.execPath, [next, 'build'], { cwd: root, env });
    if (code !== 0)
      throw new StepFailed(
        `${tail(output, 40)}\n\nCompiling the pages failed; the lines above say where.`,
      );
  });
  writeStamp(STAMP, wanted);
}
