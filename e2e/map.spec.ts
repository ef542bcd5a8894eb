// The route map: everything that personalises stands on it, opens beside it, and changes as one chooses.
import { randomBytes } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { becomeNew, signInAsNew } from './sign-in';
import { WINDOWS } from './windows';
import { ALLOW, STOP_ALL, say } from './words';

interface Named {
  readonly key: string;
  readonly name: string;
}
interface Place extends Named {
  readonly purposes: readonly Named[];
  readonly requires: readonly Named[];
  readonly mayUse: readonly Named[];
  readonly neverUsed: readonly string[];
  readonly technique: Named;
  readonly recipients: readonly Named[];
}
interface Register {
  readonly languages: Readonly<
    Record<'ja' | 'en', { readonly lines: readonly { places: readonly Place[] }[] }>
  >;
}

const link = (page: Page, key: string) => page.locator(`#station-${key}`);
/** What a browser says with every page it asks for, said where none does. */
const read = () => ({ headers: { 'accept-language': say('ja', 'en') } });

/** The line of the app after everything was stopped. */
const CALM_APP = () =>
  say(
    `
    - heading /アプリ/ [level=3]
    - list:
      - listitem:
        - link /会員証とポイントをまとめる ?： ?みんなと同じです ?乗換：記録をつなげる駅/
        - link /お店と窓口には、つながっていません/
      - listitem:
        - link /ポイント ?： ?いつもどおり動きます/
    `,
    `
    - heading /App/ [level=3]
    - list:
      - listitem:
        - link /Cards and points in one view ?[:] ?Same for everyone ?Interchange[:] records are joined here/
        - link /No connection to[:] Stores and support/
      - listitem:
        - link /Points ?[:] ?Works as always/
    `,
  );
const FOR_YOU = () => say('あなたへのおすすめ', 'For you');

/** Beside the map where there is room, below it on a phone. */
async function expectInItsPlace(page: Page, panel: Locator): Promise<void> {
  const [own, map] = [await panel.boundingBox(), await page.locator('.network').boundingBox()];
  if (own === null || map === null) throw new Error('nothing is drawn');
  if (page.viewportSize()?.width === WINDOWS.wide.width) {
    expect(own.x).toBeGreaterThan(map.x + map.width);
  } else {
    expect(own.y).toBeGreaterThanOrEqual(map.y + map.height);
  }
}

/** One of the portal's own forms, posted as the browser would. */
async function act(page: Page, origin: string, form: Record<string, string>): Promise<void> {
  const once = randomBytes(16).toString('hex');
  const answer = await page.request.post('/choices', {
    form: { ...form, once, version: '1', back: '/' },
    headers: { origin },
    maxRedirects: 0,
  });
  expect(answer.headers()['location']).toContain('saved=');
}

test('what may personalise is what stands on the map; each place opens beside it with everything about it', async ({
  scriptless: page,
  server,
}) => {
  const { request } = page.context();
  await becomeNew(request, server);
  const register = (await (await request.get('/transparency.json')).json()) as Register;
  const places = register.languages[say('ja', 'en')].lines.flatMap((line) => line.places);
  await page.goto('/');
  const keys = await page
    .locator('.station > a[id]')
    .evaluateAll((links) => links.map(({ id }) => id.replace('station-', '')));
  expect(keys.sort()).toEqual(places.map(({ key }) => key).sort());
  const now = say(/いま：/, /Now: /);
  const control = say(/許可しない|断る|止められません/, /Don’t allow|Refuse|cannot be stopped/);
  const asked = say(/たずねられて?/, /[Aa]sked/);
  for (const { key, name, purposes, requires, mayUse, neverUsed, ...at } of places) {
    const html = await (await request.get(`/?place=${key}`, read())).text();
    const panel = html.slice(html.indexOf('id="place"'), html.indexOf('class="legend"'));
    const used = [...purposes, ...requires, ...mayUse, at.technique, ...at.recipients];
    const said = [name, ...used.map((one) => one.name), ...neverUsed];
    expect([key, said.filter((text) => !panel.includes(text))]).toEqual([key, []]);
    expect(panel, key).toMatch(now);
    expect(panel, key).toMatch(control);
    expect(panel, key).toMatch(asked);
  }
});

