#!/usr/bin/env node
// `npm run bench [-- name …]`: figures side by side with their limits (docs/benchmarks.md).
import { spawn } from 'node:child_process';
import { ensureDependencies } from './bootstrap/install.mjs';
import { root, typescriptEnv } from './bootstrap/project.mjs';
import { exitWith } from './bootstrap/run.mjs';

async function bench(args) {
  await ensureDependencies();
  const { typescriptArgs } = await import('./bootstrap/serve.mjs');
  const child = spawn(process.execPath, typescriptArgs('bench/run.ts', args), {
    cwd: root,
    env: { ...typescriptEnv(process.env), NODE_ENV: 'production' },
    stdio: 'inherit',
  });
  child.on('exit', (code) => process.exit(code ?? 1));
}

bench(process.argv.slice(2)).catch(exitWith);
