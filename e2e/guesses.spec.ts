// A person reads what the shop guessed, answers 「違います」 – with scripts and without –, the shop reads it
// and says that it has, and the person takes it back.
import { randomUUID } from 'node:crypto';
import { expect, test } from './fixtures';
import { signInAsNew } from './sign-in';
import { UNDO, say } from './words';

const words = {
  ja: '庭いじりがお好きだと推測したため',
  en: 'We guessed that you like gardening',
} as const;
const wrong = () => say('違います', 'That’s wrong');

test('「違います」 goes to the shop that guessed, is answered, and is undone', async ({
  page,
  scriptless,
  server,
  nattoku,
}) => {
  test.setTimeout(90_000);
  const scope = 'identify,decide,choice:allow';
  const named = ['--name', 'guesses', '--system', 'shop', '--scope', scope];
  const guessed = say(words.ja, words.en);
  const key = (await nattoku('keys', 'create', ...named)).trim();
  const subject = { system: 'shop', id: `card-of-a-gardener-${randomUUID()}` };
  const call = async (method: string, path: string, data?: object) => {
    const headers = { authorization: `Bearer ${key}`, 'idempotency-key': `"${subject.id}"` };
    const parts = { method, headers, ...(data && { data }) };
    const answer = await page.request.fetch(server.origin + path, parts);
    expect([path, answer.ok(), await answer.text()]).toEqual([path, true, await answer.text()]);
    return (await answer.json()) as { contests: { id: string; handle: string }[] };
  };
  await call('POST', '/api/v1/choices', {
    ...{ subject, surface: 'form', type: 'allow', purposes: ['recommend'], channels: ['web'] },
    ...{ data: ['purchases'], notice: { catalogueVersion: 1, locale: say('ja', 'en') } },
    evidence: { kind: 'form', reference: 'e2e' },
  });
  await call('POST', '/api/v1/exposures', {
    ...{ subject, touchpoint: 'shop-for-you' },
    because: [{ kind: 'guess', data: 'interests-guessed', words }],
  });

  await signInAsNew(page, server, '/guesses');
  await expect(page.getByText(say('まだ知らせはありません。', 'Nothing yet.'))).toBeVisible();
  await page.goto('/links');
  await page.getByRole('button', { name: say('番号を出す', 'Get a code') }).click();
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
    const guess = view.getByRole('listitem').filter({ hasText: guessed });
    await guess.getByRole('button', { name: wrong() }).click();
    await expect(
      guess.getByText(say(/^違うと伝えました（/, /^You said that this is wrong \(/)),
    ).toBeVisible();
    await expect(
      guess.getByText(
        say('お店のサイト：まだ受け取っていません', 'The shop’s site: not received yet'),
      ),
    ).toBeVisible();
    await expect(guess.getByRole('button', { name: wrong() })).toHaveCount(0);
    if (view === page) await guess.getByRole('button', { name: UNDO() }).click();
    else
      await view
        .getByRole('status')
        .getByRole('link', { name: say('控え', 'Receipt') })
        .waitFor();
    await expect(guess.getByRole('button', { name: wrong() })).toHaveCount(view === page ? 1 : 0);
  }

  const { contests } = await call('GET', `/api/v1/contests?handle=${handle}&status=open`);
  expect(contests).toMatchObject([{ handle, touchpoint: 'shop-for-you', words }]);
  await call('PUT', `/api/v1/contests/${contests[0]?.id ?? ''}/received`);
  await scriptless.goto('/places/shop-for-you');
  const here = scriptless.getByRole('region', {
    name: say('ここで、もとにされたこと', 'What it was based on here'),
  });
  await expect(
    here.getByText(say(/^お店のサイト：受け取りました（/, /^The shop’s site: received \(/)),
  ).toBeVisible();
  await scriptless.goto('/history');
  await expect(
    scriptless
      .getByText(say(`「${guessed}」は違うと伝えました`, `Said that this is wrong: ${guessed}`))
      .first(),
  ).toBeVisible();
  await expect(
    scriptless
      .getByText(
        say(
          '「違います」を受け取ったと、返事がありました',
          'A service has received “That’s wrong”',
        ),
      )
      .first(),
  ).toBeVisible();
});
