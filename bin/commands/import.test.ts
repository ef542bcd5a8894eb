// A file of choices from the command line: in the name of a key, each row once, told row by row.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploymentPrincipal } from '../../lib/identity/deployment';
import { createApiKey } from '../../lib/identity/key-commands';
import type { Scope } from '../../lib/identity/model';
import { openTemporaryRuntime, type TemporaryRuntime } from '../../lib/runtime/temporary';
import { nattoku } from './terminal.test-support';

let server: TemporaryRuntime;
const scratch = mkdtempSync(path.join(tmpdir(), 'nattoku-import-'));
const file = path.join(scratch, 'members.csv');
const report = path.join(scratch, 'report.ndjson');
const MAP =
  '--map id=member --set type=deny --set purposes=recommend --set channels=web --set data=*';
let key: string;
let weak: string;

async function keyWith(scopes: Scope[]): Promise<string> {
  const wanted = { name: scopes.join(' '), system: 'shop', scopes };
  const made = await createApiKey(server.runtime, deploymentPrincipal(), wanted);
  if (!made.ok) throw new Error(made.reason);
  return made.text;
}
beforeAll(async () => {
  server = await openTemporaryRuntime();
  key = await keyWith(['import', 'choice:refuse']);
  weak = await keyWith(['choice:refuse']);
  writeFileSync(file, 'member,store\r\none,"Tokyo, 1"\r\ntwo,\r\n,none\r\n');
});
afterAll(async () => {
  await server.dispose();
  rmSync(scratch, { recursive: true, force: true });
});
const run = (args: string, by = key) =>
  nattoku(server.dataDir, `import ${args}`, { NATTOKU_KEY: by });
const entries = async () => (await server.runtime.store.head()).seq;

describe('nattoku import', () => {
  it('as a dry run says what would be recorded, and records nothing', async () => {
    const before = await entries();
    const said = await run(`${file} ${MAP} --dry-run`);
    expect(said.out).toEqual(['3 rows: 2 would be recorded, 1 refused']);
    expect(said).toMatchObject({ code: 1, err: ['row 3: invalid_request /id'] });
    expect(await entries()).toBe(before);
  });

  it('records each row once, however often it is run', async () => {
    const before = await entries();
    for (let times = 0; times < 2; times += 1) {
      const said = await run(`${file} ${MAP} --report ${report}`);
      expect(said.out).toEqual(['3 rows: 2 recorded, 1 refused']);
      expect(await entries()).toBe(before + 2);
    }
    const lines = readFileSync(report, 'utf8').trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { result: string }).result)).toEqual([
      'recorded',
      'recorded',
      'refused',
    ]);
  });

  it('stopped by Ctrl-C ends in order, says how far it came, and goes on when it is run again', async () => {
    const before = await entries();
    const [long, told] = ['long.csv', 'long.ndjson'].map((name) => path.join(scratch, name));
    const rows = 3000;
    const names = Array.from({ length: rows }, (_, at) => `long-${String(at)}`);
    writeFileSync(long ?? '', `member\n${names.join('\n')}\n`);
    const running = run(`${long ?? ''} ${MAP} --report ${told ?? ''}`);
    const hasBegun = (): boolean => {
      const found = statSync(told ?? '', { throwIfNoEntry: false });
      return found !== undefined && found.size > 0;
    };
    while (!hasBegun()) await setTimeout(2);
    process.emit('SIGINT');
    process.emit('SIGINT');
    const said = await running;
    expect(said.code).toBe(130);
    const recorded = (await entries()) - before;
    expect(recorded).toBeGreaterThan(0);
    expect(recorded).toBeLessThan(rows);
    expect(said.out).toEqual([`${String(recorded)} rows: ${String(recorded)} recorded, 0 refused`]);
    expect(said.err[0]).toContain(`stopped after row ${String(recorded)}`);
    expect((await run(`${long ?? ''} ${MAP}`)).code).toBe(0);
    expect(await entries()).toBe(before + rows);
  }, 60_000);

  it.each([
    ['', 2, 'FILE is needed'],
    [`${file}.none`, 2, 'there is no file'],
    [`${file} --map who=member`, 2, '--map and --set know'],
    [`${file} --map id`, 2, '--map takes field=column'],
    [`${file} --format xlsx`, 2, '--format is one of'],
    [`${file} --map id=nowhere`, 1, 'no column nowhere'],
  ])('%s: exit %i', async (args, code, words) => {
    const said = await run(args);
    expect(said.code).toBe(code);
    expect(said.err.join()).toContain(words);
  });

  it('takes a key that may import, from the environment alone', async () => {
    const before = await entries();
    for (const by of [weak, '', 'ntk_live_x']) {
      const said = await run(`${file} ${MAP}`, by);
      expect([said.code, said.err.join()]).toEqual([1, expect.stringContaining('NATTOKU_KEY')]);
    }
    expect(await entries()).toBe(before);
  });
});
