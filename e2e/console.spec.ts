// The officer's journey: search, look a person up with a ground, export; and what the person sees of it.
import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { findPersona } from '../app/demo/personas';
import { expect, login, loginAsOfficer, test } from './fixtures';
import { SIGN_OUT, say } from './words';

/** Others may have looked at the same person. */
const ENQUIRY = String(randomInt(100_000, 1_000_000));
const ground = () => say(`お問い合わせ第${ENQUIRY}号への回答`, `Answer to enquiry ${ENQUIRY}`);
const officersPage = () => say('担当者のページです', 'This page is for officers');
const groundField = () => say('理由', 'Ground');
const look = () => say('理由を残して調べる', 'Record the ground and look');
const number = () => say('会員番号など', 'Member number or similar');
const misaki = findPersona('misaki');

async function lookUp(page: Page, id: string, because: string): Promise<void> {
  await page.getByText(say('ひとりの記録を調べる', 'Look one person up')).click();
  await page
    .getByLabel(say('どのしくみの番号か', 'Whose number it is'))
    .selectOption({ label: say('お店のサイト', 'The shop’s site') });
  await page.getByLabel(number()).fill(id);
  await page.getByLabel(groundField(), { exact: true }).fill(because);
  await page.getByRole('button', { name: look() }).click();
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
}) => {
  await loginAsOfficer(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    say('変更の記録を調べる', 'Search the record'),
  );

  await test.step('the search is a sentence with an address of its own', async () => {
    await page
      .getByLabel(say('何を', 'What'), { exact: true })
      .selectOption({ label: say('拒否', 'Refused') });
    await page
      .getByLabel(say('どこで', 'Where'), { exact: true })
      .selectOption({ label: say('利用者の画面', 'The portal') });
    await page.getByRole('button', { name: say('調べる', 'Search'), exact: true }).click();
    await expect(page).toHaveURL(/kind=refused.*surface=portal|surface=portal.*kind=refused/);
    await expect(page.getByRole('heading', { level: 2 })).toContainText(
      say('拒否 · 利用者の画面', 'Refused · The portal'),
    );
    const marks = page.getByRole('table').locator('[data-mark]');
    expect(new Set(await marks.allTextContents())).toEqual(new Set([say('拒否', 'Refused')]));
  });

  await test.step('without a ground nothing is opened, and what was written is still there', async () => {
    await page.goto('/console');
    await lookUp(page, misaki?.identifiers.shop ?? '', '  abc  ');
    await expect(
      page.getByRole('alert').filter({ hasText: say('調べていません', 'Nobody was looked up') }),
    ).toBeVisible();
    await expect(page.getByLabel(number())).toHaveValue(misaki?.identifiers.shop ?? '');
    expect(page.url()).not.toContain(misaki?.identifiers.shop ?? '');
  });

  await test.step('a number nobody has', async () => {
    await page.getByLabel(number()).fill('member-00000');
    await page.getByLabel(groundField(), { exact: true }).fill(ground());
    await page.getByRole('button', { name: look() }).click();
    await expect(
      page.getByRole('alert').filter({ hasText: say('記録はありません', 'There is no record') }),
    ).toBeVisible();
  });

  await test.step('with a ground, the one person’s record', async () => {
    await page.getByLabel(number()).fill(misaki?.identifiers.shop ?? '');
    await page.getByRole('button', { name: look() }).click();
    await expect(
      page.getByText(say(`理由：${ground()}`, `Ground: ${ground()}`), { exact: true }),
    ).toBeVisible();
    await expect(page.getByRole('heading', { level: 2 })).toContainText(
      say('この人の記録', 'This person’s record'),
    );
    await expect(page.getByRole('rowheader', { name: ground() })).toBeVisible();
  });

  await test.step('both formats hold the allow, the deny and the look', async () => {
    const csv = await exportedText(page, say('CSVで書き出す', 'Export as CSV'));
    expect(csv.name).toMatch(/^nattoku-log-.+\.csv$/);
    for (const type of ['allow', 'deny', 'look']) expect(csv.text).toContain(`,${type},`);
    const ndjson = await exportedText(page, say('NDJSONで書き出す', 'Export as NDJSON'));
    const types = ndjson.text
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { body: { type: string } }).body.type);
    expect(types).toEqual(expect.arrayContaining(['allow', 'deny', 'look']));
    expect(types).not.toContain('export');
  });

  await test.step('the exports stand in the record', async () => {
    await page.goto('/console?kind=officers');
    await expect(
      page
        .getByRole('rowheader', { name: say('NDJSON：one person', 'NDJSON: one person') })
        .first(),
    ).toBeVisible();
  });

  await test.step('the person sees the look and its ground', async () => {
    const context = await browser.newContext();
    const theirs = await context.newPage();
    await login(theirs, 'misaki', '/history');
    await expect(theirs.locator('.what').filter({ hasText: ground() })).toBeVisible();
    await context.close();
  });
});

test('shows nothing to those who are no officers, and says why', async ({ page }) => {
  const form = { format: 'csv' };
  const headers = { origin: new URL(test.info().project.use.baseURL ?? '').origin };
  await page.goto('/console');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(officersPage());
  await expect(page.getByRole('table')).toHaveCount(0);
  expect((await page.request.post('/console/export', { form, headers })).status()).toBe(401);
  await login(page, 'haru', '/console');
  await expect(
    page.getByText(say('利用者としてサインインしています', 'You are signed in as a person')),
  ).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(0);
  const look = { system: 'shop', id: 'member-10248', ground: ground() };
  expect((await page.request.post('/console/look', { form: look, headers })).status()).toBe(401);
  expect((await page.request.post('/console/export', { form, headers })).status()).toBe(401);
});

test('a value that cannot be read searches nothing and keeps the rest', async ({ page }) => {
  await loginAsOfficer(page);
  await page.goto('/console?from=2026-13-01&kind=refused');
  const problem = page
    .getByRole('alert')
    .filter({ hasText: say('調べられませんでした', 'This could not be searched') });
  await problem.getByRole('link').click();
  await expect(page.getByLabel(say('いつから', 'From'), { exact: true })).toBeFocused();
  await expect(page.getByLabel(say('何を', 'What'), { exact: true })).toHaveValue('refused');
  await expect(page.getByRole('table')).toHaveCount(0);
});

test('a look of someone else, or an old one, opens nothing', async ({ page }) => {
  await loginAsOfficer(page);
  await page.goto('/console?case=AAAA');
  await expect(
    page.getByRole('alert').filter({ hasText: say('照会は終わりました', 'This look is over') }),
  ).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(0);
});

test('signing out ends the look', async ({ page }) => {
  await loginAsOfficer(page);
  await lookUp(
    page,
    misaki?.identifiers.shop ?? '',
    say('お問い合わせ第9002号への回答', 'Answer to enquiry 9002'),
  );
  await expect(page.getByRole('table')).toBeVisible();
  const opened = page.url();
  await page.getByRole('button', { name: SIGN_OUT() }).click();
  await page.goto(opened);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(officersPage());
});
