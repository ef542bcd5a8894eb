// A draft is looked at as people will see it, and published by somebody else: then people see just that.
import type { Page } from '@playwright/test';
import type { CatalogueContent } from '../lib/catalogue/model';
import { expect, loginAsOfficer, test } from './fixtures';

const PATHS = [
  ['map', '', '/'],
  ['purposes', 'group', '/purposes?group='],
  ['place', 'shop-for-you', '/places/shop-for-you'],
] as const;

/** What stands between the frames: where links lead and forms go is not of it. */
async function shownOn(page: Page, path: string): Promise<string> {
  await page.goto(path);
  return page.locator('main').innerText();
}

test.use({ javaScriptEnabled: false });

test('what is published is what was looked at, in Japanese and English; nothing in a preview can be chosen', async ({
  page,
  browser,
}) => {
  test.setTimeout(90_000);
  await loginAsOfficer(page);
  await page.goto('/console/catalogue');
  const now = (await (
    await page.request.get('/console/catalogue/current')
  ).json()) as CatalogueContent;
  const [group = ''] = now.purposeGroups.map(({ key }) => key);
  const touchpoints = now.touchpoints.map((place) =>
    place.key === 'shop-for-you'
      ? { ...place, recipients: [...place.recipients, 'ai-provider'] }
      : place,
  );
  const file = (content: unknown) => ({
    ...{ name: 'next.json', mimeType: 'application/json' },
    buffer: Buffer.from(JSON.stringify(content)),
  });

  await page.getByLabel('下書きのファイル（JSON）').setInputFiles(file({ ...now, colour: 'red' }));
  await page.getByRole('button', { name: '下書きを出す' }).click();
  await expect(page.getByRole('heading', { level: 2, name: '直すところ 1 件' })).toBeVisible();

  await page.goto('/console/catalogue');
  await page.getByLabel('下書きのファイル（JSON）').setInputFiles(file({ ...now, touchpoints }));
  await page.getByRole('button', { name: '下書きを出す' }).click();
  const draft = page.url();
  await expect(async () => {
    await page.goto(draft);
    await expect(page.getByText('もう一度たずねる人')).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(page.getByText('ご自身が出した下書きです')).toBeVisible();

  const seen = new Map<string, string>();
  for (const lang of ['ja', 'en']) {
    for (const [shown, at] of PATHS) {
      const part = at === 'group' ? group : at;
      const path = `${new URL(draft).pathname}/as/nobody?page=${shown}&at=${part}`;
      seen.set(`${lang} ${shown}`, await shownOn(page, path));
      await expect(
        page.locator('main :is(button, input:not([type=hidden]), select):enabled'),
      ).toHaveCount(0);
    }
    if (lang === 'en') continue;
    await page.getByRole('button', { name: 'English' }).click();
  }
  await page.goto(`${new URL(draft).pathname}/as/allowed?page=renewal`);
  await expect(page.locator('main')).toContainText('AI');
  await page.getByRole('button', { name: '日本語' }).click();

  const stranger = await browser.newPage();
  expect((await stranger.goto(draft))?.status()).toBe(200);
  await expect(stranger.locator('main')).not.toContainText('next.json');
  await page.goto(draft);
  await page.getByRole('button', { name: 'デモの承認者として入る' }).click();
  await page.goto(draft);
  await page.getByRole('button', { name: '第2版として公開する' }).click();
  await expect(page.getByText('この下書きは公開されています')).toBeVisible();

  for (const [lang, locale] of [
    ['ja', 'ja-JP'],
    ['en', 'en-GB'],
  ] as const) {
    const onlooker = await browser.newPage({ locale });
    for (const [shown, at, path] of PATHS) {
      const said = await shownOn(onlooker, at === 'group' ? `${path}${group}` : path);
      expect(said, `${lang} ${shown}`).toBe(seen.get(`${lang} ${shown}`));
    }
    await onlooker.close();
  }
  await stranger.close();
});
