#!/usr/bin/env node
// `npm run authzen:scenario`: hands over to bin/authzen/main.ts.
import { spawn } from 'node:child_process';
import { ensureDependencies } from './bootstrap/install.mjs';
import { root, typescriptEnv } from './bootstrap/project.mjs';
import { exitWith } from './bootstrap/run.mjs';

async function serveScenario(args) {
  await ensureDependencies();
  const { typescriptArgs } = await import('./bootstrap/serve.mjs');
  const child = spawn(process.execPath, typescriptArgs('bin/authzen/main.ts', args), {
    cwd: root,
    env: typescriptEnv(process.env),
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}

serveScenario(process.argv.slice(2)).catch(exitWith);
