// Marketing asks who may be written to: totals to look at, a list to take away – without JavaScript.
import { readFileSync } from 'node:fs';
import { expect, expectAccessible, expectNoSidewaysScroll, loginAsOfficer, test } from './fixtures';

test('the result is accessible', async ({ page }) => {
  await loginAsOfficer(page);
  await page.goto('/console/audience');
  await page.getByLabel('キャンペーンの名前').fill('冬のセール');
  await page.getByLabel('どんな方に送るか').fill('東京・30代');
  await page.getByLabel('会員番号（1行に1つ）').fill('e2e-1\ne2e-2');
  await page.getByRole('button', { name: '対象を調べる' }).click();
  await expect(page.getByRole('table', { name: '理由ごとの人数' })).toContainText('そのほか');
  await expectAccessible(page);
});

test('an author makes an audience, and takes it away with its time', async ({
  scriptless: page,
}) => {
  await loginAsOfficer(page);
  await page.goto('/console/audience');
  await page.getByLabel('案内する場所').selectOption({ label: '買った人はこちらも見ています' });
  await page.getByLabel('キャンペーンの名前').fill('冬のセール');
  await page.getByLabel('どんな方に送るか').fill('東京・30代');
  await page.getByLabel('またはファイルから').setInputFiles({
    ...{ name: 'members.csv', mimeType: 'text/csv' },
    buffer: Buffer.from(Array.from({ length: 40 }, (_, at) => `e2e-${String(at)},x`).join('\r\n')),
  });
  await page.getByRole('button', { name: '対象を調べる' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    '「冬のセール」の対象：東京・30代',
  );
  await expect(page.getByText('40 人のうち')).toBeVisible();
  await expect(page.getByRole('table', { name: '理由ごとの人数' })).toBeVisible();
  expect(page.url()).not.toContain('e2e-');
  await expectNoSidewaysScroll(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'CSVで保存' }).click(),
  ]);
  const [head, first, ...others] = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(head).toContain('会員番号,送信期限');
  expect(first).toMatch(/^e2e-0,\d{4}-\d\d-\d\dT/u);
  expect(others).toHaveLength(39);
});
