// 「量と時間」, by channel, told interests: what is set in the portal holds in every service at once, and is
// taken back as it was – with scripts and without.
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { completeSignIn, newAddress, signInAsNew } from './sign-in';

const subject = { system: 'mailer', id: newAddress() };
const saved = (page: Page) => page.getByRole('status').getByText(/保存しました（/);
const inForce = (page: Page) => page.getByRole('region', { name: 'いま効いているもの' });
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();

test('limits, a pause and a stopped channel hold for the next question, and end as the person says', async ({
  page,
  scriptless,
  server,
  api,
}) => {
  test.setTimeout(120_000);
  const mailer = api('mailer');
  const send = async (data: object, path = '/api/v1/choices', key = 'limits') => {
    const answer = await mailer.post(path, data, { 'idempotency-key': `"${key} ${subject.id}"` });
    expect([path, answer.ok(), await answer.text()]).toEqual([path, true, await answer.text()]);
    return (await answer.json()) as { subject?: { handle: string } };
  };
  const allow = { subject, surface: 'form', type: 'allow', channels: ['mail'] };
  const words = {
    notice: { catalogueVersion: 1, locale: 'ja' },
    evidence: { kind: 'form', reference: 'e2e' },
  };
  await send({ ...allow, ...words, purposes: ['receive'], data: [] }, undefined, 'receive');
  await send(
    { ...allow, ...words, purposes: ['message'], data: ['purchases'] },
    undefined,
    'message',
  );
  const named = await send({ subject, touchpoint: 'newsletter' }, '/api/v1/tokens');

  await signInAsNew(page, server, '/limits');
  const { origin } = server;
  const shown = await page.request.post('/links/code', { form: { take: '' }, headers: { origin } });
  const code = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(await shown.text())?.[0];
  const link = await page.request.put(`/api/v1/subjects/${named.subject?.handle ?? ''}/links`, {
    data: { code },
    headers: {
      authorization: `Bearer ${server.keys.mailer}`,
      'idempotency-key': `"link ${subject.id}"`,
    },
  });
  expect([link.ok(), await link.text()]).toEqual([true, await link.text()]);
  const ask = (reserve = false) => mailer.decide({ subject, touchpoint: 'newsletter', reserve });
  expect(await ask()).toMatchObject({ decision: true });

  // At most once a week, over all channels: the second message is a no, and the page says so.
  await press(page, '週1回まで');
  await expect(saved(page)).toBeVisible();
  expect(await ask(true)).toMatchObject({ decision: true });
  expect(await ask(true)).toMatchObject({ reason: 'limit_reached', otherwise: 'nothing' });
  await page.reload();
  await expect(inForce(page).getByText('いまは、もう送れません。')).toBeVisible();

  // What cannot be read is named, and kept as it was typed; what changes nothing is said to.
  await page.getByText('ほかの回数').click();
  await page.getByLabel('どのお知らせか').selectOption('mail');
  await page.getByLabel('回数', { exact: true }).fill('たくさん');
  await press(page, 'この回数までにする');
  const times = page.getByLabel('回数', { exact: true });
  await expect(page.getByRole('alert').getByRole('link')).toHaveText(/1から100まで/);
  await expect(times).toHaveValue('たくさん');
  await expect(times).toHaveAccessibleDescription(/1から100まで/);
  await expect(page.getByLabel('どのお知らせか')).toHaveValue('mail');
  await times.fill('３');
  await press(page, 'この回数までにする');
  await expect(page.getByRole('status').getByText(/もっときびしい決まり/)).toBeVisible();
  await expect(inForce(page).getByText(/のほうがきびしいため/)).toBeVisible();
  await page.getByRole('status').getByRole('button', { name: '元に戻す' }).click();
  await expect(inForce(page).getByText(/のほうがきびしいため/)).toHaveCount(0);

  // Without scripts from here. The same time twice is the whole day.
  await scriptless.context().addCookies(await page.context().cookies());
  await scriptless.goto('/limits');
  await scriptless.getByText('ほかの時間').click();
  for (const name of ['はじまり', 'おわり']) await scriptless.getByLabel(name).fill('00:00');
  await press(scriptless, 'この時間にする');
  expect(await ask()).toMatchObject({ reason: 'quiet_hours', otherwise: 'nothing' });
  await press(scriptless, /^外す\s*：00:00から/);
  expect(await ask()).toMatchObject({ reason: 'limit_reached' });
  await press(scriptless, /^外す\s*：お知らせは、すべて合わせて/);
  const before = await ask();
  expect(before).toMatchObject({ decision: true, reason: 'allowed' });

  await press(scriptless, '1週間');
  expect(await ask()).toMatchObject({ reason: 'paused', otherwise: 'nothing' });
  await scriptless.goto('/purposes?group=messages');
  const purpose = scriptless.getByRole('region', { name: '広告のお知らせを受け取る' });
  await expect(purpose.getByText(/まで休止中です。/)).toBeVisible();
  await purpose.getByRole('link', { name: /^休止について見る/ }).click();
  await press(scriptless, /^再開する\s*：すべて休止中/);
  const again = await ask();
  expect([again.decision, again.reason]).toEqual([before.decision, before.reason]);

  // What may mail do? One press stops all of it, and undo brings back what was.
  await scriptless.goto('/channels/mail');
  const receive = scriptless.getByRole('group', { name: /^広告のお知らせを受け取る/ });
  await expect(receive.getByRole('radio', { name: '許可する', exact: true })).toBeChecked();
  const stop = scriptless.getByRole('button', { name: 'メールをすべて止める' });
  await expect(stop).toHaveAccessibleDescription(/メールマガジン/);
  await stop.click();
  expect(await ask()).toMatchObject({ reason: 'withdrawn', otherwise: 'nothing' });
  await expect(scriptless.getByText('メールは、すべて止めています。')).toBeVisible();
  await scriptless.getByRole('status').getByRole('button', { name: '元に戻す' }).click();
  expect(await ask()).toMatchObject({ decision: true, reason: 'allowed' });

  // Their own words: told, read, and taken back.
  await scriptless.goto('/told');
  await scriptless.getByLabel('好みや関心').fill('紅茶が好き');
  await press(scriptless, '伝える');
  await press(scriptless, /^取り消す\s*：紅茶が好き/);
  await expect(scriptless.getByText('まだ何も伝えていません。')).toBeVisible();
  await scriptless.goto('/history');
  const said = ['お知らせは、すべて合わせて週1回まで」と決めました', '週1回まで」を外しました'];
  for (const text of [...said, '自分の好みを伝えました：紅茶が好き']) {
    await expect(scriptless.getByText(text).first()).toBeVisible();
  }
});

test('a limit takes no signing in; removing it does, and that wish is kept on the way', async ({
  page,
  server,
}) => {
  await page.goto('/limits#mute');
  const mute = page.getByRole('region', { name: 'しばらく触れないで' });
  await mute.getByRole('button', { name: '半年' }).first().click();
  await expect(saved(page)).toBeVisible();
  await press(page, /^外す\s*：触れない話題：/);
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fchoices%2Fkept/);
  await completeSignIn(page, server);
  await expect(page.locator('.standing')).toHaveText(/^「触れない話題：/);
  await press(page, '外す');
  await expect(page).toHaveURL(/\/limits/);
  await expect(inForce(page).getByText('まだ何も決めていません。')).toBeVisible();
});
