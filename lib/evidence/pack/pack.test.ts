// A pack verifies by itself, and not after anything in it was changed; made of a real log.
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepLedger } from '../../runtime/keep-ledger';
import { openTemporaryRuntime, type TemporaryRuntime } from '../../runtime/temporary';
import type { Keeper } from '../../transparency/model';
import type { LogQuestion } from '../log-search';
import { allow, deny, newPerson, officerWith, say } from '../log.test-support';
import { archiveFolder } from './archive-folder';
import { buildPack, type BuiltPack } from './build-pack';
import { openArchive } from './zip-reading';
import { verifyPack } from './verify-pack';

let temporary: TemporaryRuntime;
let keeper: Keeper | undefined;
let policy: string;
let subject: string;
const scratch = mkdtempSync(path.join(tmpdir(), 'nattoku-pack-'));
const officer = officerWith(['auditor']);

beforeAll(async () => {
  temporary = await openTemporaryRuntime();
  const { runtime } = temporary;
  keeper = keepLedger(runtime);
  const one = await newPerson(runtime, { system: 'shop', id: 'one' });
  subject = one.subject;
  await say(runtime, one, [allow('recommend', 'web'), deny(['advertise'], 'portal')]);
  const other = await newPerson(runtime, { system: 'shop', id: 'other' });
  for (let at = 0; at < 270; at += 1) await say(runtime, other, [deny(['recommend'], 'portal')]);
  await say(runtime, one, [deny('*', 'portal')]);
  await keeper?.settle();
  policy = await runtime.ledger.policy();
});
afterAll(async () => {
  await keeper?.stop();
  await temporary.dispose();
  rmSync(scratch, { recursive: true, force: true });
});

let made = 0;
function build(question: LogQuestion, steps = Infinity, folder?: string) {
  made += 1;
  const workDir = folder ?? path.join(scratch, String(made));
  let left = steps;
  const asked = { question, ground: '問い合わせへの回答', summary: 'everything' };
  const onStep = () => {
    left -= 1;
    return Promise.resolve(left > 0);
  };
  return buildPack(temporary.runtime, officer, asked, workDir, onStep, 50);
}
async function whole(question: LogQuestion): Promise<BuiltPack> {
  const pack = await build(question);
  if (pack === undefined) throw new Error('no pack');
  return pack;
}

describe('a pack about everything', () => {
  it('verifies with a policy from elsewhere, and names itself in the log', async () => {
    const pack = await whole({});
    const verdict = await verifyPack(pack.file, policy);
    expect(verdict).toMatchObject({ ok: true, lines: pack.lines, digest: pack.digest });
    expect(pack.lines).toBeGreaterThan(270);
    const archive = await openArchive(pack.file);
    const names = archive.names;
    archive.close();
    for (const name of ['policy.txt', 'summary.ja.html', 'summary.en.html', 'receipt.json']) {
      expect(names).toContain(name);
    }
    const [newest] = await temporary.runtime.store.searchLog({
      types: ['export'],
      order: 'newest',
      limit: 1,
    });
    expect(newest?.body?.json).toContain(pack.digest);
  });

  it('shows nobody: no personal part, no subject', async () => {
    const pack = await whole({});
    const archive = await openArchive(pack.file);
    for (const name of archive.names) {
      expect((await archive.read(name)).includes(subject), name).toBe(false);
    }
    archive.close();
  });

  it('nobody’s policy but the reader’s is believed', async () => {
    const pack = await whole({});
    expect(await verifyPack(pack.file, 'quorum none\n')).toMatchObject({ ok: false });
  });
});

