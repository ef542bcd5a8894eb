// Reading writes nothing (UX-02, SECURITY SEC-06): before all other journeys, while nobody else writes.
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from './fixtures';

const PATHS = [
  '/',
  '/?show=technique.generative-ai&place=ai-assistant',
  '/places/home-hero',
  '/places/retargeting-ads',
  '/purposes',
  '/purposes?group=ads',
  '/purposes/skin-care/explicit',
  '/data',
  '/data/purchases',
  '/channels',
  '/channels/mail',
  '/limits',
  '/told',
  '/delete',
  '/transparency',
  '/delete/confirm',
  '/history',
  '/history?kind=shown',
  '/history/compare?date=2026-01-01',
  '/renewal',
  '/guardian',
  '/guesses',
  '/sign-in',
  '/u/unknown',
  '/no-such-page',
];

const TABLES = ['events', 'subjects', 'sessions', 'identifiers', 'mail'];

/** Rows of everything that somebody's act could leave behind. */
function rows(dataDir: string): readonly number[] {
  const database = new Database(join(dataDir, 'nattoku.db'), { readonly: true });
  const counts = TABLES.map((table) =>
    Number(database.prepare(`SELECT count(*) AS n FROM ${table}`).pluck().get()),
  );
  database.close();
  return counts;
}

test('no page writes anything without a signal, whoever reads it', async ({
  page,
  context,
  server: { dataDir, origin },
}) => {
  test.setTimeout(120_000);
  const before = rows(dataDir);
  for (const path of PATHS) await page.goto(path);
  expect(await context.cookies()).toEqual([]);
  expect(rows(dataDir)).toEqual(before);
  const form = { persona: 'haru', back: '/' };
  await page.request.post('/demo/persona', { form, headers: { origin } });
  const signedIn = rows(dataDir);
  for (const path of PATHS) {
    await page.goto(path);
    await page.reload();
  }
  expect(rows(dataDir)).toEqual(signedIn);
});
