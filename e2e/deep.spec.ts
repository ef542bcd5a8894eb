// Tablet, desk, AI help and the training job as somebody meets them: allowed, each is personal;
// refused, it is not on the next request. A persona of their own, one after the other.
import { randomBytes } from 'node:crypto';
import type { APIRequestContext, Page } from '@playwright/test';
import { encode } from 'uqr';
import { expect, login, test } from './fixtures';

test.describe.configure({ mode: 'serial', timeout: 90_000 });

/** What the portal's own forms send, from the browser's session. */
async function say(request: APIRequestContext, origin: string, fields: Record<string, string>) {
  const form = { ...fields, once: randomBytes(16).toString('hex'), version: '1', back: '/' };
  const answer = await request.post('/choices', { form, headers: { origin }, maxRedirects: 0 });
  expect(answer.headers()['location'], JSON.stringify(fields)).toContain('saved=');
}

const allow = (touchpoint: string) => ({ act: 'allow-place', touchpoint });
const refuse = (touchpoint: string) => ({ act: 'refuse-place', touchpoint });

/** The next request; an answer that did not come in time is a no as well, but not the one looked for. */
async function expectAt(page: Page, path: string, check: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.goto(path);
    await check();
  }).toPass();
}

const WITHOUT = '履歴は表示しません。ご希望をうかがってください';
const QUICK = { timeout: 500 };

test('the code on the tablet leads to a page where fifteen minutes can be allowed; the tablet follows by itself', async ({
  page: tablet,
  browser,
  baseURL,
}) => {
  await tablet.goto('/demo/store');
  await tablet.getByRole('textbox', { name: '会員証の番号' }).fill('CARD-20931');
  await tablet.getByRole('button', { name: '接客を始める' }).click();
  await expect(tablet.getByRole('heading', { level: 1 })).toHaveText('田中 健一 さま');
  await expect(tablet.getByText(WITHOUT)).toBeVisible();
  expect(await tablet.locator('main').innerText()).not.toMatch(/断|拒|許可して(いない|いません)/);

  const link = tablet.getByRole('link', { name: 'コードの行き先を開く' });
  const path = (await link.getAttribute('href')) ?? '';
  const dark = encode(`${String(baseURL)}${path}`, { ecc: 'M', border: 0 }).data.flatMap((row, y) =>
    row.flatMap((on, x) => (on ? [`M${String(x)} ${String(y)}h1v1h-1z`] : [])),
  );
  const drawn = tablet.getByRole('img', { name: /開くコード/ }).locator('path');
  expect(await drawn.getAttribute('d')).toBe(dark.join(''));

  const phone = await (await browser.newContext({ locale: 'ja-JP' })).newPage();
  await login(phone, 'kenichi', path);
  const choices = phone.getByRole('group', { name: 'お店の接客タブレット' }).getByRole('radio');
  await expect(choices).toHaveCount(3);
  const labels = await phone.locator('label.choice').all();
  const areas = await Promise.all(
    labels.slice(0, 3).map(async (label) => {
      const box = await label.boundingBox();
      return (box?.width ?? 0) * (box?.height ?? 0);
    }),
  );
  expect(Math.max(...areas) / Math.min(...areas)).toBeLessThan(1.1);
  await expect(phone.getByRole('radio', { name: '15分だけ許可する' })).not.toBeChecked();
  await expect(phone.getByRole('radio', { name: '許可する', exact: true })).not.toBeChecked();
  await phone.getByRole('radio', { name: '15分だけ許可する' }).check();
  await expect(phone.getByText(/保存しました（/).first()).toBeVisible();

  await expect(tablet.getByRole('heading', { name: 'この方の記録' })).toBeVisible();
  await expect(tablet.getByRole('listitem').filter({ hasText: '小型バーナー' })).toBeVisible();
  await phone.goto(path);
  await expect(phone.getByRole('radio', { name: '15分だけ許可する' })).toBeChecked();
  await expect(
    phone.getByRole('listitem').filter({ hasText: '「日帰りリュック 22L」を買われたため' }).first(),
  ).toBeVisible();
  await phone.getByRole('radio', { name: '許可しない' }).check();
  await expect(tablet.getByText(WITHOUT)).toBeVisible();
  await expect(tablet.getByText('小型バーナー')).toHaveCount(0);
  await phone.context().close();
});

