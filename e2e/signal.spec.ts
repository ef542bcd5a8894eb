// A browser that sends Sec-GPC (UX-38), and one that two people share.
import { expect, test } from './fixtures';
import { signInAsNew } from './sign-in';
import { ALLOW, SIGN_IN, SIGN_OUT, STOP_ALL, say } from './words';

const FOLLOWED = () => say(/合図（GPC）に従っています/, /Opt-out signal honoured/);
const ALLOWED_SINCE = () => say('その選択を優先しています', 'Your choice comes first');
const RECEIVED = () =>
  say('ブラウザの合図（GPC）を受け取り', 'Received the browser’s opt-out signal (GPC)');

test.describe('with the signal', () => {
  test.use({ extraHTTPHeaders: { 'Sec-GPC': '1' } });

  test('the first page already says that it is followed, and it is', async ({ page, context }) => {
    await page.goto('/');
    await expect(page.getByText(FOLLOWED())).toBeVisible();
    const [device, ...others] = await context.cookies();
    expect([device?.name, device?.httpOnly, others]).toEqual(['nattoku-device', true, []]);
    await page.goto('/purposes?group=ads');
    const signalled = say(
      'ブラウザの合図（GPC）により、使っていません',
      'not used, because of your browser’s signal (GPC)',
    );
    await expect(page.getByText(signalled).first()).toBeVisible();
    await page.reload();
    expect((await context.cookies())[0]?.value).toBe(device?.value);
  });

  test('an allow that came after it is explained, and never taken back by the same browser', async ({
    page,
    server,
  }) => {
    await signInAsNew(page, server, '/purposes?group=ads');
    const group = page
      .getByRole('group', { name: say(/^広告をあなたに/, /^Fit ads to you/) })
      .first();
    await expect(group.getByRole('radio', { checked: true })).toHaveCount(0);
    await group.getByRole('radio', { name: ALLOW(), exact: true }).check();
    await expect(page.locator('.banner.saved')).toBeVisible();
    await page.goto('/');
    await expect(page.getByText(ALLOWED_SINCE())).toBeVisible();
    await expect(page.getByText(FOLLOWED())).toHaveCount(0);
    await page.reload();
    await expect(page.getByText(ALLOWED_SINCE())).toBeVisible();
    await page.goto('/history');
    const told = page.locator('.what').filter({ hasText: RECEIVED() });
    await expect(told).toHaveCount(1);
  });
});

test('two people who share a browser stay two people', async ({ page, server }) => {
  await page.goto('/places/home-hero');
  await page.getByRole('button', { name: STOP_ALL() }).click();
  await expect(page.locator('.banner.saved')).toBeVisible();
  await signInAsNew(page, server, '/history');
  const stopped = say('個別化をすべて止めました', 'Stopped all personalisation');
  await expect(page.locator('.what').filter({ hasText: stopped })).toBeVisible();
  await page.getByRole('button', { name: SIGN_OUT() }).click();
  await expect(page.getByRole('link', { name: SIGN_IN() }).first()).toBeVisible();
  await signInAsNew(page, server, '/history');
  await expect(page.locator('.log > li')).toHaveCount(0);
});
