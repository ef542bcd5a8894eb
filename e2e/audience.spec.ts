// Marketing asks who may be written to: totals to look at, a list to take away – without JavaScript.
import { readFileSync } from 'node:fs';
import { expect, expectAccessible, expectNoSidewaysScroll, loginAsOfficer, test } from './fixtures';
import { say } from './words';

const campaign = () => say('冬のセール', 'Winter sale');
const segment = () => say('東京・30代', 'Tokyo, in their 30s');
const ask = () => say('対象を調べる', 'Find out who may be contacted');
const byReason = () => say('理由ごとの人数', 'People by reason');

test('the result is accessible', async ({ page }) => {
  await loginAsOfficer(page);
  await page.goto('/console/audience');
  await page.getByLabel(say('キャンペーンの名前', 'Name of the campaign')).fill(campaign());
  await page.getByLabel(say('どんな方に送るか', 'Whom you think of')).fill(segment());
  await page
    .getByLabel(say('会員番号（1行に1つ）', 'Member numbers, one a line'))
    .fill('e2e-1\ne2e-2');
  await page.getByRole('button', { name: ask() }).click();
  await expect(page.getByRole('table', { name: byReason() })).toContainText(
    say('そのほか', 'Others'),
  );
  await expectAccessible(page);
});

test('an author makes an audience, and takes it away with its time', async ({
  scriptless: page,
}) => {
  await loginAsOfficer(page);
  await page.goto('/console/audience');
  await page.getByLabel(say('案内する場所', 'Place'), { exact: true }).selectOption({
    label: say('買った人はこちらも見ています', 'People who bought this also viewed'),
  });
  await page.getByLabel(say('キャンペーンの名前', 'Name of the campaign')).fill(campaign());
  await page.getByLabel(say('どんな方に送るか', 'Whom you think of')).fill(segment());
  await page.getByLabel(say('またはファイルから', 'Or from a file')).setInputFiles({
    ...{ name: 'members.csv', mimeType: 'text/csv' },
    buffer: Buffer.from(Array.from({ length: 40 }, (_, at) => `e2e-${String(at)},x`).join('\r\n')),
  });
  await page.getByRole('button', { name: ask() }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    say('「冬のセール」の対象：東京・30代', 'Winter sale: Tokyo, in their 30s'),
  );
  await expect(page.getByText(say('40 人のうち', 'Of 40 people'))).toBeVisible();
  await expect(page.getByRole('table', { name: byReason() })).toBeVisible();
  expect(page.url()).not.toContain('e2e-');
  await expectNoSidewaysScroll(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: say('CSVで保存', 'Save as CSV') }).click(),
  ]);
  const [head, first, ...others] = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(head).toContain(say('会員番号,送信期限', 'member,send by'));
  expect(first).toMatch(/^e2e-0,\d{4}-\d\d-\d\dT/u);
  expect(others).toHaveLength(39);
});
