import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploymentPrincipal } from '../../identity/deployment';
import { decodeBundle } from '../../ledger/bundle';
import { equalBytes, fromBase64 } from '../../ledger/bytes';
import { openCheckpoint } from '../../ledger/checkpoint';
import { parsePolicy, satisfies } from '../../ledger/policy';
import { verifyConsistency, verifyInclusion } from '../../ledger/proofs';
import { parseVerifierKey } from '../../ledger/note';
import { parseTlogProof } from '../../ledger/tlog-proof';
import { leafHash } from '../../ledger/tree';
import { openApiUnderTest, type ApiUnderTest } from '../under-test';

let api: ApiUnderTest;
let name: string;
/** Sizes of published checkpoints, smallest first. */
const sizes: number[] = [];

async function grow(count: number): Promise<void> {
  const events = Array.from({ length: count }, (_, index) => ({
    about: 'deployment' as const,
    kind: 'notice' as const,
    document: `${String(sizes.length)} ${String(index)}`,
  }));
  await api.runtime.commit({ actor: deploymentPrincipal(), events });
  await api.keeper?.settle();
  sizes.push(await api.entries());
}

async function bytesOf(path: string): Promise<Uint8Array> {
  const response = await fetch(`${api.url}${path}`);
  expect([path, response.status]).toEqual([path, 200]);
  return new Uint8Array(await response.arrayBuffer());
}

beforeAll(async () => {
  api = await openApiUnderTest({}, { keeper: { byItself: false } });
  await api.keeper?.settle();
  await grow(100);
  await grow(200);
  await grow(220);
  name = (await api.runtime.ledger.logs())[0]?.name ?? '';
});
afterAll(() => api.close());

interface ConsentLog {
  readonly logs: readonly { origin: string; vkeys: string[]; prefix: string; firstSeq: number }[];
  readonly policy: string;
}

describe('what an auditor begins with', () => {
  it('200: the list of logs, their keys and a policy that the checkpoint satisfies', async () => {
    const list = await api.send('GET', '/.well-known/consent-log.json');
    expect(list.status).toBe(200);
    const { logs, policy } = list.json as unknown as ConsentLog;
    const [log] = logs;
    expect(log).toMatchObject({ prefix: `/ledger/${name}`, firstSeq: 1, closed: false });
    const { text } = await api.send('GET', `${log?.prefix ?? ''}/checkpoint`);
    const keys = (log?.vkeys ?? []).map(parseVerifierKey);
    const { checkpoint } = openCheckpoint(text, keys, log?.origin ?? '');
    expect(Number(checkpoint.size)).toBe(sizes.at(-1));
    expect(satisfies(parsePolicy(policy), text).ok).toBe(true);
  });
});

