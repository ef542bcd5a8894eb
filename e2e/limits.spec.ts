// 「量と時間」, by channel, told interests: what is set in the portal holds in every service at once, and is
// taken back as it was – with scripts and without.
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { completeSignIn, newAddress, signInAsNew } from './sign-in';
import { ALLOW, SAVED, UNDO, say } from './words';

const subject = { system: 'mailer', id: newAddress() };
const saved = (page: Page) => page.getByRole('status').getByText(SAVED());
const inForce = (page: Page) =>
  page.getByRole('region', { name: say('いま効いているもの', 'In force now') });
const ONCE_A_WEEK = () => say('週1回まで', 'At most once a week');
const WHICH = () => say('どのお知らせか', 'Which messages');
const SET_NUMBER = () => say('この回数までにする', 'Set this number');
const ONE_TO_HUNDRED = () => say(/1から100まで/, /from 1 to 100/);
const STRICTER = () => say(/のほうがきびしいため/, /is stricter\.$/);
const RECEIVE = () => say('広告のお知らせを受け取る', 'Receive promotional messages');
const PLENTY = () => say('たくさん', 'lots');
const TEA = () => say('紅茶が好き', 'I like tea');
/** What a change log says of what was set, removed and told above. */
const LOGGED = () =>
  say(
    [
      'お知らせは、すべて合わせて週1回まで」と決めました',
      '週1回まで」を外しました',
      '自分の好みを伝えました：紅茶が好き',
    ],
    [
      'Set a limit: At most once a week (all messages together)',
      'Removed a limit: At most once a week',
      'Told us: I like tea',
    ],
  );
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
    notice: { catalogueVersion: 1, locale: say('ja', 'en') },
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
  await press(page, ONCE_A_WEEK());
  await expect(saved(page)).toBeVisible();
  expect(await ask(true)).toMatchObject({ decision: true });
  expect(await ask(true)).toMatchObject({ reason: 'limit_reached', otherwise: 'nothing' });
  await page.reload();
  const none = say('いまは、もう送れません。', 'No message is left now.');
  await expect(inForce(page).getByText(none)).toBeVisible();

  // What cannot be read is named, and kept as it was typed; what changes nothing is said to.
  await page.getByText(say('ほかの回数', 'Another number'), { exact: true }).click();
  await page.getByLabel(WHICH()).selectOption('mail');
  const times = page.getByLabel(say('回数', 'Number'), { exact: true });
  await times.fill(PLENTY());
  await press(page, SET_NUMBER());
  await expect(page.getByRole('alert').getByRole('link')).toHaveText(ONE_TO_HUNDRED());
  await expect(times).toHaveValue(PLENTY());
  await expect(times).toHaveAccessibleDescription(ONE_TO_HUNDRED());
  await expect(page.getByLabel(WHICH())).toHaveValue('mail');
  await times.fill('３');
  await press(page, SET_NUMBER());
  const holds = say(/もっときびしい決まり/, /a stricter limit is already in force/);
  await expect(page.getByRole('status').getByText(holds)).toBeVisible();
  await expect(inForce(page).getByText(STRICTER())).toBeVisible();
  await page.getByRole('status').getByRole('button', { name: UNDO() }).click();
  await expect(inForce(page).getByText(STRICTER())).toHaveCount(0);

  // Without scripts from here. The same time twice is the whole day.
  await scriptless.context().addCookies(await page.context().cookies());
  await scriptless.goto('/limits');
  await scriptless.getByText(say('ほかの時間', 'Other hours'), { exact: true }).click();
  for (const name of say(['はじまり', 'おわり'], ['Start', 'End'])) {
    await scriptless.getByLabel(name, { exact: true }).fill('00:00');
  }
  await press(scriptless, say('この時間にする', 'Set these hours'));
  expect(await ask()).toMatchObject({ reason: 'quiet_hours', otherwise: 'nothing' });
  await press(scriptless, say(/^外す\s*：00:00から/, /^Remove\s*: No messages from 00:00/));
  expect(await ask()).toMatchObject({ reason: 'limit_reached' });
  await press(
    scriptless,
    say(/^外す\s*：お知らせは、すべて合わせて/, /^Remove\s*: At most once a week \(all messages/),
  );
  const before = await ask();
  expect(before).toMatchObject({ decision: true, reason: 'allowed' });

  await press(scriptless, say('1週間', 'For a week'));
  expect(await ask()).toMatchObject({ reason: 'paused', otherwise: 'nothing' });
  await scriptless.goto('/purposes?group=messages');
  const purpose = scriptless.getByRole('region', { name: RECEIVE() });
  await expect(
    purpose.getByText(say(/まで休止中です。/, /^Paused until the end of /)),
  ).toBeVisible();
  await purpose.getByRole('link', { name: say(/^休止について見る/, /^See the pause/) }).click();
  await press(scriptless, say(/^再開する\s*：すべて休止中/, /^Resume\s*: Everything is paused/));
  const again = await ask();
  expect([again.decision, again.reason]).toEqual([before.decision, before.reason]);

  // What may mail do? One press stops all of it, and undo brings back what was.
  await scriptless.goto('/channels/mail');
  const receive = scriptless.getByRole('group', { name: new RegExp(`^${RECEIVE()}`) });
  await expect(receive.getByRole('radio', { name: ALLOW(), exact: true })).toBeChecked();
  const stop = scriptless.getByRole('button', {
    name: say('メールをすべて止める', 'Stop all: E-mail'),
  });
  await expect(stop).toHaveAccessibleDescription(say(/メールマガジン/, /Newsletter/));
  await stop.click();
  expect(await ask()).toMatchObject({ reason: 'withdrawn', otherwise: 'nothing' });
  const allStopped = say('メールは、すべて止めています。', 'E-mail: all stopped.');
  await expect(scriptless.getByText(allStopped)).toBeVisible();
  await scriptless.getByRole('status').getByRole('button', { name: UNDO() }).click();
  expect(await ask()).toMatchObject({ decision: true, reason: 'allowed' });

  // Their own words: told, read, and taken back.
  await scriptless.goto('/told');
  await scriptless.getByLabel(say('好みや関心', 'What you like')).fill(TEA());
  await press(scriptless, say('伝える', 'Tell us'));
  await press(scriptless, say(/^取り消す\s*：紅茶が好き/, /^Take it back\s*: I like tea/));
  const nothing = say('まだ何も伝えていません。', 'You have not told us anything yet.');
  await expect(scriptless.getByText(nothing)).toBeVisible();
  await scriptless.goto('/history');
  for (const text of LOGGED()) {
    await expect(scriptless.getByText(text).first()).toBeVisible();
  }
});

test('a limit takes no signing in; removing it does, and that wish is kept on the way', async ({
  page,
  server,
}) => {
  await page.goto('/limits#mute');
  const mute = page.getByRole('region', {
    name: say('しばらく触れないで', 'Leave it alone for now'),
  });
  await mute
    .getByRole('button', { name: say('半年', 'For half a year') })
    .first()
    .click();
  await expect(saved(page)).toBeVisible();
  await press(page, say(/^外す\s*：触れない話題：/, /^Remove\s*: Not brought up: /));
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fchoices%2Fkept/);
  await completeSignIn(page, server);
  await expect(page.locator('.standing')).toHaveText(
    say(/^「触れない話題：/, /^“Not brought up: /),
  );
  await press(page, say('外す', 'Remove'));
  await expect(page).toHaveURL(/\/limits/);
  const none = say('まだ何も決めていません。', 'You have not set anything yet.');
  await expect(inForce(page).getByText(none)).toBeVisible();
});
