import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';
import { fingerprint, removeStamp, stampHolds, writeStamp } from './stamp.mjs';
import { skipped, step } from './progress.mjs';
import { StepFailed, run, tail } from './run.mjs';
import { explainInstallFailure, headersFolder, missingTools, onPath } from './toolchain.mjs';

const STAMP = join(root, 'node_modules', '.nattoku', 'installed');

/** A native module belongs to one ABI: another Node, another platform, another install. */
function wanted() {
  const facts = [process.versions.modules, process.platform, process.arch];
  return fingerprint(root, ['package.json', 'package-lock.json'], facts);
}

/**
 * True when npm's own record of node_modules holds every package of the lock file at its version.
 * Optional ones may be for another platform.
 */
export function recordMatches(lock, record) {
  return Object.entries(lock.packages ?? {}).every(([path, entry]) => {
    if (path === '' || entry.optional === true || entry.devOptional === true) return true;
    return record.packages?.[path]?.version === entry.version;
  });
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    throw error;
  }
}

/** Somebody ran npm by hand: nothing to do if it is all there and the database engine loads. */
async function installedByHand() {
  const record = readJson(join(root, 'node_modules', '.package-lock.json'));
  if (!recordMatches(readJson(join(root, 'package-lock.json')), record)) return false;
  const probe = "new (require('better-sqlite3'))(':memory:')";
  return (await run(process.execPath, ['-e', probe], { cwd: root })).code === 0;
}

const FLAGS = ['--no-audit', '--no-fund', '--loglevel=error'];

function npm(args) {
  const headers = headersFolder();
  const env = { ...process.env, ...(headers === undefined ? {} : { npm_config_nodedir: headers }) };
  return run('npm', [...args, ...FLAGS], { cwd: root, env });
}

/** Throws, in words, when npm failed. */
function mustHaveWorked({ code, output }) {
  if (code === 0) return;
  mkdirSync(join(root, '.nattoku'), { recursive: true });
  writeFileSync(join(root, '.nattoku', 'install.log'), output);
  const words = explainInstallFailure({
    output,
    missing: missingTools(),
    platform: process.platform,
    hasApt: onPath(['apt-get']) !== undefined,
  });
  throw new StepFailed(`${tail(output)}\n\n${words}\n(all of npm's words: .nattoku/install.log)`);
}

async function fetchPackages() {
  const flags = ['--include=dev', '--ignore-scripts'];
  const clean = await npm(['ci', ...flags]);
  const outOfStep =
    clean.code !== 0 && /npm ci.*can only install|EUSAGE|in sync/.test(clean.output);
  mustHaveWorked(outOfStep ? await npm(['install', ...flags]) : clean);
}

/** What the packages themselves run when they are installed: a ready-made engine, or its compilation. */
async function buildEngine() {
  mustHaveWorked(await npm(['rebuild']));
  writeStamp(STAMP, wanted());
}

/**
 * Brings node_modules to what package-lock.json says; does nothing when it is there. Answers what is
 * left to do before the database engine can be used – linters and compilers can work meanwhile – or
 * nothing.
 */
export async function fetchDependencies() {
  if (stampHolds(STAMP, wanted())) return void skipped('dependencies are installed');
  if (await installedByHand()) {
    writeStamp(STAMP, wanted());
    return void skipped('dependencies are installed');
  }
  removeStamp(STAMP);
  console.log('    The first install can take a few minutes: where no ready-made database engine');
  console.log('    (better-sqlite3) can be fetched, it is compiled here, about 80 s on its own.');
  const missing = missingTools();
  if (missing.length > 0) {
    console.log(`    Not found, and needed only if it has to compile: ${missing.join(', ')}.`);
  }
  await step('installing dependencies', fetchPackages);
  return buildEngine;
}

/** The same to its end. */
export async function ensureDependencies() {
  const buildEngine = await fetchDependencies();
  if (buildEngine !== undefined) await step('making the database engine ready', buildEngine);
}
