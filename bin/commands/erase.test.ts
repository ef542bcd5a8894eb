import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deploymentPrincipal } from '../../lib/identity/deployment';
import { openPersonSession } from '../../lib/identity/entrances';
import { placeHold } from '../../lib/record/holds';
import { openTemporaryRuntime, type TemporaryRuntime } from '../../lib/runtime/temporary';
import { nattoku } from './terminal.test-support';

/** A server that runs all the while. */
let server: TemporaryRuntime;
beforeAll(async () => {
  server = await openTemporaryRuntime();
});
afterAll(() => server.dispose());

async function customer(id: string): Promise<string> {
  const outcome = await server.runtime.commit({
    actor: deploymentPrincipal(),
    about: { identifier: { system: 'shop', id } },
    events: [
      {
        about: 'subject',
        body: { type: 'deny', surface: 'system', purposes: '*', channels: '*', data: '*' },
      },
    ],
  });
  if (!outcome.ok || outcome.subject === undefined) throw new Error('no subject');
  return outcome.subject;
}
const isThere = async (subject: string) =>
  (await server.runtime.store.findGroup({ subject })) !== undefined;
const run = (args: string, typed?: readonly string[]) =>
  nattoku(server.dataDir, `erase ${args}`, {}, typed);

describe('nattoku erase', () => {
  test('erases, says what is kept and until when, and never says who', async () => {
    const subject = await customer('CARD-1');
    const said = await run('--system shop --id CARD-1 --ground requested --yes');
    expect([said.code, said.err]).toEqual([0, []]);
    expect(said.out).toEqual([
      'erased 1 events of 1 joined record',
      'kept: the ledger’s commitments, which open no more',
      'kept: that everything optional is refused, for 1 handle',
      expect.stringContaining('old bytes'),
      expect.stringContaining('restore'),
    ]);
    expect(said.out.join()).not.toContain('CARD-1');
    expect(await isThere(subject)).toBe(false);
  });

  test('asks before it erases, and takes the identifier from standard input', async () => {
    const subject = await customer('CARD-2');
    const stopped = await run('--system shop --ground requested', ['CARD-2', 'yes']);
    expect(stopped).toEqual({ code: 1, out: [], err: ['nothing was erased'] });
    expect(await isThere(subject)).toBe(true);
    const done = await run('--system shop --ground requested --no-suppression', [
      'CARD-2',
      'erase',
    ]);
    expect([done.code, done.out[2]]).toEqual([0, expect.stringContaining('no refusal')]);
    expect(await isThere(subject)).toBe(false);
    const handle = server.runtime.vault.handleOf({ system: 'shop', id: 'CARD-2' });
    expect(await server.runtime.store.findSuppressions([handle])).toEqual([undefined]);
  });

  test('finds a person by their address', async () => {
    const session = await openPersonSession(server.runtime, 'hanako@example.jp');
    const said = await run('--email Hanako@Example.jp --ground account-closed --keep-bodies --yes');
    expect([said.code, said.err]).toEqual([0, []]);
    expect(await isThere(session?.who ?? '')).toBe(false);
  });

  test('waits for a hold, and says until when', async () => {
    const subject = await customer('CARD-3');
    const untilMs = Date.UTC(2030, 0, 2);
    await placeHold(server.runtime, deploymentPrincipal(), {
      subject,
      ground: 'a lawsuit',
      untilMs,
    });
    const said = await run('--system shop --id CARD-3 --ground requested --yes');
    expect([said.code, said.err[0]]).toEqual([1, expect.stringContaining('until 2030-01-02')]);
    expect(await isThere(subject)).toBe(true);
  });

  test('nobody known is one line and exit code 1', async () => {
    const said = await run('--system shop --id NOBODY --ground requested --yes');
    expect(said).toEqual({ code: 1, out: [], err: ['nobody is known by that name'] });
  });

  test.each([
    ['--system shop --id C --yes', '--ground is needed'],
    ['--id C --ground requested --yes', '--system'],
    ['--system shop --id C --ground because --yes', '"because" is none of'],
    ['--system shop --id C --ground requested', '--yes is needed'],
    ['--system shop --ground requested --yes', '--id is needed'],
    ['--email nobody --ground requested --yes', '--email takes'],
    ['--email a@b.jp --id C --ground requested --yes', '--email stands alone'],
    ['--system shop --id C --ground requested --yes --wat', "Unknown option '--wat'"],
  ])('%s: one line and exit code 2, and nobody is erased', async (args, line) => {
    const { seq } = await server.runtime.store.head();
    const said = await run(args);
    expect([said.code, said.out, said.err]).toEqual([2, [], [expect.stringContaining(line)]]);
    expect((await server.runtime.store.head()).seq).toBe(seq);
  });

  test('--help shows its options', async () => {
    const said = await run('--help');
    expect([said.code, said.out.join('\n')]).toEqual([0, expect.stringContaining('--keep-bodies')]);
  });
});
