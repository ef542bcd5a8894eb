// A stamp remembers from which bytes something was made, so that a second start skips it.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NOT_A_SOURCE =
  /(^|\/)(node_modules|\.next|\.[^/]+)(\/|$)|\.test\.(ts|tsx|mjs)$|\.tsbuildinfo$/;

/** Files below `path` (itself, when it is one), sorted, relative to `root`; nothing when it is absent. */
export function sourceFiles(root, path) {
  if (NOT_A_SOURCE.test(path)) return [];
  const status = statSync(join(root, path), { throwIfNoEntry: false });
  if (status === undefined) return [];
  if (status.isFile()) return [path];
  if (!status.isDirectory()) return [];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => sourceFiles(root, `${path}/${name}`));
}

/** SHA-256 over names and contents of all files below the paths, and over the facts. */
export function fingerprint(root, paths, facts = []) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((each) => sourceFiles(root, each))) {
    const bytes = readFileSync(join(root, path));
    hash.update(`${path}\0${String(bytes.length)}\0`).update(bytes);
  }
  return hash.update(facts.join('\0')).digest('hex');
}

export function stampHolds(file, value) {
  try {
    return readFileSync(file, 'utf8') === value;
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return false;
    throw error;
  }
}

export function writeStamp(file, value) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, value);
}

/** Before the work begins: an interrupted run must not look finished. */
export function removeStamp(file) {
  rmSync(file, { force: true });
}
