#!/usr/bin/env node
// Builds sdk/dist: JavaScript with its types, what `npm pack` in sdk/ puts into the package; `--clean` removes it.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const sdk = join(root, 'sdk');
const dist = join(sdk, 'dist');
const ENTRIES = [
  'client',
  'local',
  'browser',
  'why',
  'react',
  'consent-mode',
  'gpp',
  'tcf',
  'openfeature',
];

async function code() {
  await build({
    entryPoints: ENTRIES.map((name) =>
      join(sdk, 'src', name === 'react' ? `${name}.tsx` : `${name}.ts`),
    ),
    ...{ outdir: dist, bundle: true, splitting: true, format: 'esm', target: 'es2022' },
    ...{ platform: 'neutral', external: ['react', 'react/jsx-runtime'], jsx: 'automatic' },
    logLevel: 'warning',
  });
}

function types() {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status, stdout } = spawnSync(process.execPath, [
    compiler,
    '-p',
    join(sdk, 'tsconfig.json'),
  ]);
  if (status !== 0) throw new Error(stdout.toString());
}

/** Node's own resolution wants the whole name of a file. */
function nameFiles(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) nameFiles(path);
    else if (entry.name.endsWith('.d.ts')) {
      const text = readFileSync(path, 'utf8');
      writeFileSync(path, text.replace(/(from |import\()'(\.{1,2}\/[^']+)'/g, "$1'$2.js'"));
    }
  }
}

rmSync(dist, { recursive: true, force: true });
if (!process.argv.includes('--clean')) {
  await code();
  types();
  nameFiles(dist);
}
