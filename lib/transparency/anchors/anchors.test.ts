import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../../clock';
import { craftFork } from './fork.test-support';
import { checkReceiptAnchors } from '../../evidence/receipt-anchors';
import { receiptOf } from '../../evidence/receipt';
import { verifyReceipt } from '../../evidence/receipt-verify';
import { parseNote } from '../../ledger/note';
import { parsePolicy, satisfies } from '../../ledger/policy';
import { keepAnchors } from '../../runtime/keep-anchors';
import { keeperOf, openKept, type Kept } from '../kept.test-support';
import type { Keeper } from '../model';
import { makeWitnessKey } from '../witness-key';
import {
  addCheckpointTo,
  startWitness,
  type WitnessProcess,
} from '../witness-process.test-support';
import type { AnchorKeeper } from './anchor-keeper';
import { readCertificates } from './certificate-chain';
import { openLocalTsa } from './local-tsa.test-support';

const closing: (() => Promise<unknown> | undefined)[] = [];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nattoku-anchors-'));
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  rmSync(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

interface Anchored {
  readonly kept: Kept;
  readonly keeper: Keeper;
  readonly anchors: AnchorKeeper;
  /** Signs everything, then looks once at every kind of mark. */
  settle(): Promise<void>;
  why(kind: 'witness' | 'rfc3161' | 'write-once'): string | undefined;
}

async function openAnchored(settings: Record<string, string>, clock?: Clock): Promise<Anchored> {
  const kept = await openKept(settings, clock);
  closing.push(() => kept.dispose());
  const keeper = keeperOf(kept.runtime);
  closing.push(() => keeper.stop());
  const anchors = keepAnchors(kept.runtime, keeper, false);
  if (anchors === undefined) throw new Error('no marks are configured');
  closing.push(() => anchors.stop());
  return {
    ...{ kept, keeper, anchors },
    async settle() {
      await keeper.settle();
      await anchors.settle();
    },
    why: (kind) => kept.runtime.ledger.board.alarms.get(kind),
  };
}

/** A witness whose key is known before the log's is. */
async function plannedWitness(name: string) {
  const state = path.join(folder, name);
  const { vkey } = await makeWitnessKey(state, name);
  const port = await freePort();
  const start = async (followed: { origin: string; vkey: string }): Promise<WitnessProcess> => {
    const witness = await startWitness(state, [followed], { port, name });
    closing.push(() => witness.end('SIGKILL'));
    return witness;
  };
  return { name, vkey, url: `http://127.0.0.1:${String(port)}`, start };
}

async function logOf({ runtime }: Kept): Promise<{ origin: string; vkey: string }> {
  const [log] = await runtime.ledger.logs();
  return { origin: log?.origin ?? '', vkey: log?.vkeys[0] ?? '' };
}

async function believed({ runtime }: Kept, note: string | undefined): Promise<boolean> {
  return satisfies(parsePolicy(await runtime.ledger.policy()), note ?? '').ok;
}

describe('witnesses', () => {
  test('one of two is enough; without any the service goes on and says so; back again, all is well; a fork is said aloud', async () => {
    const [north, south] = [await plannedWitness('north'), await plannedWitness('south')];
    const file = path.join(folder, 'policy.txt');
    const lines = [north, south].map(({ name, vkey, url }) => `witness ${name} ${vkey} ${url}\n`);
    writeFileSync(file, `${lines.join('')}group either any north south\nquorum either\n`);
    const { kept, settle, why } = await openAnchored({ WITNESSES: file });
    const { ledger } = kept.runtime;

    await settle();
    expect(why('witness')).toMatch(/quorum is missing/);
    expect(await believed(kept, await ledger.checkpoint())).toBe(false);
    expect(await ledger.policy()).toContain('group either 1 north south\nquorum either\n');

    const log = await logOf(kept);
    const first = await north.start(log);
    await kept.grow(20);
    await settle();
    expect(why('witness')).toBeUndefined();
    expect(await believed(kept, await ledger.checkpoint())).toBe(true);
    expect(readFileSync(kept.fileOf('checkpoint'), 'utf8')).toBe(await ledger.checkpoint());
    expect((await ledger.standing()).anchors).toMatchObject([{ size: 20, late: false }]);

    // Killed and started again it still knows what it saw; so do we after a restart.
    await first.end('SIGKILL');
    await kept.grow(30);
    await settle();
    expect(why('witness')).toMatch(/quorum is missing/);
    expect((await ledger.standing()).signedSize).toBe(30);
    const covered = await ledger.proofOf((await kept.runtime.store.head()).firstSeq);
    expect([covered?.size, await believed(kept, covered?.checkpoint)]).toEqual([20n, true]);
    const newest = await ledger.proofOf((await kept.runtime.store.head()).seq);
    expect([newest?.size, await believed(kept, newest?.checkpoint)]).toEqual([30n, false]);
    await north.start(log);
    await settle();
    expect(why('witness')).toBeUndefined();
    expect(await believed(kept, await ledger.checkpoint())).toBe(true);

    // The other one was shown another tree, signed with the same key.
    const other = await south.start(log);
    const fork = await craftFork(kept, 3);
    expect((await addCheckpointTo(other, `old 0\n\n${fork}`)).status).toBe(200);
    await kept.grow(40);
    await settle();
    expect(why('witness')).toMatch(/saw another tree: south: it holds another tree of 3 entries/);
    expect(await believed(kept, await ledger.checkpoint())).toBe(true);
  });

  test('a list asks for more than half of them; nonsense is one line at the start', async () => {
    const keys = [await plannedWitness('a'), await plannedWitness('b'), await plannedWitness('c')];
    const list = keys.map(({ vkey, url }) => `${vkey} ${url}`).join(', ');
    const kept = await openKept({ WITNESSES: list });
    closing.push(() => kept.dispose());
    expect(await kept.runtime.ledger.policy()).toContain('group most-witnesses 2 a b c\n');
    const broken = { WITNESSES: list.replace(/\+[0-9a-f]{8}\+/, '+00000000+') };
    await expect(openKept(broken)).rejects.toThrow(/^WITNESSES: /);
    await expect(openKept({ WITNESSES: '/nowhere/policy' })).rejects.toThrow(/^WITNESSES: /);
  });
});

describe('time stamps', () => {
  test('come on schedule, over restarts, and receipts carry one that verifies', async () => {
    const tsa = await openLocalTsa();
    closing.push(() => tsa.close());
    let aheadMs = 0;
    const clock = { now: () => Date.now() + aheadMs };
    const settings = { TSA_URL: tsa.url, TSA_CERT: tsa.caFile, TSA_MINUTES: '1' };
    const { kept, keeper, settle, why } = await openAnchored(settings, clock);
    const { runtime } = kept;
    await settle();
    await kept.grow(30);
    await settle();
    expect([tsa.asked(), why('rfc3161')]).toEqual([1, undefined]);
    const again = keepAnchors(runtime, keeper, false);
    await again?.settle();
    expect(tsa.asked()).toBe(1);

    aheadMs = 90_000;
    tsa.answer(() => 500);
    await settle();
    expect(why('rfc3161')).toMatch(/no time stamp: it answers 500/);
    tsa.answer((query, reply) => reply(query));
    await again?.settle();
    expect(tsa.asked()).toBe(3);
    const [row] = await runtime.store.anchorsOf((await logOf(kept)).origin, {
      ...{ fromSize: 0, limit: 1, kind: 'rfc3161', order: 'newest' },
    });
    expect([row?.size, row?.detail]).toEqual([30, tsa.url]);
    expect((await runtime.ledger.standing()).anchors).toMatchObject([
      { kind: 'rfc3161', size: 30, waitingMs: 0, late: false },
    ]);
    await kept.grow(40);
    await keeper.settle();

    const { firstSeq } = await runtime.store.head();
    const [, , stored] = await runtime.store.searchLog({
      ...{ afterSeq: firstSeq + 20, order: 'oldest', limit: 3 },
    });
    if (stored === undefined) throw new Error('nothing is stored');
    const receipt = await receiptOf(runtime, stored, { withPersonal: true });
    const verdict = verifyReceipt(receipt, await runtime.ledger.policy());
    if (!verdict.ok) throw new Error(verdict.why);
    expect([verdict.checkpoint.size, verdict.receipt.anchors.length]).toEqual([30n, 1]);
    const trust = (pem: string) => readCertificates(readFileSync(pem, 'utf8'));
    expect(await checkReceiptAnchors(verdict.receipt, trust(tsa.caFile))).toMatchObject({
      ok: true,
      timeStamps: [{ trusted: true, authority: 'CN=good' }],
    });
    expect(await checkReceiptAnchors(verdict.receipt, undefined)).toMatchObject({ ok: true });
    expect(await checkReceiptAnchors(verdict.receipt, trust(tsa.strangerFile))).toMatchObject({
      ok: false,
    });
    const [anchor] = verdict.receipt.anchors;
    if (anchor === undefined) throw new Error('there is no time stamp');
    const moved = { ...verdict.receipt, anchors: [{ ...anchor, atMs: anchor.atMs - 1000 }] };
    expect(await checkReceiptAnchors(moved, undefined)).toMatchObject({ ok: false });
    await again?.stop();
  });
});

describe('the write-once folder', () => {
  test('gets each checkpoint once, read-only; another tree of a size is refused, kept and said aloud', async () => {
    const dir = path.join(folder, 'worm');
    const { kept, settle, why } = await openAnchored({ ANCHOR_DIR: dir });
    await kept.grow(10);
    await settle();
    await kept.grow(12);
    await settle();
    const { origin } = await kept.runtime.store.head();
    const name = (await kept.runtime.ledger.logs())[0]?.name ?? '';
    const sizes = readdirSync(path.join(dir, name));
    const sizeNow = (await kept.runtime.ledger.standing()).signedSize;
    expect(sizes).toContain(String(sizeNow));
    const file = path.join(dir, name, String(sizeNow));
    expect(statSync(file).mode & 0o777).toBe(0o444);
    expect(parseNote(readFileSync(file, 'utf8')).body).toBe(
      parseNote((await kept.runtime.ledger.checkpoint()) ?? '').body,
    );
    expect(why('write-once')).toBeUndefined();

    const fork = await craftFork(kept, 20);
    const planted = path.join(dir, name, '20');
    writeFileSync(planted, fork);
    await kept.grow(20);
    await settle();
    expect(why('write-once')).toMatch(/holds another tree of 20 entries/);
    expect(readFileSync(planted, 'utf8')).toBe(fork);
    await kept.grow(21);
    await settle();
    expect(why('write-once')).toMatch(/holds another tree of 20 entries/);
    const rows = await kept.runtime.store.anchorsOf(origin, {
      ...{ fromSize: 0, limit: 99, kind: 'write-once' },
    });
    expect(rows.map(({ size }) => size)).not.toContain(20);
    expect(rows.at(-1)?.size).toBe(21);
  });

  test('of a rolled-back deployment holds more than is signed: said at the first look', async () => {
    const dir = path.join(folder, 'worm');
    const { kept, keeper, settle, why } = await openAnchored({ ANCHOR_DIR: dir });
    await keeper.settle();
    const name = (await kept.runtime.ledger.logs())[0]?.name ?? '';
    mkdirSync(path.join(dir, name), { recursive: true });
    writeFileSync(path.join(dir, name, '900'), await craftFork(kept, 900));
    await settle();
    expect(why('write-once')).toMatch(/900 entries/);
  });

  test('is kept without anyone asking, and left in order when the process ends', async () => {
    const dir = path.join(folder, 'worm');
    const { kept, keeper } = await openAnchored({ ANCHOR_DIR: dir });
    await keeper.settle();
    const byItself = keepAnchors(kept.runtime, keeper);
    const { signedSize } = await kept.runtime.ledger.standing();
    const name = (await kept.runtime.ledger.logs())[0]?.name ?? '';
    const copy = path.join(dir, name, String(signedSize));
    await expect.poll(() => existsSync(copy), { timeout: 30_000 }).toBe(true);
    await byItself?.stop();
    expect(readFileSync(copy, 'utf8')).toBe(await kept.runtime.ledger.checkpoint());
  });

  test('that cannot be written is an alarm; choices and signatures go on', async () => {
    const dir = path.join(folder, 'file');
    writeFileSync(dir, 'not a folder');
    chmodSync(dir, 0o444);
    const { kept, settle, why } = await openAnchored({ ANCHOR_DIR: dir });
    await kept.grow(5);
    await settle();
    expect(why('write-once')).toMatch(/ENOTDIR|EEXIST/);
    expect((await kept.runtime.ledger.standing()).signedSize).toBeGreaterThanOrEqual(5);
  });
});
