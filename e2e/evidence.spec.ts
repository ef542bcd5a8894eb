// The officer answers an inquiry and hands out a pack that verifies; the pages fit and are accessible.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPersona } from '../app/demo/personas';
import { expect, expectAccessible, expectNoSidewaysScroll, loginAsOfficer, test } from './fixtures';

const GROUND = '裁判所の照会第7号への回答';
const misaki = findPersona('misaki')?.identifiers.shop ?? '';

test('an inquiry is answered, and the pack about it verifies', async ({
  page,
  nattoku,
  server,
}) => {
  test.setTimeout(120_000);
  await loginAsOfficer(page);
  await page.goto('/console/inquiry');
  await page.getByLabel('どのしくみの番号か').selectOption({ label: 'お店のサイト' });
  await page.getByLabel('会員番号など').fill(misaki);
  await page.getByLabel('理由', { exact: true }).fill(GROUND);
  await page.getByLabel('日付').fill('2026-11-01');
  await page.getByLabel('時刻').fill('10:00');
  await page.getByRole('button', { name: '理由を残して答えを見る' }).click();
  await expect(page.getByRole('heading', { level: 2 }).first()).toContainText('2026年11月1日');
  await expect(page.getByText('抜けなくつながっています')).toBeVisible();
  expect(page.url()).not.toContain(misaki);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.getByRole('button', { name: '監査資料を作る' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'できました' })).toBeVisible({
    timeout: 60_000,
  });
  await expectAccessible(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '資料を保存' }).click(),
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'nattoku-e2e-pack-'));
  const pack = join(folder, 'pack.zip');
  await download.saveAs(pack);
  const list = (await (
    await page.request.get(`${server.origin}/.well-known/consent-log.json`)
  ).json()) as {
    policy: string;
  };
  const policy = join(folder, 'policy.txt');
  writeFileSync(policy, list.policy);
  expect(await nattoku('ledger', 'verify', pack, '--policy', policy)).toContain('valid:');
});

test('a pack that nobody asked for is not there', async ({ page }) => {
  await loginAsOfficer(page);
  expect((await page.goto('/console/packs/job_unknown'))?.status()).toBe(404);
});
