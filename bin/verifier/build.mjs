// Bundles the auditors' command into one file that needs Node's built-ins and nothing else.
//   node bin/verifier/build.mjs [FILE]
import { mkdirSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const COMMAND_FILE = join(root, '.next', 'nattoku-verify.mjs');

/** Answers the file's SHA-256 in hex; throws when something in it needs more than Node. */
export async function buildCommand(outfile = COMMAND_FILE) {
  const { build } = await import('esbuild');
  mkdirSync(dirname(outfile), { recursive: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['bin/verifier/main.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.9',
    charset: 'utf8',
    legalComments: 'inline',
    logLevel: 'silent',
    metafile: true,
    // Packages of the old kind ask for Node's parts by `require`.
    banner: {
      js: [
        '#!/usr/bin/env node',
        "import { createRequire as nodeRequire } from 'node:module';",
        'const require = nodeRequire(import.meta.url);',
      ].join('\n'),
    },
  });
  const foreign = Object.keys(metafile.inputs).filter((input) =>
    /^db\/|node_modules\/(better-sqlite3|drizzle-orm|pg|next)\//.test(input),
  );
  if (foreign.length > 0) throw new Error(`the verifier would carry ${foreign.join(', ')}`);
  return createHash('sha256').update(readFileSync(outfile)).digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const outfile = resolve(process.argv[2] ?? COMMAND_FILE);
  const digest = await buildCommand(outfile);
  console.log(`${digest}  ${outfile}`);
}
