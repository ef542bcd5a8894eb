import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authenticateKey } from '../../lib/identity/api-keys';
import { openTemporaryRuntime, type TemporaryRuntime } from '../../lib/runtime/temporary';
import { nattoku, newDataDir } from './terminal.test-support';

let dataDir: string;
/** A server that runs all the while: what the command does must reach it at once. */
let server: TemporaryRuntime;
beforeAll(async () => {
  server = await openTemporaryRuntime();
  dataDir = server.dataDir;
});
afterAll(() => server.dispose());

const principalOf = (text: string) => authenticateKey(server.runtime, text);
const keyCount = async () => (await server.runtime.store.listApiKeys()).length;

describe('nattoku keys create', () => {
  test('prints nothing but the key, and the key works', async () => {
    const made = await nattoku(
      dataDir,
      'keys create --name shop --system shop --scope decide,choice:refuse',
    );
    expect(made).toEqual({
      code: 0,
      err: [],
      out: [expect.stringMatching(/^ntk_live_[0-9A-Za-z_]+$/)],
    });
    expect(await principalOf(made.out[0] ?? '')).toMatchObject({
      kind: 'system',
      system: 'shop',
      scopes: ['choice:refuse', 'decide'],
      touchpoints: ['*'],
      test: false,
    });
  });

  test('--touchpoints, --test, --limit and --expires-days are kept', async () => {
    const options = '--touchpoints newsletter,cart-reminder --test --limit 50/s --expires-days 30';
    const made = await nattoku(
      dataDir,
      `keys create --name m --system mailer --scope decide ${options}`,
    );
    expect(made.out[0]).toMatch(/^ntk_test_/);
    expect(await principalOf(made.out[0] ?? '')).toMatchObject({
      touchpoints: ['cart-reminder', 'newsletter'],
      test: true,
      limitPerSecond: 50,
    });
    const { out } = await nattoku(dataDir, 'keys list');
    const ends = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    expect(out.find((line) => line.includes('mailer'))).toContain(`until ${ends}`);
  });

  test.each([
    ['--wat', "Unknown option '--wat'"],
    ['surplus', "Unexpected argument 'surplus'"],
    ['--limit 0', '--limit takes calls a second, 1/s to 1000000/s, not "0"'],
    ['--limit 5/min', '--limit takes calls a second, 1/s to 1000000/s, not "5/min"'],
    ['--expires-days 366', '--expires-days takes 1 to 365'],
    ['--expires-days soon', '--expires-days takes 1 to 365'],
    ['--system Shop', '--system takes small letters'],
    ['--scope decide,everything', '"everything" is none of decide'],
    ['--touchpoints ,', '--touchpoints takes keys'],
  ])('%s is refused with one line and exit code 2, and makes no key', async (options, said) => {
    const before = await keyCount();
    const made = await nattoku(
      dataDir,
      `keys create --name n --system shop --scope decide ${options}`,
    );
    expect(made).toEqual({ code: 2, out: [], err: [expect.stringContaining(said)] });
    expect(made.err[0]).not.toContain('\n');
    expect(await keyCount()).toBe(before);
  });

  test.each(['--system shop --scope decide', '--name n --scope decide', '--name n --system shop'])(
    '%s alone is not enough',
    async (options) => {
      const { code, err } = await nattoku(newDataDir(), `keys create ${options}`);
      expect(code).toBe(2);
      expect(err).toEqual([expect.stringMatching(/^--\w+ is needed$/)]);
    },
  );
});

describe('nattoku keys revoke', () => {
  test('ends the key and leaves the others', async () => {
    const keep = await nattoku(dataDir, 'keys create --name keep --system store --scope decide');
    const end = await nattoku(dataDir, 'keys create --name end --system store --scope decide');
    const text = end.out[0] ?? '';
    const id = text.split('_')[2] ?? '';
    expect(await nattoku(dataDir, `keys revoke ${id}`)).toEqual({
      code: 0,
      out: [`revoked ${id}`],
      err: [],
    });
    expect(await principalOf(text)).toBeUndefined();
    expect(await principalOf(keep.out[0] ?? '')).toMatchObject({ system: 'store' });
    const { out } = await nattoku(dataDir, 'keys list');
    expect(out.find((line) => line.startsWith(id))).toContain('revoked');
  });

  test('an unknown id is one line and exit code 1; none at all is exit code 2', async () => {
    expect(await nattoku(dataDir, 'keys revoke nobody')).toEqual({
      code: 1,
      out: [],
      err: ['there is no key nobody'],
    });
    expect((await nattoku(dataDir, 'keys revoke')).err).toEqual(['ID is needed']);
  });
});

describe('nattoku keys list', () => {
  test('shows no secret', async () => {
    const made = await nattoku(dataDir, 'keys create --name s --system app --scope decide');
    const secret = made.out[0]?.split('_')[3] ?? 'absent';
    const { out } = await nattoku(dataDir, 'keys list');
    expect(out.join('\n')).not.toContain(secret);
  });
});

describe('wrong settings', () => {
  test('are one line each and exit code 1, and nothing is made', async () => {
    const untouched = join(newDataDir(), 'never');
    const said = await nattoku(untouched, 'keys list', {
      PORT: 'abc',
      ORIGIN: 'https://x.example/path',
    });
    expect(said).toEqual({
      code: 1,
      out: [],
      err: [expect.stringMatching(/^PORT must .*\nORIGIN must .*$/)],
    });
    expect(existsSync(untouched)).toBe(false);
  });
});
