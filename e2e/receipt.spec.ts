// A receipt from the choice to the proof: taken, checked here without a connection, checked by a
// file opened from disk, and the same without scripts.
import { copyFileSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { signInAsNew } from './sign-in';

test.use({ locale: 'ja-JP' });

const GOOD = 'この控えは正しいものです';
const BAD = 'この控えは確かめられません';

/** Allows a place and opens the receipt that the banner leads to. */
async function openReceipt(page: Page): Promise<void> {
  const radio = page.locator('input[value="allow-place"]');
  await radio.check();
  const save = page.getByRole('button', { name: /^保存する/ });
  if (await save.isVisible()) await save.click();
  await page.locator('.banner.saved').getByRole('link', { name: /^控え/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: '同意の控え' })).toBeVisible();
}

async function saveFile(page: Page, name: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name }).click(),
  ]);
  return download.path();
}

const file = (text: string) => ({
  name: 'receipt.json',
  mimeType: 'application/json',
  buffer: Buffer.from(text),
});

for (const scripts of [true, false]) {
  test.describe(scripts ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled: scripts });

    test('every choice yields a receipt, which is saved and checked', async ({ page, server }) => {
      await signInAsNew(page, server, '/places/home-hero');
      await openReceipt(page);
      await expect(page.locator('.sheet-what')).toContainText('許可しました');
      await expect(page.locator('.quote')).toContainText('止まるもの');
      await expect(page.getByRole('img', { name: /二次元コード/ })).toBeVisible();
      const text = readFileSync(await saveFile(page, '控えを保存する（JSON）'), 'utf8');
      const retold = JSON.parse(
        readFileSync(await saveFile(page, 'ISO 27560の形で保存する'), 'utf8'),
      );
      expect(retold.consent_events[0].event_state).toBe('https://w3id.org/dpv#ConsentGiven');
      await page.goto('/verify');
      for (const [receipt, verdict] of [
        [text, GOOD],
        [text.replace('\\"by\\":\\"person\\"', '\\"by\\":\\"system\\"'), BAD],
      ] as const) {
        await page.getByLabel('控えのファイル（JSON）').setInputFiles(file(receipt));
        if (!scripts) await page.getByRole('button', { name: '確かめる' }).click();
        await expect(page.locator('#verdict')).toContainText(verdict);
      }
      await expect(page.locator('[data-mark="failed"] .step-name')).toContainText('選択の内容');
    });
  });
}

test('checking asks nobody: it works without a connection, and from a file on disk', async ({
  page,
  server,
  context,
}) => {
  await signInAsNew(page, server, '/places/home-hero');
  await openReceipt(page);
  const text = readFileSync(await saveFile(page, '控えを保存する（JSON）'), 'utf8');
  await page.goto('/verify');
  await expect(page.locator('html[data-verifier]')).toBeAttached();
  const saved = await saveFile(page, 'この確認ページを保存する');
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  const asked: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  await page.getByText('ファイルの中身を貼り付ける').click();
  await page.getByLabel('控えの中身').fill(text);
  await page.getByRole('button', { name: '確かめる' }).click();
  await expect(page.locator('#verdict')).toContainText(GOOD);
  await expect(page.locator('#verdict')).toBeFocused();
  await expect(page.locator('#verify-result')).toContainText('控えに書かれた鍵も同じです');
  expect(asked).toEqual([]);

  const alone = test.info().outputPath('nattoku-verify.html');
  copyFileSync(saved, alone);
  await page.goto(pathToFileURL(alone).href);
  asked.length = 0;
  await page.getByLabel('控えのファイル（JSON）').setInputFiles(file(text));
  await expect(page.locator('#verdict')).toContainText(GOOD);
  await page.getByLabel('控えのファイル（JSON）').setInputFiles(file('{"format":'));
  await expect(page.locator('#verdict')).toContainText(BAD);
  expect(asked).toEqual([]);
});

test('the history leads to each receipt; nobody else can open it', async ({
  page,
  server,
  browser,
}) => {
  await signInAsNew(page, server, '/places/home-hero');
  await page.locator('input[value="refuse-place"]').check();
  await expect(page.locator('.banner.saved')).toBeVisible();
  await page.goto('/history');
  const link = page.locator('.log').getByRole('link', { name: /^控え/ }).first();
  const path = (await link.getAttribute('href')) ?? '';
  await link.click();
  await expect(page.locator('.sheet-what')).toContainText('を止めました');
  expect((await page.request.get(`${path}/file`)).status()).toBe(200);

  const other = await browser.newPage({ locale: 'ja-JP' });
  expect((await other.request.get(`${server.origin}${path}/file`)).status()).toBe(401);
  await other.goto(`${server.origin}${path}`);
  await expect(other.getByRole('main')).toContainText('サインインしてください');
  await signInAsNew(other, server, '/');
  expect((await other.request.get(`${server.origin}${path}/file`)).status()).toBe(404);
  expect((await other.goto(`${server.origin}${path}`))?.status()).toBe(404);
  await other.close();
});

test('a receipt is one printed page', async ({ page, server }) => {
  await signInAsNew(page, server, '/places/home-hero');
  await openReceipt(page);
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: false });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1);
});
