// A receipt from the choice to the proof: taken, checked here without a connection, checked by a
// file opened from disk, and the same without scripts.
import { copyFileSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { signInAsNew } from './sign-in';
import { say } from './words';

const GOOD = () => say('この控えは正しいものです', 'This receipt is genuine');
const BAD = () => say('この控えは確かめられません', 'This receipt does not hold');
const RECEIPT = () => say(/^控え/, /^Receipt/);
const SAVE_RECEIPT = () => say('控えを保存する（JSON）', 'Save the receipt (JSON)');
const FILE = () => say('控えのファイル（JSON）', 'Receipt file (JSON)');
const CHECK = () => say('確かめる', 'Check');

/** Allows a place and opens the receipt that the banner leads to. */
async function openReceipt(page: Page): Promise<void> {
  const radio = page.locator('input[value="allow-place"]');
  await radio.check();
  const save = page.getByRole('button', { name: say(/^保存する/, /^Save\s*:/) });
  if (await save.isVisible()) await save.click();
  await page.locator('.banner.saved').getByRole('link', { name: RECEIPT() }).click();
  await expect(
    page.getByRole('heading', { level: 1, name: say('同意の控え', 'Receipt') }),
  ).toBeVisible();
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
      await expect(page.locator('.sheet-what')).toContainText(say('許可しました', 'Allowed'));
      await expect(page.locator('.quote')).toContainText(say('止まるもの', 'What stops'));
      await expect(page.getByRole('img', { name: say(/二次元コード/, /QR code/) })).toBeVisible();
      const text = readFileSync(await saveFile(page, SAVE_RECEIPT()), 'utf8');
      const retold = JSON.parse(
        readFileSync(
          await saveFile(page, say('ISO 27560の形で保存する', 'Save in the form of ISO 27560')),
          'utf8',
        ),
      );
      expect(retold.consent_events[0].event_state).toBe('https://w3id.org/dpv#ConsentGiven');
      await page.goto('/verify');
      for (const [receipt, verdict] of [
        [text, GOOD()],
        [text.replace('\\"by\\":\\"person\\"', '\\"by\\":\\"system\\"'), BAD()],
      ] as const) {
        await page.getByLabel(FILE()).setInputFiles(file(receipt));
        if (!scripts) await page.getByRole('button', { name: CHECK(), exact: true }).click();
        await expect(page.locator('#verdict')).toContainText(verdict);
      }
      await expect(page.locator('[data-mark="failed"] .step-name')).toContainText(
        say('選択の内容', 'The choice'),
      );
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
  const text = readFileSync(await saveFile(page, SAVE_RECEIPT()), 'utf8');
  await page.goto('/verify');
  await expect(page.locator('html[data-verifier]')).toBeAttached();
  const saved = await saveFile(page, say('この確認ページを保存する', 'Save this page'));
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  const asked: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  await page.getByText(say('ファイルの中身を貼り付ける', 'Paste the text of the file')).click();
  await page.getByLabel(say('控えの中身', 'Text of the receipt')).fill(text);
  await page.getByRole('button', { name: CHECK(), exact: true }).click();
  await expect(page.locator('#verdict')).toContainText(GOOD());
  await expect(page.locator('#verdict')).toBeFocused();
  await expect(page.locator('#verify-result')).toContainText(
    say('控えに書かれた鍵も同じです', 'The receipt names the same keys'),
  );
  expect(asked).toEqual([]);

  const alone = test.info().outputPath('nattoku-verify.html');
  copyFileSync(saved, alone);
  await page.goto(pathToFileURL(alone).href);
  asked.length = 0;
  await page.getByLabel(FILE()).setInputFiles(file(text));
  await expect(page.locator('#verdict')).toContainText(GOOD());
  await page.getByLabel(FILE()).setInputFiles(file('{"format":'));
  await expect(page.locator('#verdict')).toContainText(BAD());
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
  const link = page.locator('.log').getByRole('link', { name: RECEIPT() }).first();
  const path = (await link.getAttribute('href')) ?? '';
  await link.click();
  await expect(page.locator('.sheet-what')).toContainText(say('を止めました', 'Stopped'));
  expect((await page.request.get(`${path}/file`)).status()).toBe(200);

  const other = await browser.newPage();
  expect((await other.request.get(`${server.origin}${path}/file`)).status()).toBe(401);
  await other.goto(`${server.origin}${path}`);
  await expect(other.getByRole('main')).toContainText(
    say('サインインしてください', 'Please sign in'),
  );
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