test('the desk opens the order always, history only with a permit, and sends no reply that rests on what may not be used', async ({
  page: desk,
  playwright,
  server,
}) => {
  const { origin } = server;
  const [kenichi, emily] = await Promise.all(
    ['kenichi', 'emily'].map(async (persona) => {
      const request = await playwright.request.newContext({ baseURL: origin });
      const form = { persona, back: '/' };
      await request.post('/demo/persona', { form, headers: { origin }, maxRedirects: 0 });
      return request;
    }),
  );
  if (kenichi === undefined || emily === undefined) throw new Error('nobody signed in');
  const history = desk.locator('[data-place="contact-reply"]');
  const feeling = desk.getByRole('heading', { name: '文面からの推定' });
  const similar = desk.locator('[data-place="contact-similar"]');

  await expectAt(desk, '/demo/desk/4822', async () => {
    await expect(desk.getByText('M-7288')).toBeVisible(QUICK);
  });
  await desk.getByRole('link', { name: '以前のやりとりを読む' }).click();
  await expect(history).toContainText(WITHOUT);
  await expect(feeling).toHaveCount(0);

  await say(kenichi, origin, allow('contact-reply'));
  await say(kenichi, origin, { act: 'allow-explicit', purpose: 'infer-emotion', sensitive: '' });
  await say(emily, origin, allow('contact-similar'));
  const everything = async () => {
    await expect(history).toContainText('点火の部品をお送りして', QUICK);
    await expect(feeling).toBeVisible(QUICK);
    await expect(similar).toContainText('紙フィルター', QUICK);
  };
  await expectAt(desk, '/demo/desk/4822?read=1', everything);

  await say(kenichi, origin, refuse('contact-reply'));
  await desk.getByRole('button', { name: '返信を送る' }).click();
  await expect(desk.locator('.desk-said')).toContainText('送っていません');

  await say(kenichi, origin, allow('contact-reply'));
  await expect(async () => {
    await desk.goto('/demo/desk/4822?read=1');
    await expect(history).toContainText('点火の部品', QUICK);
    await desk.getByRole('button', { name: '返信を送る' }).click();
    await expect(desk.getByText('返信を送りました。')).toBeVisible({ timeout: 2000 });
  }).toPass();
  await desk.getByRole('link', { name: '送信箱で読む' }).click();
  const mail = desk.locator('.mail').filter({ hasText: 'バーナーの火がまた弱い' }).first();
  await expect(mail).toContainText(
    'この返信で使ったもの：今回のお問い合わせ・ご注文 M-7288・以前のやりとり（60日前）',
  );
  await expect(mail).toContainText('/places/contact-reply');

  await say(kenichi, origin, refuse('contact-reply'));
  await say(kenichi, origin, { act: 'refuse-purpose', purpose: 'infer-emotion' });
  await say(emily, origin, refuse('contact-similar'));
  await desk.goto('/demo/desk/4822?read=1');
  await expect(history).toContainText(WITHOUT);
  await expect(feeling).toHaveCount(0);
  // Others may have let theirs be read meanwhile.
  await expect(similar).not.toContainText('紙フィルター');
  await desk.goto('/demo/desk');
  await desk.getByText('電話のお問い合わせを書く').click();
  await desk.getByLabel('お名前').selectOption('kenichi');
  await desk.getByLabel('ご注文の品').selectOption('stove');
  await desk.getByLabel('件名').fill('部品だけほしい');
  await desk.getByLabel('お話の内容').fill('点火の部品だけを買えますか。');
  await desk.getByRole('button', { name: '一覧に加える' }).click();
  await expect(desk.getByRole('heading', { level: 1 })).toContainText('部品だけほしい');
  await expect(desk.getByText('点火の部品だけを買えますか。').first()).toBeVisible();
  await Promise.all([kenichi.dispose(), emily.dispose()]);
});

