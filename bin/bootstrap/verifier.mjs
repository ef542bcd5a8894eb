// The script of the verification page: lib/evidence/receipt-verify.ts and what it needs, for a
// browser. The three files of lib/ledger that ask node:crypto are swapped for their siblings.
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { root } from './project.mjs';

const ENTRY = 'app/_ui/verify/client.ts';
export const VERIFIER = join(root, '.next', 'verifier.js');

const swapped = {
  name: 'browser-siblings',
  setup(build) {
    build.onResolve({ filter: /\/(sha256|hmac|ed25519)$/ }, ({ path, resolveDir, kind }) => {
      if (kind === 'entry-point' || !resolveDir.startsWith(root)) return undefined;
      return build.resolve(`${path}.browser`, { resolveDir, kind: 'import-statement' });
    });
  },
};

/** Writes the bundle; throws when something in it needs Node. Answers its size in bytes, compressed. */
export async function buildVerifier(outfile = VERIFIER) {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: [ENTRY],
    outfile,
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    charset: 'ascii',
    legalComments: 'inline',
    logLevel: 'silent',
    plugins: [swapped],
  });
  return gzipSync(readFileSync(outfile)).length;
}
