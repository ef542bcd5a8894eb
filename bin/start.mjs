#!/usr/bin/env node
// `npm start`: from a clean clone to a running Nattoku (DESIGN §10). Node built-ins only, since
// nothing else is there yet; every step is skipped when its result is already in place.
import { ensureBuild, ensureOwnScripts } from './bootstrap/build.mjs';
import { ensureDependencies } from './bootstrap/install.mjs';
import { nodeProblem } from './bootstrap/node-version.mjs';
import { choosePort } from './bootstrap/port.mjs';
import { StepFailed, exitWith } from './bootstrap/run.mjs';
import { START_HELP, readStartOptions, serverEnv, showsDemo } from './bootstrap/start-options.mjs';

async function start(options) {
  const tooOld = nodeProblem(process.versions.node);
  if (tooOld !== undefined) throw new StepFailed(tooOld);
  // Before the long steps: a port that cannot be had should not cost five minutes.
  const chosen = await choosePort(process.env.PORT);
  if (chosen.problem !== undefined) throw new StepFailed(chosen.problem);
  console.log('Nattoku 納得\n');
  await ensureDependencies();
  const { prepareDatabase, serve } = await import('./bootstrap/serve.mjs');
  const env = serverEnv(process.env, options, chosen.port);
  await prepareDatabase(env);
  if (options.dev) await ensureOwnScripts();
  else if (!options.policy) await ensureBuild();
  if (chosen.moved) console.log(`    Port 3000 is taken; using ${String(chosen.port)}.`);
  return serve(env, { demo: showsDemo(env), policy: options.policy });
}

const { options, problem } = readStartOptions(process.argv.slice(2));
if (problem !== undefined) {
  console.error(problem);
  process.exit(2);
}
if (options.help) {
  console.log(START_HELP);
} else {
  start(options).then((code) => process.exit(code), exitWith);
}
