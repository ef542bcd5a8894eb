// What a person can do on the portal, with and without scripts.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { completeSignIn, mailTo, newAddress, signInAsNew, signInThroughPages } from './sign-in';
import { ALLOW, REFUSE, SAVED, SIGN_IN, SIGN_OUT, STOP_ALL, UNDO, inJapanese, say } from './words';

const HERO = () => say('トップの大きな画像', 'Large image on the front page');
const SAME_FOR_ALL = () => say('いま：みんなと同じです', 'Now: Same for everyone');
const UNUSED = () => say('いま：許可済み・まだ使われていません', 'Now: Allowed, not used yet');
const NOT_HERE = () => say('いま：ここでは行いません', 'Now: Not done here');
const TRY_AGAIN = () => say('もう一度試す', 'Try again');
const now = (page: Page) => page.locator('.sign-state');

const saveButton = (page: Page) =>
  page.getByRole('button', { name: say(/^保存する\s*：/, /^Save\s*:/) });

/** The two radios about something, by its name. */
function pair(page: Page, about: RegExp | string): Locator {
  return page.getByRole('group', { name: about, exact: true });
}

/** With scripts choosing saves; without, the button beside does. */
async function choose(page: Page, about: RegExp | string, word: string) {
  const group = pair(page, about);
  await group.getByRole('radio', { name: word, exact: true }).click();
  const save = saveButton(page);
  if (await save.isVisible()) await save.click();
}

for (const scripts of [true, false]) {
  test.describe(scripts ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled: scripts });

    test('a place is allowed, refused and undone; every word about it comes after the ledger', async ({
      page,
      server,
    }) => {
      await signInThroughPages(page, server, '/places/home-hero');
      await expect(now(page)).toHaveText(SAME_FOR_ALL());
      await choose(page, HERO(), ALLOW());
      await expect(now(page)).toHaveText(UNUSED());
      await expect(page.getByRole('status').getByText(SAVED())).toBeVisible();
      await choose(page, HERO(), REFUSE());
      await expect(now(page)).toHaveText(NOT_HERE());
      await page.getByRole('status').getByRole('button', { name: UNDO() }).click();
      await expect(now(page)).toHaveText(UNUSED());
      await page.goto('/history');
      await expect(page.locator('.log > li')).toHaveCount(3);
    });

    test('one activation stops everything, and undo brings back exactly what was', async ({
      page,
      server,
    }) => {
      await signInAsNew(page, server, '/purposes?group=screens');
      await choose(page, say(/^画面や記事/, /^Fit pages and articles/), ALLOW());
      await expect(page.locator('.banner.saved')).toBeVisible();
      const standing = page.locator('.purpose .standing');
      const before = await standing.allTextContents();
      await page.getByRole('button', { name: STOP_ALL() }).click();
      await expect(standing.first()).toContainText(say('許可していません', 'not allowed'));
      await page.getByRole('status').getByRole('button', { name: UNDO() }).click();
      await expect(standing).toHaveText(before);
    });

    test('switching the language keeps the place', async ({ page }) => {
      await page.goto('/data/purchases');
      const heading = page.getByRole('heading', { level: 1 });
      await expect(heading).toHaveText(say('購入の記録', 'Purchases'));
      await page.getByRole('button', { name: say('English', '日本語') }).click();
      await expect(page.locator('html')).toHaveAttribute('lang', inJapanese() ? 'en' : 'ja');
      expect(new URL(page.url()).pathname).toBe('/data/purchases');
      await expect(heading).toHaveText(say('Purchases', '購入の記録'));
    });

    test('somebody who is not signed in can stop everything, and allow nothing', async ({
      page,
    }) => {
      await page.goto('/places/home-hero');
      await choose(page, HERO(), ALLOW());
      await expect(page).toHaveURL(/\/sign-in\?next=%2Fchoices%2Fkept/);
      await page.goto('/places/shop-also-bought');
      await page.getByRole('button', { name: STOP_ALL() }).click();
      await expect(now(page)).toHaveText(SAME_FOR_ALL());
      const cookies = (await page.context().cookies()).map(({ name }) => name);
      expect(cookies).toEqual(['nattoku-device']);
    });
  });
}

test('opening the mailed link signs nobody in; its button does, once', async ({ page, server }) => {
  const address = newAddress();
  await page.goto('/sign-in');
  await page.locator('#email').fill(address);
  await page.locator('main form[action="/sign-in/request"] button').click();
  await page.locator('#code').waitFor();
  const { link } = await mailTo(address, server);
  for (let visit = 0; visit < 3; visit += 1) await page.request.get(link);
  await page.goto(link);
  expect(await page.context().cookies()).toEqual([]);
  await page.locator('main form[action="/sign-in/complete"] button').click();
  await expect(page.getByRole('button', { name: SIGN_OUT() })).toBeVisible();
  const [session] = await page.context().cookies();
  await page.getByRole('button', { name: SIGN_OUT() }).click();
  await expect(page.getByRole('link', { name: SIGN_IN() }).first()).toBeVisible();
  await page.context().addCookies(session === undefined ? [] : [session]);
  await page.goto('/history');
  await expect(
    page.getByText(
      say('記録を見るには、サインインしてください。', 'Please sign in to see your change log.'),
    ),
  ).toBeVisible();
  await page.goto(link);
  await page.locator('main form[action="/sign-in/complete"] button').click();
  await expect(
    page.getByRole('alert').getByText(say('このリンクは使えません', 'This link cannot be used')),
  ).toBeVisible();
});

