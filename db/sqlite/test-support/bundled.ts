/** One file of JavaScript made from a TypeScript entry: a process of it begins in a third of the time. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

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
  await build({
    ...{ entryPoints: [entry], outfile: file, absWorkingDir: process.cwd(), bundle: true },
    ...{ platform: 'node', format: 'esm', target: 'node20' },
    ...(outside === undefined ? { packages: 'external' } : { external: [...outside] }),
    ...{ alias: { '@': process.cwd() }, logLevel: 'silent' },
  });
  return {
    file,
    remove() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
