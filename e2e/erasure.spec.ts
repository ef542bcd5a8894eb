// Erasing: oneself with and without scripts, coming back refused, asking the services, and four
// eyes in the console – for a wrong age too.
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from '@playwright/test';
import { findPersona } from '../app/demo/personas';
import { expect, expectAccessible, expectNoSidewaysScroll, loginAsOfficer, test } from './fixtures';
import { mailTo, newAddress, signInAsNew } from './sign-in';
import { WINDOWS } from './windows';
import { SIGN_IN, SIGN_OUT, say } from './words';

const NEXT = () => say('次へ（まだ消えません）', 'Continue (nothing is deleted yet)');
const ERASE = () => say('このセンターの記録を消す', 'Delete my record here');
const PLACE_HOLD = () => say('保留を置く', 'Place a hold');
const HOLD_GROUND = () => say('保留の理由', 'Ground of the hold');
const HOLD_ENDS = () => say('終わる日', 'Ends on');
const DISPUTE = () => say('返品の争いが終わるまで', 'Until the dispute about a return is over');
const ASK_CHOSEN = () => say('選んだサービスに頼む', 'Ask the chosen services');
/** What a refusal that outlived the record says, and what follows from it. */
const CARRIED = () =>
  say(
    ['すべて断った状態です', 'いまは、どこでもみんなと同じ表示です'],
    ['so everything is refused', 'Right now you see what everyone sees'],
  );
const SHOP = () => say(/お店のサイト/, /The shop’s site/);

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
  await page.setViewportSize(WINDOWS.narrow);
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
      await expect(
        page.getByLabel(say('受け取り拒否だけ残す', 'Keep only that I refuse')),
      ).toBeChecked();
      await page.getByRole('button', { name: NEXT() }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(
        say('記録を消す前の確認', 'Before your record is deleted'),
      );
      if (scripts) await expectSound(page);

      const goBack = say('消さずに戻る', 'Go back without deleting');
      await page.getByRole('link', { name: goBack }).click();
      await expect(page.getByRole('button', { name: SIGN_OUT() })).toBeVisible();
      await page.getByRole('button', { name: NEXT() }).click();
      await page.getByRole('button', { name: ERASE() }).click();
      await expect(page).toHaveURL(/\/delete\/done\?refusal=yes$/);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(
        say('このセンターの記録を消しました', 'The record here is deleted'),
      );
      await expect(page.getByRole('main')).not.toContainText(address);
      await expect(page.getByRole('link', { name: SIGN_IN() })).toBeVisible();
      if (scripts) await expectSound(page);

      await signIn(page, address, server, '/sign-in?next=%2F');
      for (const told of CARRIED()) await expect(page.getByRole('main')).toContainText(told);
      await page.goto('/history');
      await expect(page.locator('.log')).toContainText(
        say('個別化をすべて止めました', 'Stopped all personalisation'),
      );
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
  await expect(page.getByRole('main')).toContainText(
    say('サインインしてください', 'Please sign in'),
  );
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
  const nothing = say('消していません', 'Nothing was deleted');
  await expect(page.getByRole('alert').filter({ hasText: nothing })).toBeVisible();
  await expect(page.getByRole('button', { name: SIGN_OUT() })).toBeVisible();
});

