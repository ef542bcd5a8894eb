// The demo's pages, for somebody with a history. What is checked where: e2e/view.ts.
import { expect, test } from './fixtures';
import { expectGoodView } from './view';

const PAGES = [
  '/demo/outbox',
  '/demo/shop',
  '/demo/shop/search?q=tea',
  '/demo/shop/item/kyusu',
  '/demo/shop/mail',
  '/demo/shop/quiz',
  '/demo/shop/cart',
  '/demo/till',
  '/demo/backstage',
  '/demo/places',
  '/demo/care/skin',
  '/demo/inbox',
  '/demo/elsewhere',
  '/demo/mailer',
  '/demo/store',
  '/demo/desk?said=no-order',
  '/demo/desk/4821?read=1',
  '/demo/assistant',
  '/demo/training',
];

for (const path of PAGES) {
  test(`${path} is accessible and fits`, async ({ look }) => {
    const page = await look('emily', path);
    const reasons = await page.locator('nattoku-why').count();
    await expect(page.locator('button.mark')).toHaveCount(reasons);
    // What a reason says moves those below it: the next one is pressed once it stands.
    for (let at = 0; at < reasons; at += 1) {
      await page.locator('button.mark').nth(at).click();
      await expect(page.locator('dl[part=facts]')).toHaveCount(at + 1);
    }
    await expectGoodView(page);
  });
}

test('a reason opened before the scripts came stays open, though the shop was busy just then', async ({
  look,
}) => {
  const page = await look('emily', '/demo/outbox');
  let opened = (): void => undefined;
  const later = new Promise<void>((resolve) => (opened = resolve));
  await page.route('**/_next/**/*.js', (route) => later.then(() => route.continue()));
  await page.route('**/demo/shop/pass?*', (route) => route.fulfill({ status: 503 }), { times: 1 });
  await page.goto('/demo/till', { waitUntil: 'commit' });
  await page.locator('nattoku-why summary').first().click({ noWaitAfter: true });
  opened();
  await expect(page.locator('nattoku-why[open] dl[part=facts]')).toHaveCount(1);
});

// The guided page loads its shop anew whenever somebody chooses, be it in another test and in the
// middle of a check: here the shop that it began with stays.
test('/demo is accessible and fits', async ({ look }) => {
  const page = await look('emily', '/demo/outbox');
  let begun = false;
  await page.route('/demo/shop', (route) => {
    if (begun) return route.fulfill({ status: 204 });
    begun = true;
    return route.continue();
  });
  await page.goto('/demo');
  await expectGoodView(page);
  await page.unroute('/demo/shop');
});
