/** One file of JavaScript made from a TypeScript entry: a process of it begins in a third of the time. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { programsOfRun } from '../../postgres/test-cluster';

export interface Bundled {
  readonly file: string;
  remove(): void;
}

/**
 * Packages stay where they are installed; with `outside`, only those that are named: a fifth less to
 * begin with. The writer's thread has a bundle of its own.
 */
export async function bundled(entry: string, outside?: readonly string[]): Promise<Bundled> {
  const parent = path.join(process.cwd(), 'node_modules', '.nattoku');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(path.join(parent, 'test-'));
  const file = path.join(folder, 'entry.mjs');
  await bundle(entry, file, outside);
  return {
    file,
    remove() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Packages that find something from where they lie, or that nothing but a page or a build asks for. */
const STAY = ['better-sqlite3', 'pg', 'pino', 'next', 'tsx', 'esbuild', '@electric-sql/pglite'];

/** The same for everybody in this run of the tests: made by the first who asks, gone with the run. */
export async function program(entry: string): Promise<string> {
  const file = path.join(programsOfRun(), `${entry.replaceAll(/\W/g, '-')}.mjs`);
  if (existsSync(file)) return file;
  const own = `${file}.${randomBytes(6).toString('hex')}.mjs`;
  await bundle(entry, own, STAY);
  renameSync(own, file);
  return file;
}

/** Packages written for CommonJS ask so for what is built into Node. */
const REQUIRE = `import { createRequire as madeFor } from 'node:module'; const require = madeFor(import.meta.url);`;

async function bundle(entry: string, outfile: string, outside?: readonly string[]): Promise<void> {
  await build({
    ...{ entryPoints: [entry], outfile, absWorkingDir: process.cwd(), bundle: true },
    ...{ platform: 'node', format: 'esm', target: 'node20' },
    ...(outside === undefined ? { packages: 'external' } : { external: [...outside] }),
    ...{ alias: { '@': process.cwd() }, logLevel: 'silent', banner: { js: REQUIRE } },
  });
}
