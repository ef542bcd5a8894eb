// The public register: read by anybody, without JavaScript, and the same content as its file.
import { expect, test } from './fixtures';

interface File {
  readonly version: number;
  readonly languages: Readonly<
    Record<
      'ja',
      {
        readonly lines: readonly { readonly places: readonly { readonly name: string }[] }[];
        readonly data: readonly { readonly name: string; readonly source: string }[];
        readonly recipients: readonly { readonly name: string; readonly relation: string }[];
      }
    >
  >;
}

test('the page says what its file says; one sentence narrows it; place and recipient lead to each other', async ({
  scriptless: page,
  request,
}) => {
  await page.goto('/');
  await page
    .getByRole('contentinfo')
    .getByRole('link', { name: /外部送信の一覧/ })
    .click();
  const { ja } = ((await (await request.get('/transparency.json')).json()) as File).languages;
  const names = page.locator('#places tbody th > a');
  await expect(names).toHaveText(ja.lines.flatMap(({ places }) => places.map(({ name }) => name)));
  await expect(page.locator('#sending caption')).toHaveText(
    ja.recipients.filter(({ relation }) => relation !== 'self').map(({ name }) => name),
  );
  for (const [index, { source }] of ja.data.entries()) {
    await expect(page.locator('#sources tbody tr').nth(index)).toContainText(source);
  }
  await page.getByRole('combobox').selectOption('data.current-location');
  await page.getByRole('button', { name: '表示', exact: true }).click();
  await expect(names).toHaveText(['近くで使えるクーポン']);
  await names.click();
  const receives = page.getByRole('listitem').filter({ hasText: '配信事業者' });
  await expect(receives).toContainText('日本');
  await expect(receives).toContainText('委託');
  await receives.getByRole('link').click();
  await expect(page.getByRole('table', { name: '配信事業者' })).toBeInViewport();
  expect(await page.context().cookies()).toEqual([]);
});
