#!/usr/bin/env node
// The `nattoku` command, from any working directory: hands over to bin/nattoku.ts.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { root, typescriptEnv } from './bootstrap/project.mjs';
import { nodeProblem } from './bootstrap/node-version.mjs';

/** Relative paths in settings are the caller's; the command itself runs at the root. */
function fromHere(env) {
  const absolute = { ...env, NATTOKU_CWD: process.cwd() };
  if (env.DATA_DIR) absolute.DATA_DIR = resolve(env.DATA_DIR);
  for (const name of ['DATABASE_URL', 'KEYS_URL']) {
    const [, scheme, path] = /^(file|pglite):(?!memory$)(.+)$/.exec(env[name] ?? '') ?? [];
    if (scheme !== undefined) absolute[name] = `${scheme}:${resolve(path)}`;
  }
  return absolute;
}

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
  env: typescriptEnv(fromHere(process.env)),
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
