#!/usr/bin/env node
// `npm test`: every check there is, from a clean clone (DESIGN §10). A failing stage does not stop
// the others; the last line is `N passed, N failed`.
import { availableParallelism } from 'node:os';
import { fetchDependencies } from './bootstrap/install.mjs';
import { nodeProblem } from './bootstrap/node-version.mjs';
import { seconds } from './bootstrap/progress.mjs';
import { StepFailed } from './bootstrap/run.mjs';
import { add } from './bootstrap/tally.mjs';
import { TEST_HELP, readTestOptions } from './bootstrap/test-options.mjs';

/** Most that run beside each other: each takes a core, and a gigabyte of memory. */
const MOST_BESIDE = Math.min(availableParallelism(), 4);

async function runStage({ name, work, beside = false }) {
  // What runs beside others says what it has to say when it ends.
  if (!beside) console.log(`\n── ${name}`);
  const begun = Date.now();
  let tally;
  try {
    tally = await work();
  } catch (error) {
    tally = { passed: 0, failed: 1, output: error instanceof StepFailed ? error.message : error };
  }
  if (beside) console.log(`\n── ${name}`);
  if (tally.output) console.log(tally.output);
  const mark = tally.failed === 0 ? '✓' : '✗';
  const counts = `${String(tally.passed)} passed, ${String(tally.failed)} failed`;
  console.log(`${mark} ${name}: ${counts} (${seconds(Date.now() - begun)})`);
  return { name, ...tally };
}

/** The results of all stages, in their order; as many at once as there are cores. */
async function runBeside(stages) {
  const [results, left] = [[], [...stages.entries()]];
  const next = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) {
      const [at, stage] = one;
      results[at] = await runStage(stage);
    }
  };
  await Promise.all(Array.from({ length: MOST_BESIDE }, next));
  return results;
}

/** The tracks at once, the stages of each one after the other. */
async function runTracks(stages) {
  const tracks = [...new Set(stages.map(({ track }) => track))];
  const results = await Promise.all(
    tracks.map(async (own) => {
      const ended = [];
      for (const stage of stages) if (stage.track === own) ended.push(await runStage(stage));
      return ended;
    }),
  );
  return results.flat();
}

/** As a stage: what needs the engine is not even begun without it. */
function makingTheEngineReady(buildEngine) {
  const work = async () => {
    await buildEngine();
    return { passed: 0, failed: 0 };
  };
  return { name: 'making the database engine ready', beside: true, work };
}

async function runStages(stages, buildEngine) {
  const first = buildEngine === undefined ? [] : [makingTheEngineReady(buildEngine)];
  const beside = [...first, ...stages.filter((stage) => stage.beside)];
  if (beside.length > 1)
    console.log(`\nside by side: ${beside.map(({ name }) => name).join(', ')}`);
  const results = await runBeside(beside);
  if (first.length > 0 && results[0].failed > 0) return results;
  return [...results, ...(await runTracks(stages.filter((stage) => !stage.beside)))];
}

async function test(parts) {
  const tooOld = nodeProblem(process.versions.node);
  if (tooOld !== undefined) throw new StepFailed(tooOld);
  const buildEngine = await fetchDependencies();
  const { STAGES } = await import('./bootstrap/stages.mjs');
  const wanted = STAGES.filter(({ part }) => parts.includes(part));
  const results = await runStages(wanted, buildEngine);
  // Said again at the end: a log that is cut short keeps its last lines.
  for (const { failures = [] } of results) for (const said of failures) console.log(`\n✗ ${said}`);
  const failing = results.filter(({ failed }) => failed > 0).map(({ name }) => name);
  console.log(failing.length === 0 ? '' : `\nfailing: ${failing.join(', ')}`);
  const { passed, failed } = add(results);
  console.log(`${String(passed)} passed, ${String(failed)} failed`);
  return failed === 0 ? 0 : 1;
}

const { parts, everywhere, help, problem } = readTestOptions(process.argv.slice(2));
if (problem !== undefined) {
  console.error(problem);
  process.exit(2);
}
if (help) {
  console.log(TEST_HELP);
} else {
  if (everywhere) process.env.E2E_EVERYWHERE = '1';
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
