// A person lets the shop know who they are by a code they read out, sees the link, and ends it.
import { expect, test } from './fixtures';
import { signInAsNew } from './sign-in';
import { say } from './words';

const NOTHING_LINKED = () => say('つながっている番号はありません。', 'No number is linked.');

test('a code read out at the counter links the card; 「これは私ではありません」 ends it', async ({
  page,
  server,
  nattoku,
}) => {
  const scope = 'identify,embed,choice:refuse';
  const made = await nattoku(
    'keys',
    'create',
    '--name',
    'till',
    '--system',
    'shop',
    '--scope',
    scope,
  );
  const call = async (method: 'PUT' | 'POST', path: string, data: object) => {
    const headers = { authorization: `Bearer ${made.trim()}`, 'idempotency-key': '"till-1"' };
    const answer = await page.request.fetch(server.origin + path, { method, data, headers });
    expect([path, answer.ok(), await answer.text()]).toEqual([path, true, await answer.text()]);
    return (await answer.json()) as { subject?: { handle: string }; confirmed?: boolean };
  };
  const subject = { system: 'shop', id: 'card-of-the-counter' };
  const refusal = { type: 'deny', purposes: ['recommend'], channels: ['web'], data: '*' };
  await call('POST', '/api/v1/choices', { subject, surface: 'store-tablet', ...refusal });
  const named = await call('POST', '/api/v1/tokens', { subject, touchpoint: 'shop-for-you' });

  await signInAsNew(page, server, '/links');
  await expect(page.getByText(NOTHING_LINKED())).toBeVisible();
  await page.getByRole('button', { name: say('番号を出す', 'Get a code') }).click();
  const shown = page.getByRole('status').getByText(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  const code = await shown.textContent();
  const path = `/api/v1/subjects/${named.subject?.handle ?? ''}/links`;
  expect((await call('PUT', path, { code })).confirmed).toBe(true);

  await page.goto('/links');
  await expect(page.getByText(say('あなたが確かめました', 'You confirmed it'))).toBeVisible();
  const notMe = say('これは私ではありません: お店のサイト', 'This is not me: The shop’s site');
  await page.getByRole('button', { name: notMe }).click();
  await expect(page.getByText(say('つながりを切りました。', 'The link is ended.'))).toBeVisible();
  await expect(page.getByText(NOTHING_LINKED())).toBeVisible();
});