describe('a pack about one person', () => {
  it('holds their events alone, opened, and only the tiles that prove them', async () => {
    const pack = await whole({ subjects: [subject] });
    expect(pack.lines).toBe(3);
    expect(await verifyPack(pack.file, policy)).toMatchObject({ ok: true, lines: 3 });
    const archive = await openArchive(pack.file);
    const lines = (await archive.read('events/000001.ndjson')).toString().trimEnd().split('\n');
    archive.close();
    for (const line of lines) expect(line).toContain(subject);
  });

  it('of nobody is empty, and still verifies', async () => {
    const pack = await whole({ subjects: ['sub_nobody'] });
    expect(await verifyPack(pack.file, policy)).toMatchObject({ ok: true, lines: 0 });
  });
});

describe('refused', () => {
  it('after any one-byte change of the archive', async () => {
    const { file } = await whole({ subjects: [subject] });
    const bytes = readFileSync(file);
    const changed = path.join(scratch, 'changed.zip');
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, mask) => {
          const copy = Buffer.from(bytes);
          copy[at] = (copy[at] ?? 0) ^ mask;
          writeFileSync(changed, copy);
          expect((await verifyPack(changed, policy)).ok).toBe(false);
        },
      ),
      { numRuns: 150 },
    );
  });

  /** Whoever changes a file also seals the archive anew, and says so in the manifest where it helps. */
  async function resealed(change: (folder: string) => void): Promise<unknown> {
    const { file } = await whole({ subjects: [subject] });
    const folder = mkdtempSync(path.join(scratch, 'open-'));
    const archive = await openArchive(file);
    for (const name of archive.names) {
      const target = path.join(folder, name);
      cpSync(file, target, { recursive: true });
      writeFileSync(target, await archive.read(name));
    }
    archive.close();
    change(folder);
    const again = path.join(scratch, 'again.zip');
    await archiveFolder(folder, again, Date.now());
    const verdict = await verifyPack(again, policy);
    return verdict.ok ? 'ok' : verdict.where;
  }
  const edit = (name: string, from: string, to: string) => (folder: string) => {
    const file = path.join(folder, name);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(from);
    writeFileSync(file, text.replace(from, to));
  };

  it.each([
    ['a line', 'events/000001.ndjson', '"deny', '"pause', 'events/000001.ndjson'],
    ['the summary', 'summary.ja.html', '拒否', '許可', 'summary.ja.html'],
    ['the ground', 'manifest.json', '問い合わせ', '取り調べ', 'receipt.json'],
    ['the count', 'manifest.json', '"lines": 3', '"lines": 2', 'receipt.json'],
    ['the receipt', 'receipt.json', '"id": "evt_', '"id": "evt-', 'receipt.json'],
  ])('%s changed, and the archive sealed anew', async (_, name, from, to, where) => {
    expect(await resealed(edit(name, from, to))).toBe(where);
  });

  it('a file added or taken away, and the archive sealed anew', async () => {
    const added = await resealed((folder) => {
      copyFileSync(path.join(folder, 'policy.txt'), path.join(folder, 'more.txt'));
    });
    expect(added).toBe('more.txt');
    const taken = await resealed((folder) => {
      rmSync(path.join(folder, 'anchors.json'));
    });
    expect(taken).toBe('anchors.json');
  });

  it('what is no archive, or half of one', async () => {
    const { file } = await whole({});
    const half = path.join(scratch, 'half.zip');
    const bytes = readFileSync(file);
    writeFileSync(half, bytes.subarray(0, bytes.length / 2));
    expect((await verifyPack(half, policy)).ok).toBe(false);
    writeFileSync(half, 'nothing');
    expect((await verifyPack(half, policy)).ok).toBe(false);
  });
});

describe('interrupted', () => {
  it('after any chunk, it goes on to the same lines and the same proofs', async () => {
    const folder = path.join(scratch, 'resumed');
    for (const steps of [1, 2, 1]) {
      expect(await build({}, steps, folder)).toBeUndefined();
      // A chunk that was written before its progress was is thrown away.
      writeFileSync(path.join(folder, 'pack/events/000009.ndjson'), 'half a line');
    }
    const pack = await build({}, Infinity, folder);
    expect(await verifyPack(pack?.file ?? '', policy)).toMatchObject({ ok: true });
  });
});