test('a form from another site, from nowhere or with a forged host changes nothing', async ({
  page,
  server,
}) => {
  await signInAsNew(page, server);
  const form = { act: 'stop', once: 'a'.repeat(22), version: '1', back: '/' };
  const origins = ['https://evil.test', 'null', `${server.origin}.evil.test`];
  for (const origin of origins) {
    const headers = { origin, 'x-forwarded-host': 'evil.test' };
    const answer = await page.request.post('/stop', { form, headers, maxRedirects: 0 });
    expect(answer.status()).toBe(403);
  }
  await page.goto('/history');
  await expect(page.locator('.log > li')).toHaveCount(0);
});

test('what fails says so, leaves everything as it was, and can be tried again', async ({
  page,
  server,
}) => {
  await signInAsNew(page, server, '/places/home-hero');
  const state = await now(page).textContent();
  await page.route('**/choices', (route) => route.fulfill({ status: 503, body: '' }));
  const allow = pair(page, HERO()).getByRole('radio', { name: ALLOW(), exact: true });
  await allow.click();
  await expect(
    page.getByRole('alert').getByText(say('保存できませんでした', 'Not saved')),
  ).toBeVisible();
  await expect(allow).toBeFocused();
  await expect(allow).not.toBeChecked();
  expect(await now(page).textContent()).toBe(state);
  await page.unroute('**/choices');
  await page.getByRole('button', { name: TRY_AGAIN() }).click();
  await expect(now(page)).toHaveText(UNUSED());
});

test('an answer that got lost after the commit does not make a second event', async ({
  page,
  server,
}) => {
  await signInAsNew(page, server, '/places/home-hero');
  let lost = false;
  await page.route('**/choices', async (route) => {
    if (lost) return route.continue();
    lost = true;
    await route.fetch();
    return route.abort();
  });
  await choose(page, HERO(), REFUSE());
  await page.getByRole('button', { name: TRY_AGAIN() }).click();
  await expect(now(page)).toHaveText(NOT_HERE());
  await page.goto('/history');
  await expect(page.locator('.log > li')).toHaveCount(1);
});

test('what people asked for in one language is exported in it', async ({ page, server }) => {
  await signInAsNew(page, server, '/places/home-hero');
  await choose(page, HERO(), REFUSE());
  await expect(now(page)).toHaveText(NOT_HERE());
  const json = (await (await page.request.get('/history/export?format=json')).json()) as unknown[];
  expect(json).toHaveLength(1);
  const csv = await (await page.request.get('/history/export?format=csv')).text();
  expect(csv).toContain('touchpoint-off');
});

test('nothing is chosen for anybody, and keys that only move choose nothing', async ({
  page,
  server,
}) => {
  await signInAsNew(page, server, '/places/home-hero');
  const [allow, refuse] = [ALLOW(), REFUSE()].map((name) =>
    pair(page, HERO()).getByRole('radio', { name, exact: true }),
  );
  if (!allow || !refuse) throw new Error('no pair');
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
  await allow.focus();
  for (const key of ['ArrowDown', 'ArrowRight', 'ArrowUp', 'ArrowLeft', 'ArrowDown', 'Escape']) {
    await page.keyboard.press(key);
  }
  await expect(refuse).toBeFocused();
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
  await page.keyboard.press('Space');
  await expect(now(page)).toHaveText(NOT_HERE());
  await expect(refuse).toBeChecked();
  await expect(refuse).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(allow).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(allow).toBeChecked();
  await expect(now(page)).toHaveText(UNUSED());
  // The second choice switched the place on and allowed it: two entries of one act.
  await page.goto('/history');
  await expect(page.locator('.log > li')).toHaveCount(3);
});

test('a radio chosen without scripts saves nothing before the button, which was not there', async ({
  scriptless: page,
  server,
}) => {
  await signInAsNew(page, server, '/places/home-hero');
  const save = saveButton(page);
  await expect(save).toBeHidden();
  await pair(page, HERO()).getByRole('radio', { name: ALLOW(), exact: true }).check();
  await expect(save).toBeVisible();
  await page.reload();
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
  await expect(now(page)).toHaveText(SAME_FOR_ALL());
});

test('one tap stops a place, with scripts and without', async ({ page, scriptless, server }) => {
  for (const view of [page, scriptless]) {
    await signInAsNew(view, server, '/places/home-hero');
    await choose(view, HERO(), ALLOW());
    await view.getByRole('button', { name: say('ここで止める', 'Stop it here') }).click();
    await expect(now(view)).toHaveText(NOT_HERE());
  }
});

test('a special purpose leads to its two steps, saves nothing on the way, and back again', async ({
  page,
  server,
}) => {
  await signInAsNew(page, server, '/places/app-skin-log');
  await page.getByRole('radio', { name: say(/^許可する/, /^Allow/) }).click();
  await expect(page).toHaveURL(/\/purposes\/[a-z-]+\/explicit$/);
  await page.goBack();
  await expect(page).toHaveURL(/\/places\/app-skin-log$/);
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
});

test('a choice that met an ended session is still there after signing in, and saved only by a press', async ({
  page,
  server,
}) => {
  await page.goto('/places/home-hero');
  await choose(page, HERO(), ALLOW());
  await expect(page).toHaveURL(/\/sign-in/);
  await completeSignIn(page, server);
  await expect(
    page.getByRole('heading', { name: say('この選択を保存しますか', 'Save this choice?') }),
  ).toBeVisible();
  await expect(page.locator('.standing')).toHaveText(
    say('「トップの大きな画像」', '“Large image on the front page”'),
  );
  await page.reload();
  await page.getByRole('button', { name: ALLOW(), exact: true }).click();
  await expect(page).toHaveURL(/\/places\/home-hero/);
  await expect(now(page)).toHaveText(UNUSED());
  await page.goto('/history');
  await expect(page.locator('.log > li')).toHaveCount(1);
});
