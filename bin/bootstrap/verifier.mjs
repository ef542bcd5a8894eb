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

/** One script for browsers; throws when something in it needs Node. */
export async function bundleForBrowser(options) {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    charset: 'ascii',
    legalComments: 'inline',
    logLevel: 'silent',
    plugins: [swapped],
    ...options,
  });
}

/** Writes the bundle; answers its size in bytes, compressed. */
export async function buildVerifier(outfile = VERIFIER) {
  await bundleForBrowser({ entryPoints: [ENTRY], outfile });
  return gzipSync(readFileSync(outfile)).length;
}
