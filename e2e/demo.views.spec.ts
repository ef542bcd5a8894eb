// The demo's pages, in both languages, widths and schemes.
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures';

const PAGES = [
  '/demo',
  '/demo/outbox',
  '/demo/shop',
  '/demo/shop/search?q=tea',
  '/demo/shop/item/kyusu',
  '/demo/shop/mail',
];

test('the demo is accessible and fits, for somebody with a history', async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto('/demo');
  await page.locator('button[name="persona"][value="emily"]').click();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const path of PAGES) {
      await test.step(`${colorScheme} ${path}`, async () => {
        await page.goto(path);
        await expect(page.locator('h1')).toHaveCount(1);
        for (const summary of await page.locator('.why > summary').all()) await summary.click();
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
      });
    }
  }
});
