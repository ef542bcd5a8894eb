// Another team's page, in a real browser, with React: nothing personal but within a permit.
import { randomUUID } from 'node:crypto';
import { expect, test } from './fixtures';
import { openStranger } from './stranger';
import { say } from './words';

const CELLS = { purposes: ['recommend'], channels: ['web'], surface: 'form' };

test('refused, nothing personal; permitted, it appears; withdrawn, it is gone', async ({
  page,
  api,
  server,
}) => {
  const subject = { system: 'shop', id: `e2e-stranger-${randomUUID()}` };
  const tell = async (choice: object): Promise<void> => {
    const headers = { 'idempotency-key': `"${randomUUID()}"` };
    const answer = await api('shop').post(
      '/api/v1/choices',
      { subject, ...CELLS, ...choice },
      headers,
    );
    expect(answer.status(), await answer.text()).toBe(201);
  };
  const generic = page.getByText(say('みんなの人気商品', 'Popular with everyone'));
  const personal = page.getByText(say('あなたへのおすすめ（purchases）', 'For you (purchases)'));
  const tags = page.locator('output');
  /** Both parts of the page have an answer, and what they made of it is drawn. */
  const answered = async (): Promise<void> => {
    await expect(page.locator('body')).toHaveAttribute('data-answers', '2');
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  };
  const problems: string[] = [];
  const others: string[] = [];
  const shop = await openStranger(server.origin, server.keys.shop, subject, say('ja', 'en'));
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('request', (request) => {
    const { origin } = new URL(request.url());
    if (![shop.url, server.origin, 'null'].includes(origin)) others.push(origin);
  });
  try {
    await page.clock.install();
    await tell({ type: 'deny', data: '*' });
    await page.goto(shop.url);
    await answered();
    await expect(generic).toBeVisible();
    await expect(tags).toContainText('"personalization_storage":"denied"');
    await expect(personal).toHaveCount(0);

    const notice = { catalogueVersion: 1, locale: say('ja', 'en') };
    const evidence = { kind: 'form', reference: 'e2e' };
    await tell({ type: 'allow', data: ['purchases'], notice, evidence });
    await page.reload();
    await expect(personal).toBeVisible();
    await expect(tags).toContainText('"personalization_storage":"granted"');
    await expect(tags).toContainText('"ad_storage":"denied"');

    await tell({ type: 'deny', data: '*' });
    await page.clock.fastForward(6_000);
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect(generic).toBeVisible();
    await expect(personal).toHaveCount(0);
    await expect(tags).toContainText('"personalization_storage":"denied"');
    expect([problems, others]).toEqual([[], []]);
  } finally {
    await shop.close();
  }
});
