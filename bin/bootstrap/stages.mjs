// The checks of `npm test`, one function a stage; each answers `{ passed, failed }`, those that run
// many tests also `failures`, in words.
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { ensureBuild } from './build.mjs';
import { floorProblems } from './floors.mjs';
import { portIsFree } from './port.mjs';
import { root, typescriptEnv } from './project.mjs';
import { run } from './run.mjs';
import {
  add,
  countPlaywright,
  countVitest,
  failuresOfPlaywright,
  failuresOfVitest,
} from './tally.mjs';
import { WALK_NAMES } from './walks.mjs';

const env = () => ({ ...typescriptEnv(process.env), NODE_ENV: 'test', FORCE_COLOR: '0' });
const programs = {
  prettier: 'prettier/bin/prettier.cjs',
  eslint: 'eslint/bin/eslint.js',
  next: 'next/dist/bin/next',
  tsc: 'typescript/bin/tsc',
  vitest: 'vitest/vitest.mjs',
  playwright: '@playwright/test/cli.js',
};

function runProgram(name, args, extraEnv = {}, show = true) {
  const file = join(root, 'node_modules', programs[name]);
  const options = { cwd: root, env: { ...env(), ...extraEnv }, show };
  return run(process.execPath, [file, ...args], options);
}

/** One check; what it said is shown when it ends. */
async function asOne(name, args, extraEnv) {
  const { code, output } = await runProgram(name, args, extraEnv, false);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output };
}

async function dependencyFloor() {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const ask =
    "console.log(new (require('better-sqlite3'))(':memory:').prepare('select sqlite_version()').pluck().get())";
  const { output } = await run(process.execPath, ['-e', ask], { cwd: root, env: env() });
  const problems = floorProblems(lock, output.trim());
  for (const problem of problems) console.log(problem);
  return problems.length === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Types of routes and next-env.d.ts are generated: tsc needs them. */
async function types() {
  const generated = await asOne('next', ['typegen'], { NODE_ENV: 'production' });
  return generated.failed > 0 ? generated : asOne('tsc', ['--noEmit']);
}

function reportFile(name) {
  return join(mkdtempSync(join(tmpdir(), 'nattoku-report-')), name);
}

async function unit() {
  const report = reportFile('vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await runProgram('vitest', ['run', '--maxWorkers=2', ...reporters], {}, 'code');
  return { ...countVitest(report, code), failures: failuresOfVitest(report) };
}

async function build() {
  await ensureBuild();
  return { passed: 1, failed: 0 };
}

/** Several checkouts may be tested on one machine: each takes a port of its own. */
async function freePort() {
  let port = 4310;
  while (!(await portIsFree(port))) port += 1;
  return String(port);
}

/** Journeys against a server of their own. */
async function walk(args) {
  const report = reportFile('playwright.json');
  const given = {
    CHROMIUM_PATH: await ensureBrowser(),
    E2E_PORT: process.env.E2E_PORT ?? (await freePort()),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  };
  const all = ['test', '--reporter=list,json', '--workers=2', ...args];
  const { code } = await runProgram('playwright', all, given, 'browser');
  return { ...countPlaywright(report, code), failures: failuresOfPlaywright(report) };
}

/** Everywhere: one language and width after the other, since each meets the demo's people as they were at first. */
async function journeys() {
  if (process.env.E2E_EVERYWHERE === undefined) return walk([]);
  const walked = [];
  // `publishing` comes after all others (playwright.config.ts): once, on a server of its own too.
  for (const name of [...WALK_NAMES, 'publishing']) {
    const first = walked.length === 0;
    walked.push(await walk([`--project=${name}`, ...(first ? [] : ['--no-deps'])]));
  }
  return { ...add(walked), failures: walked.flatMap(({ failures }) => failures) };
}

/**
 * In the order in which they begin. Those that run `beside` others take one core each and no database:
 * they go with making the database engine ready, and the others only begin when all of that is done.
 * Those follow on two tracks at once: tests wait much – for a disk, a page, a process that was killed –,
 * and what one track waits for is time for the other.
 */
export const STAGES = [
  { part: 'lint', name: 'types', beside: true, work: types },
  {
    part: 'lint',
    name: 'formatting',
    beside: true,
    work: () => asOne('prettier', ['--check', '--log-level=warn', '.']),
  },
  {
    part: 'lint',
    name: 'lint',
    beside: true,
    work: () => asOne('eslint', ['.', '--max-warnings', '0']),
  },
  { part: 'lint', name: 'dependency floor', track: 'code', work: dependencyFloor },
  { part: 'unit', name: 'tests beside the code', track: 'code', work: unit },
  { part: 'e2e', name: 'build', track: 'browser', work: build },
  { part: 'e2e', name: 'journeys in a browser', track: 'browser', work: journeys },
];
