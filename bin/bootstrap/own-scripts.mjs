// The scripts of our own pages, each one file for browsers (app/_ui/own-script.ts serves them).
// The three files of lib/ledger that ask node:crypto are swapped for their siblings.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './project.mjs';

const ENTRIES = {
  portal: 'app/_ui/enhance/start.ts',
  verifier: 'app/_ui/verify/client.ts',
};

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
export async function buildOwnScript(name, outfile = join(root, '.next', `${name}.js`)) {
  await bundleForBrowser({ entryPoints: [ENTRIES[name]], outfile });
  return gzipSync(readFileSync(outfile)).length;
}

export async function buildOwnScripts() {
  for (const name of Object.keys(ENTRIES)) await buildOwnScript(name);
}
