// Tablet, desk, AI help and the training job as somebody meets them: allowed, each is personal;
// refused, it is not on the next request. A persona of their own, one after the other.
import { randomBytes } from 'node:crypto';
import type { APIRequestContext, Page } from '@playwright/test';
import { encode } from 'uqr';
import { expect, login, test } from './fixtures';
import { ALLOW, REFUSE, SAVED, say } from './words';

test.describe.configure({ mode: 'serial', timeout: 90_000 });

/** What the portal's own forms send, from the browser's session. */
async function choose(request: APIRequestContext, origin: string, fields: Record<string, string>) {
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

const without = () =>
  say(
    '履歴は表示しません。ご希望をうかがってください',
    'No history is shown. Please ask what they wish',
  );
const briefly = () => say('15分だけ許可する', 'Allow for 15 minutes');
const QUICK = { timeout: 500 };

test('the code on the tablet leads to a page where fifteen minutes can be allowed; the tablet follows by itself', async ({
  page: tablet,
  browser,
  baseURL,
}) => {
  await tablet.goto('/demo/store');
  await tablet
    .getByRole('textbox', { name: say('会員証の番号', 'Number on the card') })
    .fill('CARD-20931');
  await tablet.getByRole('button', { name: say('接客を始める', 'Begin') }).click();
  await expect(tablet.getByRole('heading', { level: 1 })).toHaveText(
    say('田中 健一 さま', 'Kenichi Tanaka'),
  );
  await expect(tablet.getByText(without())).toBeVisible();
  expect(await tablet.locator('main').innerText()).not.toMatch(
    say(/断|拒|許可して(いない|いません)/, /refus|declin|den(y|ied)|not allow/i),
  );

  const link = tablet.getByRole('link', {
    name: say('コードの行き先を開く', 'Open the page of the code'),
  });
  const path = (await link.getAttribute('href')) ?? '';
  const dark = encode(`${String(baseURL)}${path}`, { ecc: 'M', border: 0 }).data.flatMap((row, y) =>
    row.flatMap((on, x) => (on ? [`M${String(x)} ${String(y)}h1v1h-1z`] : [])),
  );
  const drawn = tablet
    .getByRole('img', { name: say(/開くコード/, /^Code that opens/) })
    .locator('path');
  expect(await drawn.getAttribute('d')).toBe(dark.join(''));

  const phone = await (await browser.newContext()).newPage();
  await login(phone, 'kenichi', path);
  const choices = phone
    .getByRole('group', { name: say('お店の接客タブレット', 'Staff tablet in the store') })
    .getByRole('radio');
  await expect(choices).toHaveCount(3);
  const labels = await phone.locator('label.choice').all();
  const areas = await Promise.all(
    labels.slice(0, 3).map(async (label) => {
      const box = await label.boundingBox();
      return (box?.width ?? 0) * (box?.height ?? 0);
    }),
  );
  expect(Math.max(...areas) / Math.min(...areas)).toBeLessThan(1.1);
  await expect(phone.getByRole('radio', { name: briefly() })).not.toBeChecked();
  await expect(phone.getByRole('radio', { name: ALLOW(), exact: true })).not.toBeChecked();
  await phone.getByRole('radio', { name: briefly() }).check();
  await expect(phone.getByText(SAVED()).first()).toBeVisible();

  await expect(
    tablet.getByRole('heading', { name: say('この方の記録', 'The customer’s record') }),
  ).toBeVisible();
  await expect(
    tablet.getByRole('listitem').filter({ hasText: say('小型バーナー', 'Pocket stove') }),
  ).toBeVisible();
  await phone.goto(path);
  await expect(phone.getByRole('radio', { name: briefly() })).toBeChecked();
  await expect(
    phone
      .getByRole('listitem')
      .filter({
        hasText: say('「日帰りリュック 22L」を買われたため', 'You bought “Day pack 22 L”'),
      })
      .first(),
  ).toBeVisible();
  await phone.getByRole('radio', { name: REFUSE() }).check();
  await expect(tablet.getByText(without())).toBeVisible();
  await expect(tablet.getByText(say('小型バーナー', 'Pocket stove'))).toHaveCount(0);
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
  const feeling = desk.getByRole('heading', {
    name: say('文面からの推定', 'Guessed from the words'),
  });
  const similar = desk.locator('[data-place="contact-similar"]');

  await expectAt(desk, '/demo/desk/4822', async () => {
    await expect(desk.getByText('M-7288')).toBeVisible(QUICK);
  });
  await desk
    .getByRole('link', { name: say('以前のやりとりを読む', 'Read earlier conversations') })
    .click();
  await expect(history).toContainText(without());
  await expect(feeling).toHaveCount(0);

  await choose(kenichi, origin, allow('contact-reply'));
  await choose(kenichi, origin, { act: 'allow-explicit', purpose: 'infer-emotion', sensitive: '' });
  await choose(emily, origin, allow('contact-similar'));
  const everything = async () => {
    await expect(history).toContainText(
      say('点火の部品をお送りして', 'We sent a new igniter'),
      QUICK,
    );
    await expect(feeling).toBeVisible(QUICK);
    await expect(similar).toContainText(say('紙フィルター', 'paper filter'), QUICK);
  };
  await expectAt(desk, '/demo/desk/4822?read=1', everything);

  await choose(kenichi, origin, refuse('contact-reply'));
  await desk.getByRole('button', { name: say('返信を送る', 'Send the reply') }).click();
  await expect(desk.locator('.desk-said')).toContainText(say('送っていません', 'Not sent'));

  await choose(kenichi, origin, allow('contact-reply'));
  await expect(async () => {
    await desk.goto('/demo/desk/4822?read=1');
    await expect(history).toContainText(say('点火の部品', 'new igniter'), QUICK);
    await desk.getByRole('button', { name: say('返信を送る', 'Send the reply') }).click();
    await expect(desk.getByText(say('返信を送りました。', 'The reply was sent.'))).toBeVisible({
      timeout: 2000,
    });
  }).toPass();
  await desk.getByRole('link', { name: say('送信箱で読む', 'Read it in the outbox') }).click();
  const mail = desk
    .locator('.mail')
    .filter({ hasText: say('バーナーの火がまた弱い', 'The stove is weak again') })
    .first();
  await expect(mail).toContainText(
    say(
      'この返信で使ったもの：今回のお問い合わせ・ご注文 M-7288・以前のやりとり（60日前）',
      'What was used for this reply: this enquiry, order M-7288, an earlier enquiry (60 days ago)',
    ),
  );
  await expect(mail).toContainText('/places/contact-reply');

  await choose(kenichi, origin, refuse('contact-reply'));
  await choose(kenichi, origin, { act: 'refuse-purpose', purpose: 'infer-emotion' });
  await choose(emily, origin, refuse('contact-similar'));
  await desk.goto('/demo/desk/4822?read=1');
  await expect(history).toContainText(without());
  await expect(feeling).toHaveCount(0);
  // Others may have let theirs be read meanwhile.
  await expect(similar).not.toContainText(say('紙フィルター', 'paper filter'));
  await Promise.all([kenichi.dispose(), emily.dispose()]);
});

test('what a caller said joins the list; an order that is not theirs leaves all that was typed where it was', async ({
  scriptless: desk,
}) => {
  const subject = say('部品だけほしい', 'Only the spare part');
  const words = say('点火の部品だけを買えますか。', 'Can I buy the igniter alone?');
  await desk.goto('/demo/desk');
  await desk.getByText(say('電話のお問い合わせを書く', 'Write down a call')).click();
  const customer = desk.getByLabel(say('お名前', 'Name'));
  const ordered = desk.getByLabel(say('ご注文の品', 'What was ordered'));
  await customer.selectOption('kenichi');
  await ordered.selectOption('yunomi');
  await desk.getByLabel(say('件名', 'Subject')).fill(subject);
  await desk.getByLabel(say('お話の内容', 'What was said')).fill(words);
  const take = desk.getByRole('button', { name: say('一覧に加える', 'Add it to the list') });
  await take.click();
  const problem = say('その品は見つかりません', 'has not ordered that');
  await desk.getByRole('alert').getByRole('link', { name: problem }).click();
  await expect(ordered).toBeFocused();
  await expect(customer).toHaveValue('kenichi');
  await expect(desk.getByLabel(say('件名', 'Subject'))).toHaveValue(subject);
  expect(decodeURIComponent(desk.url())).not.toContain(words);
  await ordered.selectOption('stove');
  await take.click();
  await expect(desk.getByRole('heading', { level: 1 })).toContainText(subject);
  await expect(desk.getByText(words).first()).toBeVisible();
});

test('the AI help says that it is AI, answers from the record only while that is allowed, and says what it used', async ({
  scriptless: page,
  server,
}) => {
  const { origin } = server;
  await login(page, 'kenichi', '/demo/assistant');
  const { request } = page.context();
  await expect(
    page.getByText(
      say('お答えするのはAIです。人ではありません。', 'An AI answers here, not a person.'),
    ),
  ).toBeVisible();
  await page
    .getByRole('button', {
      name: say('画面の文字を大きくしたい', 'I want larger letters on the screen'),
    })
    .click();
  await page
    .getByRole('textbox', { name: say('ご質問', 'Your question') })
    .fill(say('この前の続きです', 'I go on from last time'));
  await page.getByRole('button', { name: say('たずねる', 'Ask'), exact: true }).click();
  const answers = page.locator('.turn-answer');
  const common = async () => {
    await expect(answers).toHaveCount(2, QUICK);
    await expect(page.locator('.turn-answer[data-ai="true"]')).toHaveCount(0, QUICK);
    await expect(answers.last()).toContainText(
      say('あなたの記録は使っていません', 'None of your records were used'),
      QUICK,
    );
  };
  await common();

  await choose(request, origin, allow('ai-assistant'));
  await choose(request, origin, allow('ai-tech-support'));
  await expectAt(page, '/demo/assistant', async () => {
    await expect(answers.first()).toContainText(say('Windowsでは', 'On Windows'), QUICK);
    await expect(answers.last()).toContainText(
      say('「バーナーに、火がつきません。」', '“My stove does not light.”'),
      QUICK,
    );
  });
  await expect(answers.last()).toContainText(say('AIの答えです', 'Answer by an AI'));
  await expect(answers.last()).toContainText(
    say('この答えに使ったもの：お問い合わせの内容', 'Used for this answer: Your enquiries'),
  );
  await page.goto('/guesses');
  await expect(
    page.getByText(say(/バーナーの火のつけかたについて/, /about lighting the stove/)).first(),
  ).toBeVisible();

  await choose(request, origin, { act: 'technique-off', techniques: 'generative-ai' });
  await page.goto('/demo/assistant');
  await common();
  await choose(request, origin, { act: 'technique-on', techniques: 'generative-ai' });
  await choose(request, origin, refuse('ai-assistant'));
  await choose(request, origin, refuse('ai-tech-support'));
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
    await page
      .getByRole('button', { name: say(/学習/, /^(Start the training|Train again)$/) })
      .click();
    await expect
      .poll(async () =>
        (await done.count()) === 0 ? 0 : Number(await done.getAttribute('data-run')),
      )
      .toBeGreaterThan(before);
    const counts = await done.locator('.gate strong').allInnerTexts();
    return counts.map((count) => Number.parseInt(count, 10));
  };
  const chooseNow = (fields: Record<string, string>) => choose(request, origin, fields);
  // Another journey may let somebody else in or out between two runs: then the three are run again.
  await expect(async () => {
    const [people, without = 0] = await run();
    expect(people).toBe(120);
    expect(without).toBeGreaterThan(10);
    await chooseNow({ act: 'allow-explicit', purpose: 'train-ai', sensitive: '' });
    expect(await run()).toEqual([120, without + 1]);
    await expect(
      page.getByRole('table', { name: say('学んだこと', 'What it learned') }).getByRole('row'),
    ).not.toHaveCount(1);
    await chooseNow({ act: 'refuse-purpose', purpose: 'train-ai' });
    expect(await run()).toEqual([120, without]);
  }).toPass();
  await expect(
    page.getByText(say('前回より1人減りました。', '1 fewer than last time.')),
  ).toBeVisible();
  await page.goto('/guesses');
  await expect(
    page
      .getByText(
        say(/購入の記録3件を、AIの学習に使ったため/, /An AI learned from 3 purchases of yours/),
      )
      .first(),
  ).toBeVisible();
});