async function newOfficer(
  browser: Browser,
  server: Server,
  add: (email: string) => Promise<unknown>,
): Promise<Page> {
  const email = newAddress();
  await add(email);
  const context = await browser.newContext({ baseURL: server.origin });
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
  const words = say('お手紙第7001号による', 'By letter no. 7001');
  await loginAsOfficer(page);
  await page.goto('/console/erasures');
  await expect(page.getByRole('main')).toContainText(
    say('先に「ひとりの記録を調べる」', 'first open the person’s record with “Look one person up”'),
  );
  const headers = { origin: server.origin };
  const id = findPersona('kenichi')?.identifiers.shop ?? '';
  const look = await page.request.post('/console/look', {
    form: {
      system: 'shop',
      id,
      ground: say('お手紙第7001号への対応', 'Answering letter no. 7001'),
    },
    ...{ headers, maxRedirects: 0 },
  });
  const opened = new URL(look.headers()['location'] ?? '', server.origin).searchParams.get('case');
  await page.goto(`/console/erasures?case=${opened ?? ''}`);
  const ground = page.getByLabel(say('消す理由', 'Ground for erasing'));
  await ground.selectOption({ label: say('もう必要がない', 'No longer needed') });
  await page.getByLabel(say('決める担当者への説明', 'Explanation for who decides')).fill(words);
  await page.getByRole('button', { name: say('消去を頼む', 'Ask for erasure') }).click();
  await expect(page.getByRole('status')).toContainText(
    say('別の担当者が決めます', 'Another officer decides'),
  );
  const mine = page.getByRole('listitem').filter({ hasText: words });
  await expect(mine).toContainText(say('あなたが頼んだ依頼です', 'You asked for this'));
  const confirm = say('承認して消す', 'Confirm and erase');
  await expect(mine.getByRole('button', { name: confirm })).toHaveCount(0);
  const enter = say('デモの承認者として入る', 'Enter as the demo’s approver');
  await expect(mine.getByRole('button', { name: enter })).toBeVisible();
  await expectSound(page);

  const second = await newOfficer(browser, server, (email) =>
    nattoku('officers', 'add', '--email', email, '--name', 'Second', '--roles', 'approver'),
  );
  const theirs = second.getByRole('listitem').filter({ hasText: words });
  await theirs.getByText(PLACE_HOLD()).first().click();
  await theirs.getByLabel(HOLD_GROUND()).fill(DISPUTE());
  await theirs.getByLabel(HOLD_ENDS()).fill('2030-04-01');
  await expectSound(second);
  await theirs.getByRole('button', { name: PLACE_HOLD() }).click();
  await expect(second.getByRole('status')).toContainText(
    say('保留を置きました', 'The hold is in place'),
  );
  await expect(theirs).toContainText(DISPUTE());
  await theirs.getByRole('button', { name: say(/^保留を終える/, /^End the hold/) }).click();
  await expect(second.getByRole('status')).toContainText(
    say('保留を終えました', 'The hold has ended'),
  );
  await theirs.getByText(say('この依頼を決める', 'Decide this request')).click();
  await theirs.getByRole('button', { name: say('断る', 'Turn down') }).click();
  await expect(second.getByRole('status')).toContainText(
    say('依頼を断りました', 'The request was turned down'),
  );
  await expect(theirs).toHaveCount(0);
  await second.context().close();
});

