// この表示の理由 on a page of another origin, under a content policy without anything inline (UX-12,
// UX-13, SEC-19): as a component and as a frame, read and used by keyboard; and a page that would
// like to trap a click.
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { violationsOn } from './axe';
import { expect, expectNoSidewaysScroll, test } from './fixtures';
import { signInAsNew } from './sign-in';
import { movedInTheDark, smallControls } from './view';
import { openWhyShop, type WhyShop } from './why-shop';
import { ALLOW, REFUSE, SAVED, say } from './words';

const words = { ja: 'お茶がお好きだと推測したため', en: 'We guessed that you like tea' } as const;
const guessed = () => say(words.ja, words.en);
const forYou = () => say('あなたへのおすすめ', 'For you');
const why = () => say('この表示の理由', 'Why am I seeing this?');
const TOUCHPOINT = 'shop-for-you';
const subject = { system: 'shop', id: `e2e-why-${randomUUID()}` };
let shop: WhyShop;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ server }) => {
  shop = await openWhyShop(server.origin, server.keys.shop, subject);
});
test.afterAll(() => shop.close());

/** The person allowed it, was shown something, and is known to the portal as the shop's customer. */
async function beCustomer(page: Page, origin: string, key: string): Promise<void> {
  const call = async (method: string, path: string, data: object) => {
    const headers = { authorization: `Bearer ${key}`, 'idempotency-key': `"${subject.id}"` };
    const answer = await page.request.fetch(origin + path, { method, data, headers });
    expect([path, answer.ok(), await answer.text()]).toEqual([path, true, await answer.text()]);
    return (await answer.json()) as { subject: { handle: string } };
  };
  await call('POST', '/api/v1/choices', {
    ...{ subject, surface: 'form', type: 'allow', purposes: ['recommend'], channels: ['web'] },
    ...{ data: ['purchases'], notice: { catalogueVersion: 1, locale: say('ja', 'en') } },
    evidence: { kind: 'form', reference: 'e2e' },
  });
  const because = [{ kind: 'guess', data: 'interests-guessed', words }];
  await call('POST', '/api/v1/exposures', { subject, touchpoint: TOUCHPOINT, because });
  await page.goto('/links');
  await page.getByRole('button', { name: say('番号を出す', 'Get a code') }).click();
  const code = await page.getByText(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/).textContent();
  const made = await call('POST', '/api/v1/tokens', { subject, touchpoint: TOUCHPOINT });
  await call('PUT', `/api/v1/subjects/${made.subject.handle}/links`, { code });
}

