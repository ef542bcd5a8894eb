// A child says so and allows; it waits for the guardian, who comes in by a code, signed in and
// without scripts; what the child refuses stays refused; ads are told the truth of to the child alone.
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './fixtures';
import { becomeNew, signInAsNew } from './sign-in';
import { say } from './words';

const suggestions = () =>
  say('あなたの履歴をもとにしたおすすめ', 'Recommendations from your own history');
const getCode = () => say('番号を出す', 'Get a code');
const young = () => say('15歳以下', '15 or younger');
const declare = () => say('わたしは18歳未満です', 'I am under 18');
const tell = () => say('保護者にメールで知らせる', 'Tell my guardian by mail');

test('what a child allows waits for the guardian, and what the child refuses no guardian allows', async ({
  page: child,
  scriptless: guardian,
  server,
  nattoku,
}) => {
  test.setTimeout(120_000);
  const ids = { shop: `card-${randomUUID()}`, adtech: `ad-${randomUUID()}` } as const;
  type System = keyof typeof ids;
  await signInAsNew(child, server, '/links');

  const call = async (key: string, method: string, path: string, data: object) => {
    const headers = { authorization: `Bearer ${key}` };
    const answer = await child.request.fetch(server.origin + path, { method, data, headers });
    expect([path, answer.ok(), await answer.text()]).toEqual([path, true, await answer.text()]);
    return (await answer.json()) as { reason?: string; decision?: boolean };
  };
  const known = async (system: System, touchpoint: string) => {
    const named = ['--name', `child-${system}`, '--system', system];
    const made = await nattoku(
      'keys',
      'create',
      ...named,
      '--scope',
      'identify,choice:refuse,embed',
    );
    const key = made.trim();
    const subject = { system, id: ids[system] };
    const refusal = { type: 'deny', purposes: ['predict'], channels: ['web'], data: '*' };
    const headers = { authorization: `Bearer ${key}`, 'idempotency-key': `"${ids[system]}"` };
    const data = { subject, surface: 'form', ...refusal };
    await child.request.post(`${server.origin}/api/v1/choices`, { data, headers });
    const token = await call(key, 'POST', '/api/v1/tokens', { subject, touchpoint });
    const { handle } = (token as unknown as { subject: { handle: string } }).subject;
    await child.goto('/links');
    await child.getByRole('button', { name: getCode() }).click();
    const code = await child.getByText(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/).textContent();
    await call(key, 'PUT', `/api/v1/subjects/${handle}/links`, { code });
  };
  await known('shop', 'shop-for-you');
  await known('adtech', 'retargeting-ads');
  const asked = async (system: System, touchpoint: string) => {
    const question = { subject: { system, id: ids[system] }, touchpoint };
    const answer = await call(server.keys[system], 'POST', '/api/v1/decisions', question);
    return [answer.decision, answer.reason];
  };
  const chosen = async (act: string, purpose: string) => {
    const form = { act, purpose, once: randomUUID(), version: '1', back: '/' };
    const headers = { origin: server.origin };
    const answer = await child.request.post('/choices', { form, headers, maxRedirects: 0 });
    expect(answer.headers()['location']).toContain('saved=');
  };

  await child.goto('/guardian');
  expect(await child.locator('main :checked[type=radio]').count()).toBe(0);
  await child.getByRole('radio', { name: young() }).check();
  await child.getByLabel(say('18歳になる年', 'Year you turn 18')).selectOption({ index: 1 });
  await child.getByLabel(say('18歳になる月', 'Month you turn 18')).selectOption('5');
  await child.getByRole('button', { name: declare() }).click();
  await expect(
    child.getByRole('alert').filter({ hasText: say('合いません', 'do not fit') }),
  ).toBeVisible();
  await expect(child.getByRole('radio', { name: young() })).toBeChecked();
  await child.getByLabel(say('18歳になる年', 'Year you turn 18')).selectOption({ index: 5 });
  await child.getByRole('button', { name: declare() }).click();
  await expect(
    child.getByText(say(/^15歳以下と記録しています（/, /^Recorded as 15 or younger \(/)),
  ).toBeVisible();

  for (const purpose of ['recommend', 'advertise']) await chosen('allow-purpose', purpose);
  expect(await asked('shop', 'shop-for-you')).toEqual([false, 'refused']);
  await child.goto('/');
  await expect(
    child.getByText(
      say('保護者の確認を待っている目的が、1つあります。', 'One purpose waits for your guardian.'),
    ),
  ).toBeVisible();
  await child.goto('/guardian');
  for (const hidden of say(
    ['変更の記録', 'あなたについての推測', 'あなたが断ったこと'],
    ['Your change log', 'Guesses about you', 'What you refused'],
  ))
    await expect(child.locator('#guardian-sees').getByText(hidden)).toBeVisible();
  await child.getByRole('button', { name: getCode() }).click();
  const code = await child.getByText(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/).textContent();

  await becomeNew(guardian.context().request, server);
  await guardian.goto('/guardian');
  await guardian
    .getByLabel(say('お子さまの画面の番号', 'Code from the child’s screen'))
    .fill(code ?? '');
  await guardian.getByRole('button', { name: say('つながる', 'Link'), exact: true }).click();
  const waiting = guardian.getByRole('listitem').filter({ hasText: suggestions() });
  const [yes, no] = [
    waiting.getByRole('button', { name: say(/^認める/, /^Agree/) }),
    waiting.getByRole('button', { name: say(/^認めない/, /^Don’t agree/) }),
  ];
  const [one, other] = [await yes.boundingBox(), await no.boundingBox()];
  expect([one?.width, one?.height]).toEqual([other?.width, other?.height]);
  await expect(
    guardian.getByText(say('広告をあなたに合わせる', 'Fit ads to you'), { exact: true }),
  ).toHaveCount(0);
  const stale = await fieldsOf(guardian);
  await child.goto('/guardian');
  await child.getByRole('button', { name: tell() }).click();
  await expect(
    child.getByRole('status').filter({ hasText: say('メールで知らせました', 'was told by mail') }),
  ).toBeVisible();
  await expect(
    child.getByText(say(/次に知らせられるのは、.*からです。/, /You can do so again from .*\./)),
  ).toBeVisible();
  await expect(child.getByRole('button', { name: tell() })).toHaveCount(0);
  await yes.click();
  await expect(guardian.getByText(say('認めました。', 'You agreed.'))).toBeVisible();
  expect(await asked('shop', 'shop-for-you')).toEqual([true, 'allowed']);

  expect(await asked('adtech', 'retargeting-ads')).toEqual([false, 'refused']);
  await child.goto('/places/retargeting-ads');
  await expect(
    child.getByText(
      say(
        '18歳未満の方には、ここでの個別化を行いません。',
        'Nothing is tailored here for people under 18.',
      ),
    ),
  ).toBeVisible();

  // No yes stands there that would do nothing, not on the page of the purpose either; a no does.
  const yes18 = child.locator('main :is([type=radio], [value^="allow"])');
  await expect(yes18).toHaveCount(0);
  await child.getByRole('button', { name: say(/^許可しない/, /^Don’t allow/) }).click();
  await expect(
    child.getByText(say(/^あなたは断っています。/, /^You refused this\./)),
  ).toBeVisible();
  expect(await asked('adtech', 'retargeting-ads')).toEqual([false, 'touchpoint_off']);
  await child.goto('/purposes?group=ads');
  await expect(yes18).toHaveCount(0);

  await chosen('refuse-purpose', 'recommend');
  expect(await asked('shop', 'shop-for-you')).toEqual([false, 'withdrawn']);
  const form = { ...stale, once: randomUUID() };
  const again = await guardian.request.post('/guardian/save', {
    ...{ form, headers: { origin: server.origin }, maxRedirects: 0 },
  });
  expect(again.headers()['location']).toContain('wrong=conflict');
  await guardian.goto('/guardian');
  await expect(
    guardian.getByText(say('いま、待っているものはありません。', 'Nothing is waiting now.')),
  ).toBeVisible();
  expect(await asked('shop', 'shop-for-you')).toEqual([false, 'withdrawn']);

  await child.goto('/history');
  await expect(
    child.getByText(
      say(
        '保護者が、「あなたの履歴をもとにしたおすすめ」を認めました',
        'Your guardian agreed to “Recommendations from your own history”',
      ),
      { exact: true },
    ),
  ).toBeVisible();
  await guardian.goto('/history');
  await expect(
    guardian.getByText(
      say(
        'お子さまの「あなたの履歴をもとにしたおすすめ」を認めました',
        'You agreed to “Recommendations from your own history” for your child',
      ),
      {
        exact: true,
      },
    ),
  ).toBeVisible();
  await expect(guardian.getByText(say(/を許可しました/, /^Allowed /))).toHaveCount(0);

  await child.goto('/guardian');
  await expectAccessible(child);
  await child
    .getByRole('button', { name: say('保護者とのつながりを切る', 'End the link with my guardian') })
    .click();
  await expect(child.getByText(say('つながりを切りました。', 'The link is ended.'))).toBeVisible();
});

/** Of the form that approves: what a page left open would send. */
async function fieldsOf(page: Page): Promise<Record<string, string>> {
  const fields = page.locator('form:has(input[value="approve"]) input');
  const pairs: [string, string][] = [];
  for (const field of await fields.all())
    pairs.push([(await field.getAttribute('name')) ?? '', await field.inputValue()]);
  return Object.fromEntries(pairs);
}