test('a wrong age is taken back by two officers, with a reason that stays on record', async ({
  page,
  browser,
  server,
  nattoku,
}) => {
  const id = `age-${randomUUID()}`;
  const headers = { origin: server.origin };
  const named = ['--name', 'ages', '--system', 'shop', '--scope', 'age'];
  const key = (await nattoku('keys', 'create', ...named)).trim();
  const said = await page.request.post('/api/v1/ages', {
    data: { subject: { system: 'shop', id }, band: 'child', majority: '2038-05' },
    headers: { authorization: `Bearer ${key}`, 'idempotency-key': `"${id}"` },
  });
  expect(said.status()).toBe(201);
  await loginAsOfficer(page);
  const look = await page.request.post('/console/look', {
    form: {
      system: 'shop',
      id,
      ground: say('お手紙第7002号への対応', 'Answering letter no. 7002'),
    },
    ...{ headers, maxRedirects: 0 },
  });
  const opened = new URL(look.headers()['location'] ?? '', server.origin).searchParams.get('case');
  const record = `/console?case=${opened ?? ''}`;
  await page.goto(record);
  await page.getByRole('link', { name: say('この人の年齢の訂正', 'This person’s age') }).click();
  const main = page.getByRole('main');
  await expect(main).toContainText(say('15歳以下（2038年5月31日', '15 or younger (until'));
  await expect(main).toContainText(say('伝えたサービス：お店のサイト', 'Told by: The shop’s site'));
  const why = say('窓口で旅券を確かめた', 'A passport was checked at the counter');
  await page.getByLabel(say('訂正の理由', 'Reason for the correction')).fill(why);
  await page.getByRole('button', { name: say('訂正を頼む', 'Ask for a correction') }).click();
  const confirm = say('承認して訂正する', 'Confirm and correct');
  const mine = page.getByRole('listitem').filter({ hasText: why });
  await expect(mine).toContainText(say('あなたが頼んだ依頼です', 'You asked for this'));
  await expect(mine.getByRole('button', { name: confirm })).toHaveCount(0);
  await expectSound(page);

  const context = await browser.newContext({ baseURL: server.origin });
  await context.request.post('/demo/officer', { form: { as: 'approver' }, headers });
  const second = await context.newPage();
  await second.goto('/console/erasures');
  await second.getByRole('link', { name: say(/^年齢の訂正（/, /^Correcting an age \(/) }).click();
  const theirs = second.getByRole('listitem').filter({ hasText: why });
  await theirs.getByText(say('この依頼を決める', 'Decide this request')).click();
  await expectSound(second);
  await theirs.getByRole('button', { name: confirm }).click();
  await expect(second.getByRole('status')).toContainText(say('訂正しました', 'Corrected'));
  await context.close();

  await page.goto(record);
  await expect(main).toContainText(
    say('18歳未満という記録を取り消しました', 'took back the record of being under 18'),
  );
  // An officer reads it: it speaks of the person, not to them.
  await expect(main).toContainText(say('この人の年齢の区分を', 'told us this person’s age group'));
  await expect(main).not.toContainText(say('あなたの年齢', 'your age'));
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
  await page.getByRole('button', { name: ASK_CHOSEN() }).click();
  await expect(
    page.getByRole('alert').filter({ hasText: say('1つ以上', 'at least one') }),
  ).toBeVisible();
  await page.getByRole('checkbox', { name: SHOP() }).check();
  await page.getByRole('button', { name: ASK_CHOSEN() }).click();
  await expect(page.locator('#services')).toContainText(
    say('返事を待っています', 'waiting for an answer'),
  );
  await expect(page.getByRole('checkbox', { name: SHOP() })).toHaveCount(0);
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
      ground: say('返品の争いへの対応', 'A dispute about a return'),
    },
    ...{ headers: { origin: server.origin }, maxRedirects: 0 },
  });
  const opened = new URL(look.headers()['location'] ?? '', server.origin).searchParams.get('case');
  await officer.goto(`/console/erasures?case=${opened ?? ''}`);
  const ask = officer.locator('#ask');
  await ask.getByText(PLACE_HOLD()).first().click();
  await ask.getByLabel(HOLD_GROUND()).fill(DISPUTE());
  await ask.getByLabel(HOLD_ENDS()).fill('2030-04-01');
  await ask.getByRole('button', { name: PLACE_HOLD() }).click();
  await expect(ask).toContainText(say('2030年4月1日', '1 Apr 2030'));

  await page.goto('/delete');
  await expect(page.getByRole('main')).toContainText(
    say('消去は保留されています', 'Deleting is on hold'),
  );
  await page.getByRole('button', { name: NEXT() }).click();
  await expect(page.getByRole('main')).toContainText(
    say('まで待ってから消します', 'Deleted after waiting until'),
  );
  await page.getByRole('button', { name: ERASE() }).click();
  await expect(page.getByRole('main')).toContainText(
    say('に消去の依頼を受けました', 'We received your request on'),
  );
  await expect(page.getByRole('main')).toContainText(DISPUTE());
  await expectSound(page);
  await officer.reload();
  await expect(officer.locator('section[aria-labelledby="held"]')).toContainText(
    say('ご本人', 'The person'),
  );
  await officer.context().close();
});