test('a place opens beside the map, changes there and closes to its station; the line says so too', async ({
  page,
  server,
}) => {
  await signInAsNew(page, server, '/?show=data.purchases');
  await link(page, 'shop-for-you').click();
  await expect(page).toHaveURL(/show=data\.purchases.*place=shop-for-you.*#place$/);
  const panel = page.getByRole('region', { name: FOR_YOU(), exact: true });
  await expect(panel).toBeFocused();
  await expectInItsPlace(page, panel);
  await panel.getByRole('radio', { name: ALLOW(), exact: true }).check();
  await expect(panel.locator('.sign-state')).toHaveText(
    say('いま：許可済み・まだ使われていません', 'Now: Allowed, not used yet'),
  );
  await expect(page).toHaveURL(/place=shop-for-you/);
  await expect(link(page, 'shop-for-you')).toHaveAccessibleName(
    say(
      /^あなたへのおすすめ ?： ?許可済み・まだ使われていません$/,
      /^For you ?: ?Allowed, not used yet$/,
    ),
  );
  await panel.getByRole('button', { name: say('ここで止める', 'Stop it here') }).click();
  await expect(link(page, 'shop-for-you')).toHaveAccessibleName(
    say(/^あなたへのおすすめ ?： ?ここでは行いません$/, /^For you ?: ?Not done here$/),
  );
  await page.keyboard.press('Escape');
  await expect(link(page, 'shop-for-you')).toBeFocused();
  expect(new URL(page.url()).searchParams.has('place')).toBe(false);
  await expect(page.getByRole('combobox')).toHaveValue('data.purchases');

  const wide = page.viewportSize()?.width === WINDOWS.wide.width;
  await page.setViewportSize(wide ? WINDOWS.narrow : WINDOWS.wide);
  await link(page, 'shop-for-you').click();
  await expect(panel).toBeFocused();
  await expectInItsPlace(page, panel);
  await panel.getByRole('link', { name: say(/^閉じる/, /^Close/) }).click();
  await expect(link(page, 'shop-for-you')).toBeFocused();
});

test('refusing the join takes the map apart; after stopping everything it is all still there, and calm', async ({
  page,
  server,
}) => {
  const joined = say('記録がつながっています', 'Records are joined');
  const apart = say('記録はつながっていません', 'Records are not joined');
  await signInAsNew(page, server);
  for (const purpose of ['cross-channel', 'store-service', 'content']) {
    await act(page, server.origin, { act: 'allow-purpose', purpose });
  }
  await page.reload();
  await expect(page.locator('.legend').getByText(joined)).toBeVisible();
  await expect(page.locator('.tracks .link')).toHaveCount(1);
  await act(page, server.origin, { act: 'refuse-purpose', purpose: 'cross-channel' });
  await page.reload();
  await expect(page.locator('.legend').getByText(apart)).toBeVisible();
  await expect(page.locator('.tracks .link')).toHaveCount(0);
  await page.setViewportSize(WINDOWS.narrow);
  await page.goto('/?line=app');
  await expect(page.locator('.station:has(> #station-member-cards) > .branch')).toHaveText(
    say(
      'Cお店と窓口には、つながっていませんよく行くお店のボーナスポイント',
      'CNo connection to: Stores and supportBonus points at the store you use most',
    ),
  );
  expect(await page.locator('.line[data-running="true"]').count()).toBeGreaterThan(0);
  const stations = await page.locator('.station').count();
  await page.getByRole('button', { name: STOP_ALL() }).first().click();
  await expect(page.locator('.line[data-running="true"]')).toHaveCount(0);
  expect(await page.locator('.station').count()).toBe(stations);
  await expect(page.locator('.line:visible')).toMatchAriaSnapshot(CALM_APP());
});

test('any page leads to any other in two: the foot of each lists them all', async ({
  scriptless: page,
  server,
}) => {
  const { request } = page.context();
  await becomeNew(request, server);
  await page.goto('/');
  const foot = page.getByRole('navigation', { name: say('すべてのページ', 'All pages') });
  const pages = await foot
    .getByRole('link')
    .evaluateAll((links) => links.map((one) => one.getAttribute('href') ?? ''));
  expect(pages.length).toBeGreaterThan(8);
  for (const path of [...pages, '/places/newsletter', '/data/current-location']) {
    const html = await (await request.get(path)).text();
    const listed = html.slice(html.indexOf('id="pages"'));
    expect([path, pages.filter((href) => !listed.includes(`href="${href}"`))]).toEqual([path, []]);
  }
  const missing = await request.get('/places/unknown', read());
  expect(missing.status()).toBe(404);
  expect(await missing.text()).toContain(say('<h1>ページが見つかりません', '<h1>Page not found'));
  // The public register leads to every place: from anywhere to any of them in two.
  const register = await (await request.get('/transparency')).text();
  expect(register).toContain('href="/places/newsletter"');
});

/** Bytes of scripts as they came over the wire. */
async function scriptBytes(page: Page, path: string): Promise<number> {
  await page.goto(path, { waitUntil: 'networkidle' });
  return page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  );
}

test('a page of the portal brings 4 kB of scripts at most, none of the framework, and nothing from elsewhere', async ({
  page,
  server,
}) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(server.origin)) elsewhere.push(request.url());
  });
  await becomeNew(page.context().request, server);
  const bytes = await scriptBytes(page, '/?place=newsletter');
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(4_096);
  expect(await page.locator('script:not([data-own])').count()).toBe(0);
  expect(elsewhere).toEqual([]);
});
