import { build, type Plugin } from 'esbuild';
import { createContext, runInContext } from 'node:vm';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** Everything a verifier calls, over one signed and cosigned log of five leaves. */
const VERIFICATION = `
  import { fromBase64, toBase64, utf8 } from './bytes';
  import { canonicalJson } from './canonical';
  import { formatCheckpoint } from './checkpoint';
  import { bodyCommitment } from './commitment';
  import { cosignatureLine } from './cosignature';
  import { publicKeyOf } from './ed25519';
  import { formatVerifierKey, keyIdOf, signNote } from './note';
  import { checkOpenings } from './opened';
  import { parsePolicy, satisfies } from './policy';
  import { consistencyProof, inclusionProof, verifyConsistency, verifyInclusion } from './proofs';
  import { decodeBundle, encodeBundle } from './bundle';
  import { createRecount } from './recount';
  import { createNodeReader } from './tile-nodes';
  import { formatTlogProof, parseTlogProof } from './tlog-proof';

  const vkey = (name, seed, type) => {
    const publicKey = publicKeyOf(seed);
    return formatVerifierKey({ name, type, publicKey, keyId: keyIdOf(name, type, publicKey) });
  };
  globalThis.verified = (async () => {
    const opening = new Uint8Array(32).fill(3);
    const json = canonicalJson({ type: 'deny', by: 'person' });
    const text = '{"b":"' + bodyCommitment(opening, json) + '","k":"erasure","t":7,"v":1}';
    const entries = decodeBundle(encodeBundle([utf8(text), ...[1, 2, 3, 4].map((i) => utf8('entry ' + i))]));
    let tile;
    const recount = createRecount((_, bytes) => { tile = bytes; });
    const [leaf] = entries.map((entry) => recount.add(entry));
    recount.emitPartial();
    const read = createNodeReader(async () => tile, 5n);
    const older = createRecount();
    entries.slice(0, 3).forEach((entry) => older.add(entry));
    const seeds = [1, 2].map((n) => new Uint8Array(32).fill(n));
    const body = formatCheckpoint({ origin: 'log.example', size: 5n, root: recount.root() });
    const checkpoint = signNote(body, 'log.example', seeds[0]) + cosignatureLine(body, 'w', seeds[1], 9n);
    const policy = parsePolicy('log ' + vkey('log.example', seeds[0], 1) + '\\nwitness W ' + vkey('w', seeds[1], 4) + '\\nquorum W\\n');
    const proof = parseTlogProof(formatTlogProof({ index: 0n, proof: await inclusionProof(0n, 5n, read), checkpoint }));
    return [
      checkOpenings(entries[0], { body: { json, opening } }).ok,
      verifyInclusion(0n, 5n, leaf, proof.proof, recount.root()),
      verifyConsistency(3n, 5n, older.root(), recount.root(), await consistencyProof(3n, 5n, read)),
      satisfies(policy, proof.checkpoint).ok,
      toBase64(fromBase64('AQI=')) === 'AQI=',
    ].join();
  })();
`;

const siblings: Plugin = {
  name: 'siblings',
  setup(bundle) {
    bundle.onResolve({ filter: /\/(sha256|hmac|ed25519)$/ }, ({ path, resolveDir }) =>
      bundle.resolve(`${path}.browser`, { resolveDir, kind: 'import-statement' }),
    );
  },
};

describe('in a browser', () => {
  it('verification needs nothing of Node: no module, no Buffer, no process', async () => {
    const resolveDir = fileURLToPath(new URL('.', import.meta.url));
    const { outputFiles } = await build({
      stdin: { contents: VERIFICATION, resolveDir, loader: 'ts' },
      bundle: true,
      write: false,
      format: 'iife',
      platform: 'browser',
      target: 'es2022',
      logLevel: 'silent',
      plugins: [siblings],
    });
    const page = createContext({ TextEncoder, TextDecoder, Uint8Array, crypto: {} });
    runInContext(outputFiles[0]?.text ?? '', page);
    expect(await (page['verified'] as Promise<string>)).toBe('true,true,true,true,true');
    expect(runInContext('typeof Buffer + typeof process', page)).toBe('undefinedundefined');
  });
});