test('read by keyboard, 「ここで止める」 denies the next question; the page stays, and an open portal agrees', async ({
  page,
  server,
  api,
}) => {
  test.setTimeout(90_000);
  await signInAsNew(page, server);
  await beCustomer(page, server.origin, server.keys.shop);
  await page.goto(`/places/${TOUCHPOINT}`);
  const question = { subject, touchpoint: TOUCHPOINT };
  expect((await api('shop').decide(question)).decision).toBe(true);

  const tab = await page.context().newPage();
  const problems: string[] = [];
  const asked: string[] = [];
  tab.on('pageerror', (error) => problems.push(error.message));
  tab.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  tab.on('request', (request) => asked.push(request.url()));
  await tab.goto(`${shop.url}/?lang=${say('ja', 'en')}`);
  const mark = tab.getByRole('button', { name: why() });
  await expect(mark).toHaveAttribute('aria-expanded', 'false');
  await expect(tab.locator('body')).toBeFocused();
  expect(asked.filter((url) => url.startsWith(server.origin))).toEqual([]);
  await tab.keyboard.press('Tab');
  await expect(mark).toBeFocused();
  await tab.keyboard.press('Enter');
  const panel = tab.getByRole('group', { name: why() });
  await expect(panel.getByText(forYou(), { exact: true })).toBeFocused();
  for (const text of [
    guessed(),
    say('購入の記録', 'Purchases'),
    say('あなたの履歴をもとにしたおすすめ', 'Recommendations from your own history'),
    say(/^いま：.*から）$/, /^Now: .*\(since .*\)$/),
  ]) {
    await expect(panel.getByText(text).first()).toBeVisible();
  }
  await expect(panel.getByText(say(/許可する/, /^Allow\b/))).toHaveCount(0);
  await tab.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(mark).toBeFocused();

  // Read again meanwhile: where somebody stands by then, they stay.
  let goOn = (): void => undefined;
  const later = new Promise<void>((resolve) => (goOn = resolve));
  await tab.route('**/api/v1/why', (route) => later.then(() => route.continue()));
  await tab.keyboard.press('Enter');
  const how = panel.getByText(say('なぜ知っているの？', 'How do you know?'));
  await how.focus();
  goOn();
  await expect(panel.getByText(forYou(), { exact: true })).toBeVisible();
  await expect(how).toBeFocused();
  await tab.keyboard.press('Enter');
  await panel.getByRole('button', { name: say('違います', 'That’s wrong') }).press('Enter');
  await expect(
    panel.getByText(say(/^違うと伝えました（/, /^You said that this is wrong \(/)),
  ).toBeVisible();
  await panel.getByRole('button', { name: say('ここで止める', 'Stop it here') }).press('Enter');
  await expect(panel.getByRole('status')).toHaveText(
    say(/^保存しました（\d\d:\d\d）$/, /^Saved at \d\d:\d\d$/),
  );
  await expect(panel.getByRole('status')).toBeFocused();
  await expect(
    panel.getByText(say(/^いま：ここでは行いません/, /^Now: Not done here/)),
  ).toBeVisible();
  await expect(tab.locator('output')).toContainText('nattoku-saved stop-here');
  expect(tab.url()).toBe(`${shop.url}/?lang=${say('ja', 'en')}`);
  expect((await api('shop').decide(question)).reason).toBe('touchpoint_off');
  await expect(page.getByRole('radio', { name: REFUSE() })).toBeChecked();
  await expect(
    page.getByText(say('画面のなかの小窓', 'Control inside a page')).first(),
  ).toBeVisible();

  const opened = tab.waitForEvent('popup');
  await panel.getByRole('link', { name: say('ここで使う', 'Use it here') }).click();
  const own = await opened;
  await expect(
    own.getByText(say('このタブを閉じて戻れます', 'close this one to go back')),
  ).toBeVisible();
  await expect(own.getByRole('radio', { name: ALLOW(), exact: true })).not.toBeChecked();
  await own.close();
  await panel
    .getByRole('link', {
      name: say('今回はみんなと同じ表示で見る', 'Show me what everyone sees, this time'),
    })
    .click();
  await expect(tab).toHaveURL(`${shop.url}/?once=same`);
  expect(problems).toEqual([]);
  await tab.close();
});

test('the frame refuses by plain forms, and no address holds its token', async ({
  scriptless: page,
  server,
}) => {
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  await page.goto(`${shop.url}/frame?lang=${say('ja', 'en')}`);
  await page.getByRole('button', { name: say('理由', 'Why') }).click();
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('heading', { level: 1 })).toHaveText(forYou());
  await expect(frame.getByText(guessed()).first()).toBeVisible();
  await frame.getByRole('button', { name: say('もう買いました', 'Already bought') }).click();
  await expect(frame.getByRole('status')).toHaveText(SAVED());
  await expect(
    frame.getByRole('button', { name: say('もう買いました', 'Already bought') }),
  ).toHaveCount(0);
  await frame.getByRole('button', { name: say('すべての場所で止める', 'everywhere') }).click();
  await expect(
    frame.getByRole('button', { name: say('すべての場所で止める', 'everywhere') }),
  ).toHaveCount(0);
  await expect(frame.getByText(say(/許可する/, /^Allow\b/))).toHaveCount(0);
  expect(addresses.filter((url) => url.includes('eyJ'))).toEqual([]);
  expect(
    addresses.filter((url) => ![shop.url, server.origin].some((o) => url.startsWith(o))),
  ).toEqual(['data:,'].filter((icon) => addresses.includes(icon)));
});

test('a page that frames the portal, or the control of another origin, shows nothing to press', async ({
  page,
  server,
}) => {
  await signInAsNew(page, server);
  await page.goto(`${shop.url}/trap?lang=${say('ja', 'en')}`);
  await page.getByRole('button', { name: say('理由', 'Why') }).click();
  const frames = page.frames().filter((frame) => frame !== page.mainFrame());
  expect(frames).toHaveLength(5);
  for (const frame of frames) {
    // What may not be framed, the browser replaces by a page of its own.
    await expect.poll(() => frame.url()).toBe('chrome-error://chromewebdata/');
  }
});

test('at 240 and 400 px, in both languages and schemes, it is accessible and fits', async ({
  page,
}) => {
  test.setTimeout(90_000);
  const fits = async (): Promise<void> => {
    await expectNoSidewaysScroll(page);
    expect(await smallControls(page)).toEqual([]);
  };
  for (const [lang, own, other] of [
    ['ja', 240, 400],
    ['en', 400, 240],
  ] as const) {
    for (const path of ['/', '/alone']) {
      await page.setViewportSize({ width: own, height: 800 });
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(`${shop.url}${path}?lang=${lang}`);
      await page.getByRole('button').first().click();
      await page.locator('summary').last().waitFor();
      const folded = await page.locator('summary').all();
      for (const details of folded) await details.click();
      await expect(page.locator('details[open]')).toHaveCount(folded.length);
      await fits();
      await page.setViewportSize({ width: other, height: 800 });
      await fits();
      expect(await violationsOn(page)).toEqual([]);
      expect(await movedInTheDark(page)).toEqual([]);
      expect(await violationsOn(page, 'colours'), 'in the dark scheme').toEqual([]);
    }
  }
});