test('the AI help says that it is AI, answers from the record only while that is allowed, and says what it used', async ({
  scriptless: page,
  server,
}) => {
  const { origin } = server;
  await login(page, 'kenichi', '/demo/assistant');
  const { request } = page.context();
  await expect(page.getByText('お答えするのはAIです。人ではありません。')).toBeVisible();
  await page.getByRole('button', { name: '画面の文字を大きくしたい' }).click();
  await page.getByRole('textbox', { name: 'ご質問' }).fill('この前の続きです');
  await page.getByRole('button', { name: 'たずねる' }).click();
  const answers = page.locator('.turn-answer');
  const common = async () => {
    await expect(answers).toHaveCount(2, QUICK);
    await expect(page.locator('.turn-answer[data-ai="true"]')).toHaveCount(0, QUICK);
    await expect(answers.last()).toContainText('あなたの記録は使っていません', QUICK);
  };
  await common();

  await say(request, origin, allow('ai-assistant'));
  await say(request, origin, allow('ai-tech-support'));
  await expectAt(page, '/demo/assistant', async () => {
    await expect(answers.first()).toContainText('Windowsでは', QUICK);
    await expect(answers.last()).toContainText('「バーナーに、火がつきません。」', QUICK);
  });
  await expect(answers.last()).toContainText('AIの答えです');
  await expect(answers.last()).toContainText('この答えに使ったもの：お問い合わせの内容');
  await page.goto('/guesses');
  await expect(page.getByText(/バーナーの火のつけかたについて/).first()).toBeVisible();

  await say(request, origin, { act: 'technique-off', techniques: 'generative-ai' });
  await page.goto('/demo/assistant');
  await common();
  await say(request, origin, { act: 'technique-on', techniques: 'generative-ai' });
  await say(request, origin, refuse('ai-assistant'));
  await say(request, origin, refuse('ai-tech-support'));
});

test('the training job counts who may be used behind the gate, and a withdrawal between two runs is one fewer', async ({
  page,
  server,
}) => {
  const { origin } = server;
  await login(page, 'kenichi', '/demo/training');
  const { request } = page.context();
  const done = page.locator('[data-run]');
  /** How many may be used, of how many. */
  const run = async (): Promise<readonly number[]> => {
    const before = (await done.count()) === 0 ? 0 : Number(await done.getAttribute('data-run'));
    await page.getByRole('button', { name: /学習/ }).click();
    await expect
      .poll(async () =>
        (await done.count()) === 0 ? 0 : Number(await done.getAttribute('data-run')),
      )
      .toBeGreaterThan(before);
    const counts = await done.locator('.gate strong').allInnerTexts();
    return counts.map((count) => Number.parseInt(count, 10));
  };
  const sayNow = (fields: Record<string, string>) => say(request, origin, fields);
  // Another journey may let somebody else in or out between two runs: then the three are run again.
  await expect(async () => {
    const [people, without = 0] = await run();
    expect(people).toBe(120);
    expect(without).toBeGreaterThan(10);
    await sayNow({ act: 'allow-explicit', purpose: 'train-ai', sensitive: '' });
    expect(await run()).toEqual([120, without + 1]);
    await expect(page.getByRole('table', { name: '学んだこと' }).getByRole('row')).not.toHaveCount(
      1,
    );
    await sayNow({ act: 'refuse-purpose', purpose: 'train-ai' });
    expect(await run()).toEqual([120, without]);
  }).toPass();
  await expect(page.getByText('前回より1人減りました。')).toBeVisible();
  await page.goto('/guesses');
  await expect(page.getByText(/購入の記録3件を、AIの学習に使ったため/).first()).toBeVisible();
});
