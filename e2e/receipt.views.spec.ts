// Receipts and the page that checks them, in both languages, widths and schemes.
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures';
import { signInAsNew } from './sign-in';

test('a receipt and its verification are accessible and fit', async ({ page, server }) => {
  test.setTimeout(120_000);
  await signInAsNew(page, server, '/places/home-hero');
  await page.locator('input[value="allow-place"]').check();
  const link = page.locator('.banner.saved a');
  const receipt = (await link.getAttribute('href')) ?? '';
  const text = await (await page.request.get(`${receipt}/file`)).text();
  const views = [
    { name: 'receipt', path: receipt, given: undefined },
    { name: 'nothing yet', path: '/verify', given: undefined },
    { name: 'holds', path: '/verify', given: text },
    { name: 'does not hold', path: '/verify', given: text.replace('evt_', 'evt-') },
  ];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const { name, path, given } of views) {
      await test.step(`${colorScheme} ${name}`, async () => {
        await page.goto(path);
        if (given !== undefined) {
          const file = { name: 'r.json', mimeType: 'application/json', buffer: Buffer.from(given) };
          await page.locator('#receipt-file').setInputFiles(file);
          await expect(page.locator('#verdict')).toBeVisible();
        }
        await expect(page.locator('h1')).toHaveCount(1);
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
      });
    }
  }
});
