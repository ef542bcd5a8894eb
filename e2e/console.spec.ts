// The officer's journey: search, look a person up with a ground, export; and what the person sees of it.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { findPersona } from '../app/demo/personas';
import { expect, login, loginAsOfficer, test } from './fixtures';

const GROUND = 'お問い合わせ第9001号への回答';
const misaki = findPersona('misaki');

async function lookUp(page: Page, id: string, ground: string): Promise<void> {
  await page.getByText('ひとりの記録を調べる').click();
  await page.getByLabel('どのしくみの番号か').selectOption({ label: 'お店のサイト' });
  await page.getByLabel('会員番号など').fill(id);
  await page.getByLabel('理由', { exact: true }).fill(ground);
  await page.getByRole('button', { name: '理由を残して調べる' }).click();
}

async function exportedText(page: Page, button: string): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return {
    name: download.suggestedFilename(),
    text: await readFile(await download.path(), 'utf8'),
  };
}

test('searches, looks one person up, and exports both an allow and a deny', async ({
  page,
  browser,
  baseURL,
}) => {
  await loginAsOfficer(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('変更の記録を調べる');

  await test.step('the search is a sentence with an address of its own', async () => {
    await page.getByLabel('何を').selectOption({ label: '拒否' });
    await page.getByLabel('どこで').selectOption({ label: '利用者の画面' });
    await page.getByRole('button', { name: '調べる', exact: true }).click();
    await expect(page).toHaveURL(/kind=refused.*surface=portal|surface=portal.*kind=refused/);
    await expect(page.getByRole('heading', { level: 2 })).toContainText('拒否 · 利用者の画面');
    const marks = page.getByRole('table').locator('[data-mark]');
    expect(new Set(await marks.allTextContents())).toEqual(new Set(['拒否']));
  });

  await test.step('without a ground nothing is opened, and what was written is still there', async () => {
    await page.goto('/console');
    await lookUp(page, misaki?.identifiers.shop ?? '', '  abc  ');
    await expect(page.getByRole('alert').filter({ hasText: '調べていません' })).toBeVisible();
    await expect(page.getByLabel('会員番号など')).toHaveValue(misaki?.identifiers.shop ?? '');
    expect(page.url()).not.toContain(misaki?.identifiers.shop ?? '');
  });

  await test.step('a number nobody has', async () => {
    await page.getByLabel('会員番号など').fill('member-00000');
    await page.getByLabel('理由', { exact: true }).fill(GROUND);
    await page.getByRole('button', { name: '理由を残して調べる' }).click();
    await expect(page.getByRole('alert').filter({ hasText: '記録はありません' })).toBeVisible();
  });

  await test.step('with a ground, the one person’s record', async () => {
    await page.getByLabel('会員番号など').fill(misaki?.identifiers.shop ?? '');
    await page.getByRole('button', { name: '理由を残して調べる' }).click();
    await expect(page.getByText(`理由：${GROUND}`, { exact: true })).toBeVisible();
    await expect(page.getByRole('heading', { level: 2 })).toContainText('この人の記録');
    await expect(page.getByRole('rowheader', { name: GROUND })).toBeVisible();
  });

  await test.step('both formats hold the allow, the deny and the look', async () => {
    const csv = await exportedText(page, 'CSVで書き出す');
    expect(csv.name).toMatch(/^nattoku-log-.+\.csv$/);
    for (const type of ['allow', 'deny', 'look']) expect(csv.text).toContain(`,${type},`);
    const ndjson = await exportedText(page, 'NDJSONで書き出す');
    const types = ndjson.text
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { body: { type: string } }).body.type);
    expect(types).toEqual(expect.arrayContaining(['allow', 'deny', 'look']));
    expect(types).not.toContain('export');
  });

  await test.step('the exports stand in the record', async () => {
    await page.goto('/console?kind=officers');
    await expect(page.getByRole('rowheader', { name: 'NDJSON：one person' }).first()).toBeVisible();
  });

  await test.step('the person sees the look and its ground', async () => {
    const context = await browser.newContext({ ...(baseURL && { baseURL }), locale: 'ja-JP' });
    const theirs = await context.newPage();
    await login(theirs, 'misaki', '/history');
    await expect(theirs.locator('.what').filter({ hasText: GROUND })).toBeVisible();
    await context.close();
  });
});

test('shows nothing to those who are no officers, and says why', async ({ page }) => {
  const form = { format: 'csv' };
  const headers = { origin: new URL(test.info().project.use.baseURL ?? '').origin };
  await page.goto('/console');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('担当者のページです');
  await expect(page.getByRole('table')).toHaveCount(0);
  expect((await page.request.post('/console/export', { form, headers })).status()).toBe(401);
  await login(page, 'haru', '/console');
  await expect(page.getByText('利用者としてサインインしています')).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(0);
  const look = { system: 'shop', id: 'member-10248', ground: GROUND };
  expect((await page.request.post('/console/look', { form: look, headers })).status()).toBe(401);
  expect((await page.request.post('/console/export', { form, headers })).status()).toBe(401);
});

test('a value that cannot be read searches nothing and keeps the rest', async ({ page }) => {
  await loginAsOfficer(page);
  await page.goto('/console?from=2026-13-01&kind=refused');
  const problem = page.getByRole('alert').filter({ hasText: '調べられませんでした' });
  await problem.getByRole('link').click();
  await expect(page.getByLabel('いつから')).toBeFocused();
  await expect(page.getByLabel('何を')).toHaveValue('refused');
  await expect(page.getByRole('table')).toHaveCount(0);
});

test('a look of someone else, or an old one, opens nothing', async ({ page }) => {
  await loginAsOfficer(page);
  await page.goto('/console?case=AAAA');
  await expect(page.getByRole('alert').filter({ hasText: '照会は終わりました' })).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(0);
});

test('signing out ends the look', async ({ page }) => {
  await loginAsOfficer(page);
  await lookUp(page, misaki?.identifiers.shop ?? '', 'お問い合わせ第9002号への回答');
  await expect(page.getByRole('table')).toBeVisible();
  const opened = page.url();
  await page.getByRole('button', { name: 'サインアウト' }).click();
  await page.goto(opened);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('担当者のページです');
});
