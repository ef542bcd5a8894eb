import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTemporaryRuntime, type TemporaryRuntime } from '../../lib/runtime/temporary';
import { nattoku } from './terminal.test-support';

let server: TemporaryRuntime;
beforeAll(async () => {
  server = await openTemporaryRuntime();
});
afterAll(() => server.dispose());

const run = (words: string) => nattoku(server.dataDir, words);
const rows = () => server.runtime.store.listOfficers();

describe('nattoku officers', () => {
  test('one is added, listed and removed, and the running server sees each at once', async () => {
    const added = await run(
      'officers add --email aoi@example.jp --name Aoi --roles auditor,author',
    );
    expect(added).toMatchObject({ code: 0, err: [], out: [expect.stringMatching(/^off_/)] });
    expect(await rows()).toMatchObject([{ roles: ['auditor', 'author'], removedAtMs: null }]);
    expect((await run('officers list')).out[1]).toMatch(
      /^off_.*aoi@example\.jp +Aoi +auditor,author$/,
    );
    expect((await run('officers remove --email AOI@example.jp')).code).toBe(0);
    expect(await rows()).toMatchObject([{ roles: [], removedAtMs: expect.any(Number) }]);
    expect((await run('officers list')).out).toHaveLength(1);
  });

  test.each([
    ['add --email nobody --name N --roles auditor', 2, '--email takes an e-mail address'],
    ['add --email a@example.jp --name N --roles king', 2, '"king" is none of auditor'],
    ['add --email a@example.jp --roles auditor', 2, '--name is needed'],
    ['add --wat', 2, "Unknown option '--wat'"],
    ['remove --email b@example.jp', 1, 'no officer has this address'],
    ['remove', 2, '--email is needed'],
  ])('officers %s is refused in one line, nothing is written', async (words, code, said) => {
    const before = await server.runtime.store.head();
    const outcome = await run(`officers ${words}`);
    expect(outcome).toEqual({ code, out: [], err: [expect.stringContaining(said)] });
    expect((await server.runtime.store.head()).seq).toBe(before.seq);
  });
});
