#!/usr/bin/env node
// The `nattoku` command, from any working directory: hands over to bin/nattoku.ts.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { root, typescriptEnv } from './bootstrap/project.mjs';
import { nodeProblem } from './bootstrap/node-version.mjs';
import { typedSettings } from './bootstrap/typed-settings.mjs';

const problem =
  nodeProblem(process.versions.node) ??
  (existsSync(`${root}/node_modules/tsx`)
    ? undefined
    : `Nothing is installed yet. Run npm start (or npm ci) in ${root} first.`);
if (problem !== undefined) {
  console.error(problem);
  process.exit(1);
}

const args = ['--import', import.meta.resolve('tsx'), `${root}/bin/nattoku.ts`];
const child = spawn(process.execPath, [...args, ...process.argv.slice(2)], {
  cwd: root,
  env: typescriptEnv(typedSettings(process.env, process.cwd())),
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
