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

async function npmInstall() {
  const headers = headersFolder();
  const env = { ...process.env, ...(headers === undefined ? {} : { npm_config_nodedir: headers }) };
  const flags = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const clean = await run('npm', ['ci', ...flags], { cwd: root, env });
  if (clean.code === 0) return;
  const outOfStep = /npm ci.*can only install|EUSAGE|in sync/.test(clean.output);
  const last = outOfStep ? await run('npm', ['install', ...flags], { cwd: root, env }) : clean;
  if (last.code === 0) return;
  mkdirSync(join(root, '.nattoku'), { recursive: true });
  writeFileSync(join(root, '.nattoku', 'install.log'), last.output);
  const words = explainInstallFailure({
    output: last.output,
    missing: missingTools(),
    platform: process.platform,
    hasApt: onPath(['apt-get']) !== undefined,
  });
  throw new StepFailed(
    `${tail(last.output)}\n\n${words}\n(all of npm's words: .nattoku/install.log)`,
  );
}

/** Brings node_modules to what package-lock.json says; does nothing when it is there. */
export async function ensureDependencies() {
  if (stampHolds(STAMP, wanted())) return skipped('dependencies are installed');
  if (await installedByHand()) {
    writeStamp(STAMP, wanted());
    return skipped('dependencies are installed');
  }
  removeStamp(STAMP);
  console.log('    The first install can take a few minutes: where no ready-made database engine');
  console.log('    (better-sqlite3) can be fetched, it is compiled here, about 80 s on its own.');
  const missing = missingTools();
  if (missing.length > 0) {
    console.log(`    Not found, and needed only if it has to compile: ${missing.join(', ')}.`);
  }
  await step('installing dependencies', npmInstall);
  writeStamp(STAMP, wanted());
}
