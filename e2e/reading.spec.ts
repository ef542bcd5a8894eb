// Reading writes nothing (UX-02, SECURITY SEC-06): on a server of its own, where nobody else writes.
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from './fixtures';

const PORT = String(Number(process.env['E2E_PORT'] ?? '4310') + 40);
const ORIGIN = `http://localhost:${PORT}`;
const PATHS = [
  '/',
  '/?show=technique.generative-ai&line=counter',
  '/places/home-hero',
  '/places/retargeting-ads',
  '/purposes',
  '/purposes?group=ads',
  '/purposes/skin-care/explicit',
  '/data',
  '/data/purchases',
  '/delete',
  '/transparency',
  '/delete/confirm',
  '/history',
  '/guesses',
  '/sign-in',
  '/u/unknown',
  '/no-such-page',
];

const TABLES = ['events', 'subjects', 'sessions', 'identifiers', 'mail'];

let server: ChildProcess;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  const env = { ...process.env, E2E_PORT: PORT };
  server = spawn(process.execPath, ['bin/e2e-server.mjs'], { env, stdio: 'ignore' });
  const ready = () =>
    fetch(`${ORIGIN}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(ready, { timeout: 110_000 }).toBe(true);
});
test.afterAll(async () => {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
});

/** Rows of everything that somebody's act could leave behind. */
function rows(): readonly number[] {
  const file = join(tmpdir(), `nattoku-e2e-${PORT}.json`);
  const { dataDir } = JSON.parse(readFileSync(file, 'utf8')) as { dataDir: string };
  const database = new Database(join(dataDir, 'nattoku.db'), { readonly: true });
  const counts = TABLES.map((table) =>
    Number(database.prepare(`SELECT count(*) AS n FROM ${table}`).pluck().get()),
  );
  database.close();
  return counts;
}

test('no page writes anything without a signal, whoever reads it', async ({ page, context }) => {
  test.setTimeout(120_000);
  const before = rows();
  for (const path of PATHS) await page.goto(ORIGIN + path);
  expect(await context.cookies()).toEqual([]);
  expect(rows()).toEqual(before);
  const form = { persona: 'haru', back: '/' };
  await page.request.post(`${ORIGIN}/demo/persona`, { form, headers: { origin: ORIGIN } });
  const signedIn = rows();
  for (const path of PATHS) {
    await page.goto(ORIGIN + path);
    await page.reload();
  }
  expect(rows()).toEqual(signedIn);
});
