#!/usr/bin/env node
// The server that e2e/ walks through: production build, the demo, a fresh DATA_DIR, and one key
// per system. Where everything is stands in a file for the fixtures.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuild } from './bootstrap/build.mjs';
import { choosePort } from './bootstrap/port.mjs';
import { root, typescriptEnv } from './bootstrap/project.mjs';
import { StepFailed, exitWith, run } from './bootstrap/run.mjs';
import { prepareDatabase, serve, typescriptArgs } from './bootstrap/serve.mjs';

/** Settings of the person who runs the tests must not reach the server under test. */
function cleanEnv(dataDir, port) {
  const own =
    /^(PORT|ORIGIN|DATABASE_URL|KEYS_URL|DATA_DIR|NATTOKU_.*|SMTP_URL|OIDC_.*|DEMO|WATCH_.*)$/;
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name));
  const origin = `http://localhost:${port}`;
  const settings = { PORT: port, ORIGIN: origin, DATA_DIR: dataDir, DEMO: 'local' };
  // The watch goes a round when a test asks for one: others count what stands in the log. The
  // node it asks beside this one is there when that test says so.
  const beside = `http://127.0.0.1:${Number(port) + 7}`;
  const quiet = { WATCH_MINUTES: '0', WATCH_ALSO: beside };
  return { ...Object.fromEntries(kept), ...settings, ...quiet, NODE_ENV: 'production' };
}

async function createKeys(env) {
  const { code, output } = await run(process.execPath, typescriptArgs('e2e/make-keys.ts'), {
    cwd: root,
    env: typescriptEnv(env),
  });
  if (code !== 0) throw new StepFailed(output);
  return JSON.parse(output);
}

async function main() {
  const { port, problem } = await choosePort(process.env.E2E_PORT ?? '4310');
  if (problem !== undefined) throw new StepFailed(problem);
  const dataDir = mkdtempSync(join(tmpdir(), 'nattoku-e2e-'));
  const whereabouts = join(tmpdir(), `nattoku-e2e-${String(port)}.json`);
  const logFile = join(tmpdir(), `nattoku-e2e-${String(port)}.log`);
  const env = cleanEnv(dataDir, String(port));
  try {
    await ensureBuild();
    await prepareDatabase(env);
    const keys = await createKeys(env);
    const state = { origin: env.ORIGIN, dataDir, logFile, keys };
    writeFileSync(whereabouts, JSON.stringify(state), { mode: 0o600 });
    return await serve(env, { demo: true, policy: false }, logFile);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
    rmSync(whereabouts, { force: true });
    rmSync(logFile, { force: true });
  }
}

main().then((code) => process.exit(code), exitWith);
