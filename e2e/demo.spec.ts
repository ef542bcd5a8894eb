// The demo, as somebody meets it: one click, a choice on the portal, and a shop that knows only
// what it is answered. Personas are shared, so these journeys come one after the other.
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { newAddress } from './sign-in';
import { ALLOW, REFUSE, SAVED, say } from './words';

test.describe.configure({ mode: 'serial', timeout: 90_000 });

const haru = () => say('高橋 陽', 'Haru Takahashi');
const misaki = () => say('佐藤 美咲', 'Misaki Sato');
const kenichi = () => say('田中 健一', 'Kenichi Tanaka');
const forYou = () => say('あなたへのおすすめ', 'For you');
const forEveryone = () => say('よく売れているもの', 'Selling well');

async function become(page: Page, name: string): Promise<void> {
  await page.goto('/demo');
  const button = page.getByRole('button', { name: say(`${name}さんになる`, `Become ${name}`) });
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
}

const place = (page: Page, name: string) => page.locator(`.why[data-place="${name}"]`);

/** The shop's next page. An answer that did not come in time is a no as well, but not the one looked for. */
async function expectShop(
  page: Page,
  expected: { readonly personal: boolean; readonly heading: string; readonly says: string },
  scripts: boolean,
): Promise<void> {
  await expect(async () => {
    await page.goto('/demo/shop');
    const why = place(page, 'shop-for-you');
    await why.locator(scripts ? 'button.mark' : 'summary').click({ timeout: 5_000 });
    const told = scripts
      ? why.getByRole('group', { name: say('この表示の理由', 'Why am I seeing this?') })
      : why.locator('.why-body');
    await expect(told).toContainText(expected.says, { timeout: 2_000 });
    await expect(why).toHaveAttribute('data-personal', String(expected.personal));
  }).toPass();
  await expect(page.locator('h2#shop-for-you')).toHaveText(expected.heading);
}

async function choose(
  page: Page,
  choice: 'allow' | 'refuse',
  scripts: boolean,
  where = 'shop-for-you',
) {
  await page.goto(`/places/${where}`);
  const name = choice === 'allow' ? ALLOW() : REFUSE();
  const radio = page.getByRole('radio', { name, exact: true });
  // What stands already cannot be saved again.
  if (await radio.isChecked()) return;
  await radio.check();
  if (!scripts) await page.getByRole('button', { name: say('保存する', 'Save') }).click();
  await expect(page.getByText(SAVED()).first()).toBeVisible();
}

for (const scripts of [true, false]) {
  test.describe(scripts ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled: scripts });

    test('the shop is personal only after allowing, and after refusing the next page says so', async ({
      page,
    }) => {
      await become(page, haru());
      await choose(page, 'refuse', scripts);
      const off = {
        personal: false,
        heading: forEveryone(),
        says: scripts
          ? say('いま：ここでは行いません', 'Now: Not done here')
          : say(
              'この場所では行わないと、あなたが決めているためです。',
              'Because you switched this place off.',
            ),
      };
      await expectShop(page, off, scripts);
      await choose(page, 'allow', scripts);
      const on = { personal: true, heading: forYou() };
      await expectShop(
        page,
        { ...on, says: say('「粉引きのマグ」を買われたため', 'You bought “Slip-glazed mug”') },
        scripts,
      );
      await choose(page, 'refuse', scripts);
      await expectShop(page, off, scripts);
    });

    test('the guided page shows question, answer and line', async ({ page }) => {
      await become(page, haru());
      await expect(page.frameLocator('iframe[name="minori-shop"]').locator('h1')).toBeVisible();
      await page.goto('/demo');
      const row = page.locator('.row').filter({ hasText: 'shop-for-you' }).first();
      await row.locator('summary').click();
      await expect(row.locator('pre').first()).toContainText('"touchpoint": "shop-for-you"');
      await expect(page.locator('.leaf').first()).toContainText(say(/\d+行目/, /Line \d+/));
      await expect(page.locator('body')).not.toContainText('ntk_live_');
    });
  });
}

