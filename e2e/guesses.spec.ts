// A person reads what the shop guessed, answers 「違います」 – with scripts and without –, the shop reads it
// and says that it has, and the person takes it back.
import { expect, test } from './fixtures';
import { signInAsNew } from './sign-in';

const WORDS = '庭いじりがお好きだと推測したため';

test('「違います」 goes to the shop that guessed, is answered, and is undone', async ({
  page,
  scriptless,
  server,
  nattoku,
}) => {
  test.setTimeout(90_000);
  const scope = 'identify,decide,choice:allow';
  const named = ['--name', 'guesses', '--system', 'shop', '--scope', scope];
  const key = (await nattoku('keys', 'create', ...named)).trim();
  const call = async (method: string, path: string, data?: object) => {
    const headers = { authorization: `Bearer ${key}`, 'idempotency-key': '"guesses-1"' };
    const parts = { method, headers, ...(data && { data }) };
    const answer = await page.request.fetch(server.origin + path, parts);
    expect([path, answer.ok(), await answer.text()]).toEqual([path, true, await answer.text()]);
    return (await answer.json()) as { contests: { id: string; handle: string }[] };
  };
  const subject = { system: 'shop', id: 'card-of-a-gardener' };
  await call('POST', '/api/v1/choices', {
    ...{ subject, surface: 'form', type: 'allow', purposes: ['recommend'], channels: ['web'] },
    ...{ data: ['purchases'], notice: { catalogueVersion: 1, locale: 'ja' } },
    evidence: { kind: 'form', reference: 'e2e' },
  });
  await call('POST', '/api/v1/exposures', {
    ...{ subject, touchpoint: 'shop-for-you' },
    because: [{ kind: 'guess', data: 'interests-guessed', words: { ja: WORDS } }],
  });

  await signInAsNew(page, server, '/guesses');
  await expect(page.getByText('まだ知らせはありません。')).toBeVisible();
  await page.goto('/links');
  await page.getByRole('button', { name: '番号を出す' }).click();
  const code = await page.getByText(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/).textContent();
  const handle = await page.request
    .post(`${server.origin}/api/v1/tokens`, {
      data: { subject, touchpoint: 'shop-for-you' },
      headers: { authorization: `Bearer ${server.keys.shop}` },
    })
    .then(
      async (answer) => ((await answer.json()) as { subject: { handle: string } }).subject.handle,
    );
  await call('PUT', `/api/v1/subjects/${handle}/links`, { code });

  await scriptless.context().addCookies(await page.context().cookies());
  for (const view of [page, scriptless]) {
    await view.goto('/guesses');
    const guess = view.getByRole('listitem').filter({ hasText: WORDS });
    await guess.getByRole('button', { name: '違います' }).click();
    await expect(guess.getByText(/^違うと伝えました（/)).toBeVisible();
    await expect(guess.getByText('お店のサイト：まだ受け取っていません')).toBeVisible();
    await expect(guess.getByRole('button', { name: '違います' })).toHaveCount(0);
    if (view === page) await guess.getByRole('button', { name: '元に戻す' }).click();
    else await view.getByRole('status').getByRole('link', { name: '控え' }).waitFor();
    await expect(guess.getByRole('button', { name: '違います' })).toHaveCount(
      view === page ? 1 : 0,
    );
  }

  const { contests } = await call('GET', `/api/v1/contests?handle=${handle}&status=open`);
  expect(contests).toMatchObject([{ handle, touchpoint: 'shop-for-you', words: { ja: WORDS } }]);
  await call('PUT', `/api/v1/contests/${contests[0]?.id ?? ''}/received`);
  await scriptless.goto('/places/shop-for-you');
  const here = scriptless.getByRole('region', { name: 'ここで、もとにされたこと' });
  await expect(here.getByText(/^お店のサイト：受け取りました（/)).toBeVisible();
  await scriptless.goto('/history');
  await expect(scriptless.getByText(`「${WORDS}」は違うと伝えました`).first()).toBeVisible();
  await expect(
    scriptless.getByText('「違います」を受け取ったと、返事がありました').first(),
  ).toBeVisible();
});
