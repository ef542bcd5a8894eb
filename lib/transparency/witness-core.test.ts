import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toBase64, utf8 } from '../ledger/bytes';
import { formatCheckpoint } from '../ledger/checkpoint';
import { cosignatureLine } from '../ledger/cosignature';
import { generateSigningKey } from '../ledger/ed25519';
import {
  keyIdOf,
  LOG_KEY_TYPE,
  openNote,
  signNote,
  withSignature,
  WITNESS_KEY_TYPE,
} from '../ledger/note';
import { consistencyProof, rootOfTree, type ReadNode } from '../ledger/proofs';
import { leafHash, perfectRoot } from '../ledger/tree';
import { openRecords, type RecordStore } from './signer-record';
import { addCheckpoint, type WitnessParts } from './witness-core';

const ORIGIN = 'log.example/2026';
const NAME = 'witness.example';
const log = generateSigningKey();
const witness = generateSigningKey();
const logKey = {
  name: ORIGIN,
  type: LOG_KEY_TYPE,
  publicKey: log.publicKey,
  keyId: keyIdOf(ORIGIN, LOG_KEY_TYPE, log.publicKey),
};
const witnessKey = {
  name: NAME,
  type: WITNESS_KEY_TYPE,
  publicKey: witness.publicKey,
  keyId: keyIdOf(NAME, WITNESS_KEY_TYPE, witness.publicKey),
};

/** A tree whose leaves from `otherFrom` on are another tree's. */
function nodesOf(otherFrom = Infinity): ReadNode {
  return (level, index) => {
    const hashes = Array.from({ length: 2 ** level }, (_, i) => {
      const at = Number(index) * 2 ** level + i;
      return leafHash(utf8(`${at >= otherFrom ? 'other' : 'leaf'} ${String(at)}`));
    });
    return Promise.resolve(perfectRoot(Buffer.concat(hashes)));
  };
}

async function noteAt(size: number, nodes = nodesOf(), seed = log.seed): Promise<string> {
  const root = await rootOfTree(BigInt(size), nodes);
  return signNote(formatCheckpoint({ origin: ORIGIN, size: BigInt(size), root }), ORIGIN, seed);
}

async function request(old: number, size: number, nodes = nodesOf()): Promise<string> {
  const proof = old === 0 ? [] : await consistencyProof(BigInt(old), BigInt(size), nodes);
  const lines = proof.map((hash) => `${toBase64(hash)}\n`).join('');
  return `old ${String(old)}\n${lines}\n${await noteAt(size, nodes)}`;
}

let folder: string;
let records: RecordStore;
let parts: WitnessParts;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nattoku-witness-'));
  records = openRecords(folder);
  parts = {
    records,
    keysOf: (origin) => (origin === ORIGIN ? [logKey] : undefined),
    cosign: (body, seconds) => cosignatureLine(body, NAME, witness.seed, seconds),
    nowMs: () => 1_764_000_000_500,
  };
});
afterEach(() => rmSync(folder, { recursive: true }));

const ask = (text: string) => addCheckpoint(parts, text);

describe('a witness', () => {
  it('200: cosigns a log it follows, from the empty tree on, and the line verifies', async () => {
    for (const [old, size] of [
      [0, 3],
      [3, 3],
      [3, 8],
      [8, 300],
    ] as const) {
      const answer = await ask(await request(old, size));
      expect([old, size, answer.status]).toEqual([old, size, 200]);
      const note = withSignature(await noteAt(size), answer.body);
      const [verified] = openNote(note, [witnessKey]).verified;
      expect(verified?.seconds).toBe(1_764_000_000n);
    }
    expect((await records.find(ORIGIN))?.size).toBe(300n);
  });

  it('409 with the size that stands, when the old size is another', async () => {
    await ask(await request(0, 5));
    const answer = await ask(await request(3, 8));
    expect(answer).toEqual({ status: 409, contentType: 'text/x.tlog.size', body: '5\n' });
  });

  it('409 for a second root of the same size, and for a smaller tree', async () => {
    await ask(await request(0, 5));
    const forked = await ask(`old 5\n\n${await noteAt(5, nodesOf(2))}`);
    expect(forked.status).toBe(409);
    expect((await ask(`old 3\n\n${await noteAt(3)}`)).status).toBe(409);
  });

  it('422 when the proof does not lead there: a fork is never cosigned', async () => {
    await ask(await request(0, 5));
    expect((await ask(await request(5, 9, nodesOf(2)))).status).toBe(422);
    expect((await ask(`old 5\n\n${await noteAt(9)}`)).status).toBe(422);
    expect((await records.find(ORIGIN))?.size).toBe(5n);
  });

  it('403 unless a key of that log signed it, 404 for a log it does not follow', async () => {
    const stranger = generateSigningKey().seed;
    expect((await ask(`old 0\n\n${await noteAt(3, nodesOf(), stranger)}`)).status).toBe(403);
    const body = formatCheckpoint({ origin: 'other/1', size: 0n, root: new Uint8Array(32) });
    expect((await ask(`old 0\n\n${signNote(body, 'other/1', stranger)}`)).status).toBe(404);
  });

  it.each([
    ['', 400],
    ['old 0\n', 400],
    ['old -1\n\nx', 400],
    ['old 01\n\nx', 400],
    ['old 0\nAAAA\n\nx', 400],
    [`old 0\n${`${'A'.repeat(43)}=\n`.repeat(64)}\nx`, 400],
  ])('400 for %j', async (text, status) => {
    expect((await ask(text)).status).toBe(status);
  });

  it('400 when the old size is larger than the checkpoint', async () => {
    expect((await ask(`old 9\n\n${await noteAt(3)}`)).status).toBe(400);
  });

  it('cosigns one of two that race, and tells the other what stands', async () => {
    await ask(await request(0, 4));
    const [a, b] = await Promise.all([ask(await request(4, 9)), ask(await request(4, 12))]);
    expect([a.status, b.status].sort()).toEqual([200, 409]);
  });
});

describe('a record', () => {
  const root = new Uint8Array(32);
  const at = (size: bigint) => ({ origin: ORIGIN, size, root, line: 'x', signedAtMs: 1 });

  it('is swapped only for what the caller saw', async () => {
    expect(await records.put(at(1n), undefined)).toBe(true);
    expect(await records.put(at(2n), undefined)).toBe(false);
    expect(await records.put(at(2n), at(3n))).toBe(false);
    expect(await records.put(at(2n ** 64n - 1n), at(1n))).toBe(true);
    expect(await openRecords(folder).find(ORIGIN)).toEqual(at(2n ** 64n - 1n));
    expect(await records.origins()).toEqual([ORIGIN]);
  });

  it('is not written when the disk does not keep it', async () => {
    await records.put(at(1n), undefined);
    const sync = (): Promise<void> => Promise.reject(new Error('EIO'));
    await expect(openRecords(folder, { sync }).put(at(2n), at(1n))).rejects.toThrow(/fsync/);
    expect((await records.find(ORIGIN))?.size).toBe(1n);
  });
});