test('a choice in the phone changes the shop beside it, by itself', async ({ page }) => {
  await become(page, haru());
  const phone = page.frameLocator('iframe[name="nattoku-phone"]');
  const shop = page.frameLocator('iframe[name="minori-shop"]');
  const heading = shop.locator('h2#shop-for-you');
  await expect(heading).toHaveText(forEveryone());
  const why = shop.locator('.why[data-place="shop-for-you"]');
  const settings = why.getByRole('link', { name: say('ここで使う', 'Use it here') });
  // A slow first answer makes the shop ask again, and its page begins anew with the panel closed.
  await expect(async () => {
    if (!(await settings.isVisible())) await why.locator('button.mark').click({ timeout: 2_000 });
    await settings.click({ timeout: 2_000 });
  }).toPass();
  await phone.getByRole('radio', { name: ALLOW(), exact: true }).check();
  await expect(heading).toHaveText(forYou());
  await expect(page.locator('.leaf-fresh').first()).toContainText(say('新しい行', 'New line'));
  const row = page.locator('.row').filter({ hasText: 'shop-for-you' }).first();
  await expect(row).toContainText(say('合わせてよい', 'Tailor it'));
  await phone.getByRole('radio', { name: REFUSE() }).check();
  await expect(heading).toHaveText(forEveryone());
  await expect(row).toContainText(say('変わりました', 'Changed'));
});

test('every slot says why, and can show what everyone sees', async ({ page }) => {
  await become(page, misaki());
  await page.goto('/demo/shop');
  await expect(page.locator('.why')).toHaveCount(5);
  await page.goto('/demo/shop?once=same');
  for (const why of await page.locator('.why').all()) {
    await expect(why).toHaveAttribute('data-personal', 'false');
  }
  await expect(async () => {
    await page.goto('/demo/shop/mail');
    for (const mail of ['newsletter', 'cart-reminder']) {
      const letter = page.locator('.letter-personal', { has: page.locator(`#${mail}`) });
      await expect(letter).toBeVisible({ timeout: 500 });
    }
  }).toPass();
  await become(page, kenichi());
  await page.goto('/demo/shop/mail');
  // All but what the order itself needs.
  const wanted = page.locator('.letter-not_sent').filter({ hasNot: page.locator('#order-mail') });
  await expect(wanted).toHaveCount(5);
});

test('what was shown is reported: the map of the person knows', async ({ page }) => {
  await become(page, misaki());
  await expect(async () => {
    await page.goto('/demo/shop');
    await expect(place(page, 'home-hero')).toHaveAttribute('data-personal', 'true', {
      timeout: 500,
    });
  }).toPass();
  await page.goto('/demo');
  const row = page.locator('.row').filter({ hasText: 'home-hero' }).first();
  await row.locator('summary').click();
  await expect(row).toContainText('POST /api/v1/exposures');
});

test('an ad that follows somebody about stops with two taps, where it is seen (UX, taps)', async ({
  page,
}) => {
  await become(page, misaki());
  await choose(page, 'allow', true, 'retargeting-ads');
  const ad = place(page, 'retargeting-ads');
  await expect(async () => {
    await page.goto('/demo/elsewhere');
    await expect(ad).toHaveAttribute('data-personal', 'true', { timeout: 500 });
  }).toPass();
  const taps = [
    ad.locator('button.mark'),
    ad.getByRole('button', { name: say('ここで止める', 'Stop it here') }),
  ];
  for (const target of taps) await target.click();
  await expect(ad.getByRole('status')).toHaveText(SAVED());
  expect(taps).toHaveLength(2);
  await page.goto('/demo/elsewhere');
  await expect(ad).toHaveAttribute('data-personal', 'false');
});

test('mail of the demo stands in the outbox, with its code and its link', async ({ page }) => {
  const address = newAddress();
  await page.goto('/sign-in');
  await page.locator('#email').fill(address);
  await page.locator('main form[action="/sign-in/request"] button').click();
  await page.locator('#code').waitFor();
  await page.goto('/demo/outbox');
  const mail = page.locator('.mail').filter({ hasText: address });
  await expect(mail.locator('.mail-ways strong')).toHaveText(/^\d{6}$/);
  await mail.getByRole('link', { name: say('リンクを開く', 'Open the link') }).click();
  await expect(page).toHaveURL(/\/sign-in\/link\?token=/);
});

test('one click leads the officer into the console', async ({ page }) => {
  await page.goto('/demo');
  await page
    .getByRole('button', {
      name: say('個人情報の担当者として管理画面へ', 'To the console, as the privacy officer'),
    })
    .click();
  await expect(page).toHaveURL(/\/console/);
});
