// A browser that sends Sec-GPC (UX-38), and one that two people share.
import { expect, test } from './fixtures';
import { signInAsNew } from './sign-in';

const FOLLOWED = /合図（GPC）に従っています/;
test.describe('with the signal', () => {
  test.use({ extraHTTPHeaders: { 'Sec-GPC': '1' }, locale: 'ja-JP' });

  test('the first page already says that it is followed, and it is', async ({ page, context }) => {
    await page.goto('/');
    await expect(page.getByText(FOLLOWED)).toBeVisible();
    const [device, ...others] = await context.cookies();
    expect([device?.name, device?.httpOnly, others]).toEqual(['nattoku-device', true, []]);
    await page.goto('/purposes?group=ads');
    await expect(
      page.getByText('ブラウザの合図（GPC）により、使っていません').first(),
    ).toBeVisible();
    await page.reload();
    expect((await context.cookies())[0]?.value).toBe(device?.value);
  });

  test('an allow that came after it is explained, and never taken back by the same browser', async ({
    page,
    server,
  }) => {
    await signInAsNew(page, server, '/purposes?group=ads');
    const group = page.getByRole('group', { name: /^広告をあなたに/ }).first();
    await expect(group.getByRole('radio', { checked: true })).toHaveCount(0);
    await group.getByRole('radio', { name: '許可する' }).check();
    await expect(page.locator('.banner.saved')).toBeVisible();
    await page.goto('/');
    await expect(page.getByText('その選択を優先しています')).toBeVisible();
    await expect(page.getByText(FOLLOWED)).toHaveCount(0);
    await page.reload();
    await expect(page.getByText('その選択を優先しています')).toBeVisible();
    await page.goto('/history');
    const told = page.locator('.what').filter({ hasText: 'ブラウザの合図（GPC）を受け取り' });
    await expect(told).toHaveCount(1);
  });
});

test('two people who share a browser stay two people', async ({ page, server }) => {
  await page.goto('/places/home-hero');
  await page.getByRole('button', { name: '個別化をすべて止める' }).click();
  await expect(page.locator('.banner.saved')).toBeVisible();
  await signInAsNew(page, server, '/history');
  await expect(page.locator('.what').filter({ hasText: '個別化をすべて止めました' })).toBeVisible();
  await page.getByRole('button', { name: 'サインアウト' }).click();
  await expect(page.getByRole('link', { name: 'サインイン' }).first()).toBeVisible();
  await signInAsNew(page, server, '/history');
  await expect(page.locator('.log > li')).toHaveCount(0);
});
