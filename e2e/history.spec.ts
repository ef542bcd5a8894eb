// A person reads their record: how far a change has come, what stood before, who asked, any day beside now,
// many records page by page – and what ends soon, with nothing chosen for them.
import { expect, login, test } from './fixtures';
import { signInAsNew } from './sign-in';
import { expectGoodView } from './view';
import { say } from './words';

const ALL_TECHNIQUES = 'rules individual collective prediction generative-ai staff';
const FORMS = 10;

test('a change says where it applies, what it was before, and stays readable among many', async ({
  page,
  scriptless,
  server,
}) => {
  test.setTimeout(120_000);
  await signInAsNew(page, server, '/places/home-hero');
  await page.locator('input[value="refuse-place"]').check();
  const saved = page.getByRole('status').filter({ hasText: say('保存しました', 'Saved at') });
  // No service knows somebody who has just come.
  await expect(
    saved.getByText(say('どのサービスも、まだあなたを知りません。', 'No service knows you yet.')),
  ).toBeVisible();
  await saved.getByRole('link', { name: say('反映のようす', 'Where it applies') }).click();
  await expect(
    page.getByRole('heading', { level: 1, name: say('変更の内容', 'What changed') }),
  ).toBeVisible();
  await expect(
    page.getByText(say('「使える」から「止めている」へ', 'From “may be used” to “stopped”')),
  ).toBeVisible();
  await expect(
    page.getByText(
      say('「トップの大きな画像」を止めました', 'Stopped “Large image on the front page”'),
    ),
  ).toBeVisible();
  await expectGoodView(page);

  const { request } = page.context();
  const press = async (index: number) => {
    const form = {
      act: index % 2 === 0 ? 'technique-off' : 'technique-on',
      back: '/',
      version: '1',
    };
    const once = `history-of-many-acts-${String(index).padStart(4, '0')}`;
    const headers = { origin: server.origin };
    const data = { ...form, techniques: ALL_TECHNIQUES, once };
    const answer = await request.post('/choices', { form: data, headers, maxRedirects: 0 });
    expect(answer.headers()['location']).toContain('saved=');
  };
  for (let at = 0; at < FORMS; at += 1) await press(at);

  await scriptless.context().addCookies(await page.context().cookies());
  await scriptless.goto('/history');
  const rows = scriptless.getByRole('main').locator('ol.log > li');
  await expect(rows).toHaveCount(50);
  const total = 6 * FORMS + 1;
  await expect(
    scriptless.getByText(say(`${total}件のうち1～50件目`, `1 to 50 of ${total}`)),
  ).toBeVisible();
  await page.goto('/history');
  await expectGoodView(page);
  await scriptless.getByRole('link', { name: say('前の記録へ', 'Older records') }).click();
  await expect(
    scriptless.getByText(say(`${total}件のうち51～${total}件目`, `51 to ${total} of ${total}`)),
  ).toBeVisible();
  await expect(rows).toHaveCount(total - 50);
  await expect(
    scriptless.getByRole('link', { name: say('前の記録へ', 'Older records') }),
  ).toHaveCount(0);
  await expect(rows.last()).toContainText(
    say('「トップの大きな画像」を止めました', 'Stopped “Large image on the front page”'),
  );

  const exported = await request.get('/history/export?format=json', {
    headers: { 'accept-language': say('ja', 'en') },
  });
  const lines = (await exported.json()) as { type: string; before: string; after: string }[];
  expect(lines).toHaveLength(total);
  expect(lines.at(-1)).toMatchObject({
    type: 'touchpoint-off',
    before: say('使える', 'may be used'),
    after: say('止めている', 'stopped'),
  });

  await scriptless.goto('/history/compare');
  await scriptless.getByLabel(say('日付', 'Date')).fill('2020-01-01');
  await scriptless.getByRole('button', { name: say('比べる', 'Compare'), exact: true }).click();
  await expect(
    scriptless.getByText(
      say(
        'そのときは、まだ何も公開していませんでした。',
        'Nothing was published yet at that time.',
      ),
    ),
  ).toBeVisible();
  await scriptless.goto('/history/compare?date=9999-12-31');
  await expect(scriptless.getByRole('alert').getByRole('link')).toHaveText(
    say(/日付を読み取れませんでした/, /We could not read the date/),
  );
  // A date alone is compared from its first minute, and the field says so.
  await expect(scriptless.getByLabel(say('時刻', 'Time'))).toHaveValue('00:00');
});

test('who asked, and what ends soon, are said in words – and nothing is chosen for anybody', async ({
  page,
}) => {
  await login(page, 'emily', '/');
  const note = page.getByRole('region', {
    name: say('変わったことのお知らせ', 'Notice of changes'),
  });
  await expect(note).toContainText(
    say(
      '60日以内に期限が来る許可が、1つあります。',
      'Your permission for 1 purpose ends within 60 days.',
    ),
  );
  await note.getByRole('link', { name: say('内容を見る', 'See what it is') }).click();
  await expect(
    page.getByRole('heading', { level: 2, name: say('まもなく期限が来るもの', 'What ends soon') }),
  ).toBeVisible();
  const article = page.getByRole('article');
  await expect(article.getByRole('radio')).toHaveCount(2);
  await expect(article.locator(':checked')).toHaveCount(0);
  await expectGoodView(page);
  await page.goto('/history?kind=asked');
  await expect(
    page.getByText(
      say(
        /^この30日間に、\d+か所が\d+回たずねました/,
        /^In the last 30 days \d+ places asked about you, \d+ times in all/,
      ),
    ),
  ).toBeVisible();
  await expect(page.getByRole('table').first().getByRole('columnheader')).toHaveCount(5);
  await expectGoodView(page);
});
