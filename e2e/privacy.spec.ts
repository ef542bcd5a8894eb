// Nothing personal lies about in clear (SEC-09, SEC-27): a demo person signs in by code and by link,
// chooses, is asked about and looked up; then everything the server keeps and says is searched.
import type { BrowserContext, Page } from '@playwright/test';
import { findPersona } from '../app/demo/personas';
import { expect, loginAsOfficer, test } from './fixtures';
import { mailTo } from './sign-in';
import { filesBelow, tracesIn, tracesInFiles } from './traces';
import { SIGN_OUT, say } from './words';

const persona = findPersona('kenichi');
const email = persona?.email ?? '';
const shopId = persona?.identifiers.shop ?? '';
const WANTED = [email, email.split('@')[0] ?? '', ...Object.values(persona?.identifiers ?? {})];
type Server = Parameters<typeof mailTo>[1];

/** Every address the browser asks for, and every address it says it comes from. */
function addressesOf(context: BrowserContext): string[] {
  const seen: string[] = [];
  context.on('request', (request) => {
    seen.push(request.url(), request.headers()['referer'] ?? '');
  });
  return seen;
}

async function askForMail(page: Page, address: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel(say('メールアドレス', 'E-mail address')).fill(address);
  await page.locator('main form[action="/sign-in/request"] button').click();
  await page.locator('#code').waitFor();
}

async function signInByCode(page: Page, server: Server, typed: string): Promise<void> {
  await askForMail(page, typed);
  await page.locator('#code').fill((await mailTo(email, server)).code);
  await page.locator('main form[action="/sign-in/complete"] button').click();
  await page.waitForURL((url) => url.pathname === '/');
}

async function signInByLink(page: Page, server: Server): Promise<void> {
  await askForMail(page, email);
  await page.goto((await mailTo(email, server)).link);
  await page.locator('main form[action="/sign-in/complete"] button').click();
  await page.waitForURL((url) => url.pathname === '/');
}

async function lookUpByMail(page: Page, address: string): Promise<void> {
  await page.goto('/console');
  await page.getByText(say('ひとりの記録を調べる', 'Look one person up')).click();
  const system = page.getByLabel(say('どのしくみの番号か', 'Whose number it is'));
  await system.selectOption({ label: say('メールアドレス', 'E-mail address') });
  await page.getByLabel(say('会員番号など', 'Member number or similar')).fill(address);
  const ground = page.getByLabel(say('理由', 'Ground'), { exact: true });
  await ground.fill(say('お問い合わせ第77号への回答', 'Answering enquiry no. 77'));
  const look = say('理由を残して調べる', 'Record the ground and look');
  await page.getByRole('button', { name: look }).click();
}

test('the search itself finds a text in every spelling', () => {
  const text = 'kenichi.tanaka@example.jp';
  const planted = [
    Buffer.from(text.toUpperCase()),
    Buffer.from(text, 'utf16le'),
    Buffer.from(encodeURIComponent(text)),
    ...['', 'a', 'ab'].map((before) =>
      Buffer.from(Buffer.from(`${before}${text}!`).toString('base64')),
    ),
    Buffer.from(Buffer.from(`{"to":"${text}"}`).toString('base64url')),
  ];
  for (const bytes of planted) expect(tracesIn(bytes, [text])).not.toEqual([]);
  expect(tracesIn(Buffer.from('somebody else'), [text])).toEqual([]);
});

test('no file, log or address of ours holds a person’s e-mail address or number in clear', async ({
  page,
  context,
  server,
  api,
}) => {
  test.setTimeout(120_000);
  const addresses = addressesOf(context);

  await test.step('signs in by code and by link, chooses, shops, takes the history along', async () => {
    await signInByCode(page, server, 'Kenichi.Tanaka@EXAMPLE.jp');
    await page.getByRole('button', { name: SIGN_OUT() }).click();
    await signInByLink(page, server);
    await page.goto('/places/blog-picks');
    const refuse = { act: 'refuse-place', touchpoint: 'blog-picks', once: 'privacy-spec-0001' };
    const saved = await page.request.post('/choices', {
      form: { ...refuse, version: '1', back: '/places/blog-picks' },
      headers: { origin: server.origin },
      maxRedirects: 0,
    });
    expect(saved.headers()['location']).toContain('saved=');
    addresses.push(saved.headers()['location'] ?? '');
    await page.goto('/demo/shop');
    await page.goto('/history');
    expect((await page.request.get('/history/export?format=csv')).status()).toBe(200);
  });

  await test.step('is asked about, and named in requests that are refused', async () => {
    const subject = { system: 'shop', id: shopId };
    await api('shop').decide({ subject, touchpoint: 'home-hero', data: ['purchases'] });
    const wrong = { subject: { ...subject, email }, touchpoint: 'home-hero' };
    const refused = await api('shop').post('/api/v1/decisions', wrong);
    expect(refused.status()).toBeGreaterThanOrEqual(400);
    const foreign = await api('mailer').post('/api/v1/decisions', {
      ...{ subject, touchpoint: 'newsletter', data: ['purchases'] },
    });
    expect(foreign.status()).toBeGreaterThanOrEqual(400);
  });

  await test.step('is looked up by e-mail address, found and not found, and exported', async () => {
    await loginAsOfficer(page);
    await lookUpByMail(page, `x${email}`);
    const nobody = say('調べていません', 'Nobody was looked up');
    await expect(page.getByRole('alert').filter({ hasText: nobody })).toBeVisible();
    await lookUpByMail(page, email);
    await expect(page.getByRole('heading', { level: 2 })).toContainText(
      say('この人の記録', 'This person’s record'),
    );
    const close = say('全体の記録へ戻る', 'Back to the whole record');
    await page.getByRole('link', { name: close }).click();
    const exported = await page.request.post('/console/export', {
      form: { format: 'ndjson' },
      headers: { origin: server.origin },
    });
    expect(tracesIn(await exported.body(), WANTED)).toEqual([]);
  });

  // Again where a file took its final name between being found and being read.
  await expect(() => {
    const files = filesBelow(server.dataDir);
    expect(files.length).toBeGreaterThan(2);
    expect(tracesInFiles([...files, server.logFile], WANTED)).toEqual([]);
  }).toPass({ timeout: 30_000 });
  expect(addresses.length).toBeGreaterThan(10);
  expect(tracesIn(Buffer.from(addresses.join('\n')), WANTED)).toEqual([]);
  const kept = JSON.stringify(await context.storageState());
  expect(tracesIn(Buffer.from(kept), WANTED)).toEqual([]);
});
