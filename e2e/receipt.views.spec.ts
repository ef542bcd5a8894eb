// Receipts and the page that checks them. What is checked where: e2e/view.ts.
import { expect, test } from './fixtures';
import { signInAsNew } from './sign-in';
import { expectGoodView } from './view';

test('a receipt and its verification are accessible and fit', async ({ page, server }) => {
  await signInAsNew(page, server, '/places/home-hero');
  await page.locator('input[value="allow-place"]').check();
  const link = page.locator('.banner.saved a[href$="/receipt"]');
  const receipt = (await link.getAttribute('href')) ?? '';
  const text = await (await page.request.get(`${receipt}/file`)).text();
  const views = [
    { name: 'receipt', path: receipt, given: undefined },
    { name: 'nothing yet', path: '/verify', given: undefined },
    { name: 'holds', path: '/verify', given: text },
    { name: 'does not hold', path: '/verify', given: text.replace('evt_', 'evt-') },
  ];
  for (const { name, path, given } of views) {
    await test.step(name, async () => {
      await page.goto(path);
      if (given !== undefined) {
        const file = { name: 'r.json', mimeType: 'application/json', buffer: Buffer.from(given) };
        await page.locator('#receipt-file').setInputFiles(file);
        await expect(page.locator('#verdict')).toBeVisible();
      }
      await expectGoodView(page);
    });
  }
});
