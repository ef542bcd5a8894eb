// What the command hands out: recorded first, with the look in the person's own record; packs verify.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deny, newPerson, say } from '../../lib/evidence/log.test-support';
import { keepLedger } from '../../lib/runtime/keep-ledger';
import { openTemporaryRuntime, type TemporaryRuntime } from '../../lib/runtime/temporary';
import type { Keeper } from '../../lib/transparency/model';
import { nattoku } from './terminal.test-support';

let server: TemporaryRuntime;
let keeper: Keeper | undefined;
const scratch = mkdtempSync(path.join(tmpdir(), 'nattoku-export-'));
beforeAll(async () => {
  server = await openTemporaryRuntime();
  keeper = keepLedger(server.runtime);
  const person = await newPerson(server.runtime, { system: 'shop', id: '12345' });
  await say(server.runtime, person, [deny('*', 'portal')]);
  await keeper?.settle();
});
afterAll(async () => {
  await keeper?.stop();
  await server.dispose();
  rmSync(scratch, { recursive: true, force: true });
});
const run = (args: string) => nattoku(server.dataDir, `export ${args}`);
const out = path.join(scratch, 'out');

describe('nattoku export', () => {
  it('a pack of one person verifies, and the person sees the look', async () => {
    const said = await run(`--person shop:12345 --ground inquiry-7 --out ${out}`);
    expect(said).toMatchObject({ code: 0, err: [] });
    const policy = path.join(scratch, 'policy.txt');
    writeFileSync(policy, await server.runtime.ledger.policy());
    const verified = await nattoku(server.dataDir, `ledger verify ${out} --policy ${policy}`);
    expect(verified).toMatchObject({ code: 0, err: [] });
    const [look] = await server.runtime.store.searchLog({
      ...{ types: ['look'], order: 'newest', limit: 1 },
    });
    expect(look?.body?.json).toContain('inquiry-7');
  });

  it.each(['csv', 'ndjson', 'parquet'])('%s of everything', async (format) => {
    const said = await run(`--format ${format} --ground inquiry-7 --out ${out}.${format}`);
    expect(said).toMatchObject({ code: 0, err: [] });
    expect(readFileSync(`${out}.${format}`).length).toBeGreaterThan(100);
  });

  it.each([
    ['--ground inquiry-7', '--out is needed'],
    ['--out x', '--ground is needed'],
    ['--out x --ground abc', 'at least five'],
    ['--out x --ground inquiry --format pdf', '--format is one of'],
    ['--out x --ground inquiry --person nobody', '--person takes SYSTEM:ID'],
    ['--out x --ground inquiry --from 2026-13-01', '--from cannot be read'],
    ['--wat', "Unknown option '--wat'"],
  ])('%s: exit 2', async (args, words) => {
    const said = await run(args);
    expect(said.code).toBe(2);
    expect(said.err.join()).toContain(words);
  });

  it('of nobody writes nothing and records nothing', async () => {
    const before = (await server.runtime.store.head()).seq;
    const said = await run(`--person shop:none --ground inquiry-7 --out ${out}.none`);
    expect(said.code).toBe(1);
    expect((await server.runtime.store.head()).seq).toBe(before);
  });
});
