// Erasing: oneself with and without scripts, coming back refused, asking the services, and four
// eyes in the console.
import type { Browser, Page } from '@playwright/test';
import { findPersona } from '../app/demo/personas';
import { expect, expectAccessible, expectNoSidewaysScroll, loginAsOfficer, test } from './fixtures';
import { mailTo, newAddress, signInAsNew } from './sign-in';

test.use({ locale: 'ja-JP' });

interface Server {
  readonly origin: string;
  readonly dataDir: string;
}

async function signIn(page: Page, address: string, server: Server, path: string): Promise<void> {
  await page.goto(path);
  await page.locator('#email').fill(address);
  await page.locator('main form[action="/sign-in/request"] button').click();
  await page.locator('#code').waitFor();
  const { code } = await mailTo(address, server);
  await page.locator('#code').fill(code);
  await page.locator('main form[action="/sign-in/complete"] button').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

/** Both schemes, and a phone’s width. */
async function expectSound(page: Page): Promise<void> {
  const wide = page.viewportSize();
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expectAccessible(page);
  }
  await page.setViewportSize({ width: 360, height: 780 });
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  if (wide !== null) await page.setViewportSize(wide);
}

for (const scripts of [true, false]) {
  test.describe(scripts ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled: scripts });

    test('somebody erases themselves, and comes back refused and told so', async ({
      page,
      server,
    }) => {
      test.setTimeout(180_000);
      const address = await signInAsNew(page, server, '/delete');
      if (scripts) await expectSound(page);
      await expect(page.getByLabel('受け取り拒否だけ残す')).toBeChecked();
      await page.getByRole('button', { name: '次へ（まだ消えません）' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('記録を消す前の確認');
      if (scripts) await expectSound(page);

      await page.getByRole('link', { name: '消さずに戻る' }).click();
      await expect(page.getByRole('button', { name: 'サインアウト' })).toBeVisible();
      await page.getByRole('button', { name: '次へ（まだ消えません）' }).click();
      await page.getByRole('button', { name: 'このセンターの記録を消す' }).click();
      await expect(page).toHaveURL(/\/delete\/done\?refusal=yes$/);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(
        'このセンターの記録を消しました',
      );
      await expect(page.getByRole('main')).not.toContainText(address);
      await expect(page.getByRole('link', { name: 'サインイン' })).toBeVisible();
      if (scripts) await expectSound(page);

      await signIn(page, address, server, '/sign-in?next=%2F');
      await expect(page.getByRole('main')).toContainText('すべて断った状態です');
      await expect(page.getByRole('main')).toContainText('いまは、どこでもみんなと同じ表示です');
      await page.goto('/history');
      await expect(page.locator('.log')).toContainText('個別化をすべて止めました');
      await expect(page.locator('.log li')).toHaveCount(1);
    });
  });
}

test('nothing is erased without the second step, from elsewhere, or signed out', async ({
  page,
  server,
  request,
}) => {
  await page.goto('/delete');
  await expect(page.getByRole('main')).toContainText('サインインしてください');
  await expectSound(page);
  await page.goto('/delete/confirm');
  await expect(page).toHaveURL(/\/delete$/);
  await signInAsNew(page, server, '/delete');
  const headers = { origin: server.origin };
  const form = { wish: 'AAAA' };
  await page.request.post('/delete/now', { form, headers });
  expect((await page.request.post('/delete/now', { form })).status()).toBe(403);
  expect((await request.post('/delete/now', { form, headers })).url()).toContain('/delete');
  await page.goto('/delete?unfinished=conflict');
  await expect(page.getByRole('alert').filter({ hasText: '消していません' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'サインアウト' })).toBeVisible();
});

async function newOfficer(
  browser: Browser,
  server: Server,
  add: (email: string) => Promise<unknown>,
): Promise<Page> {
  const email = newAddress();
  await add(email);
  const context = await browser.newContext({ baseURL: server.origin, locale: 'ja-JP' });
  const page = await context.newPage();
  await signIn(page, email, server, '/sign-in?as=officer&next=%2Fconsole%2Ferasures');
  return page;
}

