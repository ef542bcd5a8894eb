#!/usr/bin/env node
// `npm test`: every check there is, from a clean clone (DESIGN §10). A failing stage does not stop
// the others; the last line is `N passed, N failed`.
import { ensureDependencies } from './bootstrap/install.mjs';
import { nodeProblem } from './bootstrap/node-version.mjs';
import { seconds } from './bootstrap/progress.mjs';
import { StepFailed } from './bootstrap/run.mjs';
import { add } from './bootstrap/tally.mjs';
import { TEST_HELP, readTestOptions } from './bootstrap/test-options.mjs';

async function runStage({ name, work }) {
  console.log(`\n── ${name}`);
  const begun = Date.now();
  let tally;
  try {
    tally = await work();
  } catch (error) {
    console.error(error instanceof StepFailed ? error.message : error);
    tally = { passed: 0, failed: 1 };
  }
  const mark = tally.failed === 0 ? '✓' : '✗';
  const counts = `${String(tally.passed)} passed, ${String(tally.failed)} failed`;
  console.log(`${mark} ${name}: ${counts} (${seconds(Date.now() - begun)})`);
  return { name, ...tally };
}

async function test(parts) {
  const tooOld = nodeProblem(process.versions.node);
  if (tooOld !== undefined) throw new StepFailed(tooOld);
  await ensureDependencies();
  const { STAGES } = await import('./bootstrap/stages.mjs');
  const results = [];
  for (const stage of STAGES) {
    if (parts.includes(stage.part)) results.push(await runStage(stage));
  }
  // Said again at the end: a log that is cut short keeps its last lines.
  for (const { failures = [] } of results) for (const said of failures) console.log(`\n✗ ${said}`);
  const failing = results.filter(({ failed }) => failed > 0).map(({ name }) => name);
  console.log(failing.length === 0 ? '' : `\nfailing: ${failing.join(', ')}`);
  const { passed, failed } = add(results);
  console.log(`${String(passed)} passed, ${String(failed)} failed`);
  return failed === 0 ? 0 : 1;
}

const { parts, help, problem } = readTestOptions(process.argv.slice(2));
if (problem !== undefined) {
  console.error(problem);
  process.exit(2);
}
if (help) {
  console.log(TEST_HELP);
} else {
  test(parts).then(
    (code) => {
      process.exitCode = code;
    },
    (error) => {
      // Not even the first check could run: that is a failure, and the last line says so.
      console.error(error instanceof StepFailed ? `\n${error.message}` : error);
      console.log('\n0 passed, 1 failed');
      process.exitCode = 1;
    },
  );
}
