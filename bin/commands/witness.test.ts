import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toBase64, utf8 } from '../../lib/ledger/bytes';
import { formatCheckpoint } from '../../lib/ledger/checkpoint';
import { generateSigningKey } from '../../lib/ledger/ed25519';
import {
  formatVerifierKey,
  keyIdOf,
  LOG_KEY_TYPE,
  openNote,
  parseVerifierKey,
  signNote,
  withSignature,
} from '../../lib/ledger/note';
import { consistencyProof, rootOfTree, type ReadNode } from '../../lib/ledger/proofs';
import { leafHash, perfectRoot } from '../../lib/ledger/tree';
import {
  addCheckpointTo,
  startWitness,
  type WitnessProcess,
} from '../../lib/transparency/witness-process.test-support';
import { nattoku } from './terminal.test-support';

const ORIGIN = 'log.example/2026';
const log = generateSigningKey();
const publicKey = log.publicKey;
const keyId = keyIdOf(ORIGIN, LOG_KEY_TYPE, publicKey);
const vkey = formatVerifierKey({ name: ORIGIN, keyId, type: LOG_KEY_TYPE, publicKey });

function nodesOf(word: string): ReadNode {
  return (level, index) => {
    const leaves = Array.from({ length: 2 ** level }, (_, i) =>
      leafHash(utf8(`${word} ${String(Number(index) * 2 ** level + i)}`)),
    );
    return Promise.resolve(perfectRoot(Buffer.concat(leaves)));
  };
}

async function noteAt(size: number, word = 'leaf', origin = ORIGIN): Promise<string> {
  const root = await rootOfTree(BigInt(size), nodesOf(word));
  return signNote(formatCheckpoint({ origin, size: BigInt(size), root }), origin, log.seed);
}

async function request(old: number, size: number, word = 'leaf'): Promise<string> {
  const proof = old === 0 ? [] : await consistencyProof(BigInt(old), BigInt(size), nodesOf(word));
  return `old ${String(old)}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${await noteAt(size, word)}`;
}

let state: string;
let running: WitnessProcess | undefined;
beforeEach(() => {
  state = mkdtempSync(path.join(tmpdir(), 'nattoku-witness-'));
});
afterEach(async () => {
  await running?.end('SIGKILL');
  rmSync(state, { recursive: true });
});

const start = async (port?: number) =>
  (running = await startWitness(
    state,
    [{ origin: ORIGIN, vkey }],
    port === undefined ? {} : { port },
  ));

describe('a witness in a process of its own', () => {
  test('cosigns growth, keeps what it saw over a kill, refuses a fork and ends with 0 when told to', async () => {
    const first = await start();
    for (const [old, size] of [
      [0, 3],
      [3, 9],
    ] as const) {
      const { status, text } = await addCheckpointTo(first, await request(old, size));
      expect(status).toBe(200);
      const signed = withSignature(await noteAt(size), text);
      const { verified } = openNote(signed, [parseVerifierKey(first.vkey)]);
      expect(verified[0]?.seconds).toBeGreaterThan(1_700_000_000n);
    }
    await first.end('SIGKILL');

    const again = await start();
    expect(again.vkey).toBe(first.vkey);
    expect(await addCheckpointTo(again, await request(3, 12))).toEqual({
      status: 409,
      type: 'text/x.tlog.size',
      text: '9\n',
    });
    // A second tree: of the same size, and a larger one.
    expect((await addCheckpointTo(again, await request(9, 9, 'other'))).status).not.toBe(200);
    expect((await addCheckpointTo(again, await request(9, 12, 'other'))).status).toBe(422);
    expect((await addCheckpointTo(again, await request(9, 12))).status).toBe(200);
    expect(await again.end()).toBe(0);
  });

  test('of two trees that arrive at once it cosigns one', async () => {
    const witness = await start();
    const asked = await Promise.all(
      ['leaf', 'other', 'third', 'leaf'].map(async (word) =>
        addCheckpointTo(witness, await request(0, 5, word)),
      ),
    );
    const granted = asked.filter(({ status }) => status === 200);
    expect(granted.length).toBe(1);
    expect(asked.filter(({ status }) => status === 409).length).toBe(3);
  });

  test('says no in the words of the protocol: 400, 403, 404, 405, 413', async () => {
    const witness = await start();
    const stranger = await noteAt(2, 'leaf', 'log.example/2027');
    expect((await addCheckpointTo(witness, 'what\n')).status).toBe(400);
    expect((await addCheckpointTo(witness, `old 0\n\n${stranger}`)).status).toBe(404);
    const spoilt = (await request(0, 2)).replace('\n2\n', '\n3\n');
    expect((await addCheckpointTo(witness, spoilt)).status).toBe(403);
    expect((await fetch(`${witness.url}/add-checkpoint`)).status).toBe(405);
    expect((await fetch(`${witness.url}/`)).status).toBe(404);
    const long = await fetch(`${witness.url}/add-checkpoint`, {
      method: 'POST',
      body: 'x'.repeat(200_000),
    }).then(
      ({ status }) => status,
      () => 413,
    );
    expect(long).toBe(413);
    expect((await addCheckpointTo(witness, await request(0, 2))).status).toBe(200);
  });

  test('its key is its owner’s alone, and its name never changes', async () => {
    await (await start()).end();
    expect(statSync(path.join(state, 'witness.key')).mode & 0o077).toBe(0);
    const args = `--origin ${ORIGIN} --vkey ${vkey} --state ${state} --port 0 --name another`;
    const { code, err } = await nattoku(state, `witness ${args}`);
    expect({ code, err }).toEqual({ code: 2, err: [expect.stringContaining('never changes')] });
  });

  test('a second one with the same folder is refused in one line', async () => {
    await start();
    const args = `--origin ${ORIGIN} --vkey ${vkey} --state ${state} --port 0`;
    const { code, err } = await nattoku(state, `witness ${args}`);
    expect({ code, err }).toEqual({ code: 1, err: [expect.stringContaining('another witness')] });
  });

  test.each([
    ['', '--origin'],
    [`--origin ${ORIGIN} --state x --port 0`, 'one --vkey'],
    [`--origin ${ORIGIN} --vkey nonsense --state x --port 0`, '--vkey'],
    [`--origin ${ORIGIN} --vkey ${vkey} --port 0`, '--state'],
    [`--origin ${ORIGIN} --vkey ${vkey} --state x --port 70000`, '--port'],
  ])('called wrongly (%s) it is one line and exit code 2', async (args, word) => {
    const { code, err } = await nattoku(state, `witness ${args}`);
    expect({ code, err }).toEqual({ code: 2, err: [expect.stringContaining(word)] });
  });
});