test('one officer asks, another one decides; a hold delays it and is ended', async ({
  page,
  browser,
  server,
  nattoku,
}) => {
  test.setTimeout(180_000);
  const words = 'お手紙第7001号による';
  await loginAsOfficer(page);
  await page.goto('/console/erasures');
  await expect(page.getByRole('main')).toContainText('先に「ひとりの記録を調べる」');
  const headers = { origin: server.origin };
  const id = findPersona('kenichi')?.identifiers.shop ?? '';
  const look = await page.request.post('/console/look', {
    form: { system: 'shop', id, ground: 'お手紙第7001号への対応' },
    ...{ headers, maxRedirects: 0 },
  });
  const opened = new URL(look.headers()['location'] ?? '', server.origin).searchParams.get('case');
  await page.goto(`/console/erasures?case=${opened ?? ''}`);
  await page.getByLabel('消す理由').selectOption({ label: 'もう必要がない' });
  await page.getByLabel('決める担当者への説明').fill(words);
  await page.getByRole('button', { name: '消去を頼む' }).click();
  await expect(page.getByRole('status')).toContainText('別の担当者が決めます');
  const mine = page.getByRole('listitem').filter({ hasText: words });
  await expect(mine).toContainText('あなたが頼んだ依頼です');
  await expect(mine.getByRole('button', { name: '承認して消す' })).toHaveCount(0);
  await expect(mine.getByRole('button', { name: 'デモの承認者として入る' })).toBeVisible();
  await expectSound(page);

  const second = await newOfficer(browser, server, (email) =>
    nattoku('officers', 'add', '--email', email, '--name', 'Second', '--roles', 'approver'),
  );
  const theirs = second.getByRole('listitem').filter({ hasText: words });
  await theirs.getByText('保留を置く').first().click();
  await theirs.getByLabel('保留の理由').fill('返品の争いが終わるまで');
  await theirs.getByLabel('終わる日').fill('2030-04-01');
  await expectSound(second);
  await theirs.getByRole('button', { name: '保留を置く' }).click();
  await expect(second.getByRole('status')).toContainText('保留を置きました');
  await expect(theirs).toContainText('返品の争いが終わるまで');
  await theirs.getByRole('button', { name: /^保留を終える/ }).click();
  await expect(second.getByRole('status')).toContainText('保留を終えました');
  await theirs.getByText('この依頼を決める').click();
  await theirs.getByRole('button', { name: '断る' }).click();
  await expect(second.getByRole('status')).toContainText('依頼を断りました');
  await expect(theirs).toHaveCount(0);
  await second.context().close();
});

test('the person reads why a hold delays it, and what each service answered', async ({
  page,
  browser,
  server,
  nattoku,
  context,
}) => {
  test.setTimeout(180_000);
  const persona = { persona: 'haru', back: '/delete' };
  await context.request.post('/demo/persona', {
    ...{ form: persona, headers: { origin: server.origin } },
  });
  await page.goto('/delete');
  await page.getByRole('button', { name: '選んだサービスに頼む' }).click();
  await expect(page.getByRole('alert').filter({ hasText: '1つ以上' })).toBeVisible();
  await page.getByRole('checkbox', { name: /お店のサイト/ }).check();
  await page.getByRole('button', { name: '選んだサービスに頼む' }).click();
  await expect(page.locator('#services')).toContainText('返事を待っています');
  await expect(page.getByRole('checkbox', { name: /お店のサイト/ })).toHaveCount(0);
  await expectSound(page);

  const officer = await newOfficer(browser, server, (email) =>
    nattoku(
      ...['officers', 'add', '--email', email, '--name', 'Third'],
      ...['--roles', 'approver,auditor'],
    ),
  );
  const look = await officer.request.post('/console/look', {
    form: {
      system: 'shop',
      id: findPersona('haru')?.identifiers.shop ?? '',
      ground: '返品の争いへの対応',
    },
    ...{ headers: { origin: server.origin }, maxRedirects: 0 },
  });
  const opened = new URL(look.headers()['location'] ?? '', server.origin).searchParams.get('case');
  await officer.goto(`/console/erasures?case=${opened ?? ''}`);
  const ask = officer.locator('#ask');
  await ask.getByText('保留を置く').first().click();
  await ask.getByLabel('保留の理由').fill('返品の争いが終わるまで');
  await ask.getByLabel('終わる日').fill('2030-04-01');
  await ask.getByRole('button', { name: '保留を置く' }).click();
  await expect(ask).toContainText('2030年4月1日');

  await page.goto('/delete');
  await expect(page.getByRole('main')).toContainText('消去は保留されています');
  await page.getByRole('button', { name: '次へ（まだ消えません）' }).click();
  await expect(page.getByRole('main')).toContainText('まで待ってから消します');
  await page.getByRole('button', { name: 'このセンターの記録を消す' }).click();
  await expect(page.getByRole('main')).toContainText('に消去の依頼を受けました');
  await expect(page.getByRole('main')).toContainText('返品の争いが終わるまで');
  await expectSound(page);
  await officer.reload();
  await expect(officer.locator('section[aria-labelledby="held"]')).toContainText('ご本人');
  await officer.context().close();
});