describe('GET /ledger/checkpoint', () => {
  it('200 as text for everybody, for a few seconds; the alias says the same', async () => {
    const [alias, named] = await Promise.all([
      api.send('GET', '/ledger/checkpoint'),
      api.send('GET', `/ledger/${name}/checkpoint`),
    ]);
    expect(alias.text).toBe(named.text);
    expect(alias.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(alias.headers.get('cache-control')).toMatch(/^public, max-age=\d$/);
    expect(alias.headers.get('access-control-allow-origin')).toBe('*');
    expect(alias.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });

  it('304 when nothing was published since', async () => {
    const etag = (await api.send('GET', '/ledger/checkpoint')).headers.get('etag') ?? '';
    const headers = { 'if-none-match': etag };
    const again = await api.send('GET', '/ledger/checkpoint', { headers });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it.each(['/ledger/1999/checkpoint', '/ledger//checkpoint', '/ledger/checkpoint/'])(
    '404 for %s',
    async (path) => {
      expect((await api.send('GET', path)).status).toBe(404);
    },
  );
});

describe('GET /ledger/<log>/tile/…', () => {
  it('200: full tiles for ever, partial ones at every published size, entries and hashes alike', async () => {
    const full = await fetch(`${api.url}/ledger/${name}/tile/0/000`);
    expect(full.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(full.headers.get('content-type')).toBe('application/octet-stream');
    expect(full.headers.get('access-control-allow-origin')).toBe('*');
    const hashes = new Uint8Array(await full.arrayBuffer());
    const entries = decodeBundle(await bytesOf(`/ledger/${name}/tile/entries/000`));
    expect([hashes.length, entries.length]).toEqual([8192, 256]);
    entries.forEach((entry, index) => {
      expect(equalBytes(leafHash(entry), hashes.subarray(32 * index, 32 * index + 32))).toBe(true);
    });
    for (const size of sizes) {
      const [index, width] = [Math.floor(size / 256), size % 256];
      const partial = `tile/0/00${String(index)}.p/${String(width)}`;
      expect((await bytesOf(`/ledger/${name}/${partial}`)).length).toBe(32 * width);
      const bundle = await bytesOf(`/ledger/${name}/${partial.replace('/0/', '/entries/')}`);
      expect(decodeBundle(bundle)).toHaveLength(width);
    }
    expect((await bytesOf(`/ledger/${name}/tile/1/000.p/2`)).length).toBe(64);
  });

  it.each([
    'tile/0/002',
    'tile/0/000.p/1',
    'tile/0/000.p/255',
    'tile/1/000.p/3',
    'tile/1/000',
    'tile/0/001.p/256',
    'tile/0/1',
    'tile/0/0000',
    'tile/00/000',
    'tile/-1/000',
    'tile/0/x000/000',
    'tile/0/000.p/0',
    'tile/0/000.p/01',
    'tile/64/000',
    'tile/entries/999',
    'tile/0/000/',
    'tile/',
    'tile',
    'tile/0/%2e%2e/checkpoint',
    'tile/0/..%2f..%2fcheckpoint',
    'tile/0/x999/x999/x999/x999/x999/x999/999',
  ])('404 for %s: unpublished or malformed', async (path) => {
    const answer = await api.send('GET', `/ledger/${name}/${path}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json',
    ]);
  });
});

describe('GET /api/v1/ledger/proof', () => {
  it('200: a proof of every entry that holds against its own checkpoint, at any published size', async () => {
    const { logs, policy } = (await api.send('GET', '/.well-known/consent-log.json'))
      .json as unknown as ConsentLog;
    expect(logs).toHaveLength(1);
    for (const [seq, size] of [
      [1, undefined],
      [sizes[0] ?? 0, sizes[0]],
      [256, sizes[1]],
      [257, sizes[1]],
      [sizes[2] ?? 0, undefined],
    ] as const) {
      const query = size === undefined ? '' : `&size=${String(size)}`;
      const answer = await api.send('GET', `/api/v1/ledger/proof?seq=${String(seq)}${query}`);
      expect([seq, answer.status]).toEqual([seq, 200]);
      expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      const { index, proof, checkpoint } = parseTlogProof(answer.text);
      const judged = satisfies(parsePolicy(policy), checkpoint);
      if (!judged.ok) throw new Error(judged.why);
      const [leaf] = await api.runtime.store.readLeaves(seq, 1);
      const { size: total, root } = judged.checkpoint;
      expect(index).toBe(BigInt(seq - 1));
      const hash = leafHash(leaf?.entry ?? new Uint8Array());
      expect(verifyInclusion(index, total, hash, proof, root)).toBe(true);
    }
  });

  it('404 where no checkpoint covers it', async () => {
    const newest = String(await api.entries());
    for (const query of [`seq=${newest}0`, 'seq=0', `seq=1&size=7`, 'seq=18446744073709551615']) {
      expect([query, (await api.send('GET', `/api/v1/ledger/proof?${query}`)).status]).toEqual([
        query,
        404,
      ]);
    }
  });

  it.each([
    ['', '/seq'],
    ['seq=', '/seq'],
    ['seq=-1', '/seq'],
    ['seq=01', '/seq'],
    ['seq=1e3', '/seq'],
    ['seq=18446744073709551616', '/seq'],
    ['seq=1&size=x', '/size'],
  ])('400 for ?%s, naming the field', async (query, pointer) => {
    const answer = await api.send('GET', `/api/v1/ledger/proof?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.json.errors).toEqual([{ pointer, detail: expect.any(String) as string }]);
  });
});

describe('GET /api/v1/ledger/consistency', () => {
  it('200: the larger log begins with the smaller one', async () => {
    const { origin } = await api.runtime.store.head();
    const rows = await api.runtime.store.checkpointsOf(origin, { afterSize: 0, limit: 99 });
    for (const older of rows) {
      for (const newer of rows) {
        if (older.size > newer.size) continue;
        const query = `from=${String(older.size)}&to=${String(newer.size)}&log=${name}`;
        const answer = await api.send('GET', `/api/v1/ledger/consistency?${query}`);
        expect([query, answer.status]).toEqual([query, 200]);
        const { proof } = answer.json as { proof: string[] };
        const [from, to] = [BigInt(older.size), BigInt(newer.size)];
        const hashes = proof.map(fromBase64);
        expect(verifyConsistency(from, to, older.root, newer.root, hashes)).toBe(true);
      }
    }
    expect((await api.send('GET', '/api/v1/ledger/consistency?from=0&to=77')).json).toMatchObject({
      from: 0,
      to: 77,
      proof: [],
    });
  });

  it('404 beyond what is published and for a log that is not there', async () => {
    const beyond = String((await api.entries()) + 1);
    for (const query of [`from=1&to=${beyond}`, 'from=1&to=2&log=1999']) {
      const answer = await api.send('GET', `/api/v1/ledger/consistency?${query}`);
      expect([query, answer.status]).toEqual([query, 404]);
    }
  });

  it.each([
    ['to=3', '/from'],
    ['from=3', '/to'],
    ['from=3&to=2', '/from'],
    ['from=a&to=2', '/from'],
  ])('400 for ?%s, naming the field', async (query, pointer) => {
    const answer = await api.send('GET', `/api/v1/ledger/consistency?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.json.errors).toMatchObject([{ pointer }]);
  });
});

it('nothing is published before anything is signed', async () => {
  const fresh = await openApiUnderTest();
  const year = (await fresh.runtime.ledger.logs())[0]?.name ?? '';
  for (const path of [
    '/ledger/checkpoint',
    `/ledger/${year}/checkpoint`,
    `/ledger/${year}/tile/0/000.p/1`,
    '/api/v1/ledger/proof?seq=1',
    '/api/v1/ledger/consistency?from=1&to=2',
  ]) {
    expect([path, (await fresh.send('GET', path)).status]).toEqual([path, 404]);
  }
  const list = await fresh.send('GET', '/.well-known/consent-log.json');
  expect(list.status).toBe(200);
  await fresh.close();
});
