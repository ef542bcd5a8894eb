// The public register: read by anybody, without JavaScript, and the same content as its file.
import { expect, test } from './fixtures';
import { say } from './words';

interface File {
  readonly version: number;
  readonly languages: Readonly<
    Record<
      'ja' | 'en',
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
    .getByRole('link', { name: say(/外部送信の一覧/, /^What is used, and who receives it/) })
    .click();
  const { languages } = (await (await request.get('/transparency.json')).json()) as File;
  const said = languages[say('ja', 'en')];
  const names = page.locator('#places tbody th > a');
  await expect(names).toHaveText(
    said.lines.flatMap(({ places }) => places.map(({ name }) => name)),
  );
  await expect(page.locator('#sending caption')).toHaveText(
    said.recipients.filter(({ relation }) => relation !== 'self').map(({ name }) => name),
  );
  for (const [index, { source }] of said.data.entries()) {
    await expect(page.locator('#sources tbody tr').nth(index)).toContainText(source);
  }
  await page.getByRole('combobox').selectOption('data.current-location');
  await page.getByRole('button', { name: say('表示', 'Show'), exact: true }).click();
  await expect(names).toHaveText([say('近くで使えるクーポン', 'Coupons near you')]);
  await names.click();
  const company = say('配信事業者', 'Message delivery company');
  const receives = page.getByRole('listitem').filter({ hasText: company });
  await expect(receives).toContainText(say('日本', 'Japan'));
  await expect(receives).toContainText(say('委託', 'works on our behalf'));
  await receives.getByRole('link').click();
  await expect(page.getByRole('table', { name: company })).toBeInViewport();
  expect(await page.context().cookies()).toEqual([]);
});
