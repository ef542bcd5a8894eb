// What people were promised of every main page, in both languages and at both widths; each test
// names its requirements. Others stand with what they are about: portal, signal, history, embed, mail.
import type { Page } from '@playwright/test';
import { expect, sidewaysPx, test } from './fixtures';
import { signInAsNew } from './sign-in';
import {
  cutText,
  layoutShift,
  listen,
  movingElements,
  tabTo,
  typographyOf,
  unmarkedJapanese,
  withLargeSpacedText,
} from './ux';
import { SAVED, inJapanese, say } from './words';

const MAIN = ['/', '/places/home-hero', '/purposes?group=screens', '/data', '/history'];
const MOST_CLS = 0.1;
/** 400 kbit/s for six seconds, less a second and a half for what goes to and fro. */
const MOST_BYTES = 225_000;

interface Catalogue {
  readonly touchpoints: readonly { readonly key: string; readonly status?: string }[];
}

const allow = (page: Page) => page.locator('.choices input[value="allow-place"]');
const refuse = (page: Page) => page.locator('.choices input[value="refuse-place"]');

test('type is set for its language, large enough, and nothing moves for those who wish it still (UX-27, 28, 29)', async ({
  look,
}) => {
  const japanese = inJapanese();
  for (const path of MAIN) {
    const page = await look('newcomer', path);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const type = await typographyOf(page);
    expect(type.smallestPx, path).toBeGreaterThanOrEqual(japanese ? 16 : 14);
    expect(type.leading, path).toBeGreaterThanOrEqual(japanese ? 1.7 : 1.5);
    expect(type.lineBreak).toBe('strict');
    expect([path, type.dressed, type.tooLong]).toEqual([path, [], []]);
    expect(await movingElements(page)).toEqual([]);
  }
});

test('with text twice as large and widely spaced nothing is cut off or pushed out (UX-26)', async ({
  look,
}) => {
  const own = test.info().project.use.viewport ?? { width: 1280, height: 800 };
  for (const path of MAIN) {
    const page = await look('newcomer', path);
    await page.setViewportSize({ width: 1280, height: 800 });
    await withLargeSpacedText(page, async () => {
      expect([path, await sidewaysPx(page), await cutText(page)]).toEqual([path, 0, []]);
    });
    await page.setViewportSize(own);
  }
});

test('pages say which they are, in one language, stay where they are drawn, and are light (UX-18, 30)', async ({
  look,
}) => {
  const titles: string[] = [];
  for (const path of MAIN) {
    const page = await look('newcomer', path);
    titles.push(await page.title());
    if (!inJapanese()) {
      expect([path, await unmarkedJapanese(page)]).toEqual([path, []]);
    }
    expect(await layoutShift(page)).toBeLessThan(MOST_CLS);
    const bytes = await page.evaluate(() =>
      [
        ...performance.getEntriesByType('navigation'),
        ...performance.getEntriesByType('resource'),
      ].reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
    );
    expect(bytes, `${path} within six seconds of a slow line`).toBeLessThan(MOST_BYTES);
    const hosts = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).host),
    );
    expect(hosts.filter((host) => host !== new URL(page.url()).host)).toEqual([]);
  }
  expect(new Set(titles).size).toBe(MAIN.length);
});

test('the map shows every active place and no other, says what it leaves out, and leads to each (UX-10, 11, 41)', async ({
  look,
  request,
}) => {
  const { touchpoints } = (await (await request.get('/api/v1/catalogue')).json()) as Catalogue;
  const live = touchpoints.filter(({ status = 'live' }) => status === 'live').map(({ key }) => key);
  const page = await look('newcomer', '/');
  const linked = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>('#map a[href], .map-section a[href]')].flatMap(
      ({ href }) => {
        const { pathname, searchParams } = new URL(href);
        const key = /^\/places\/([a-z0-9-]+)$/.exec(pathname)?.[1] ?? searchParams.get('place');
        return key === null ? [] : [key];
      },
    ),
  );
  expect([...new Set(linked)].sort()).toEqual([...live].sort());
  const foot = page.getByRole('contentinfo');
  await expect(foot).toContainText(say('路線図にないもの', 'What the map does not cover'));
  for (const path of [
    '/',
    '/purposes',
    '/data',
    '/history',
    '/transparency',
    '/delete',
    '/verify',
  ]) {
    expect(await page.locator(`a[href="${path}"]`).count(), path).toBeGreaterThan(0);
  }
});

test('what each choice stops is said before it is made, and nothing else is asked for (UX-07, 08)', async ({
  look,
  request,
}) => {
  const { touchpoints } = (await (await request.get('/api/v1/catalogue')).json()) as Catalogue;
  const page = await look('newcomer', '/purposes');
  const groups = await page
    .locator('.group-lead')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  expect(groups).toHaveLength(6);
  const paths = [
    ...groups,
    '/data/purchases',
    '/data/current-location',
    ...touchpoints.map(({ key }) => `/places/${key}`),
  ];
  const found = await page.evaluate(async (asked) => {
    const faults: string[] = [];
    let radios = 0;
    for (const path of asked) {
      const text = await (await fetch(path)).text();
      const view = new DOMParser().parseFromString(text, 'text/html');
      for (const radio of view.querySelectorAll('.choices input[type=radio]')) {
        radios += 1;
        const ids = (radio.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
        const said = ids.map((id) => view.getElementById(id)?.textContent?.trim() ?? '');
        if (ids.length === 0 || said.some((one) => one === '')) {
          faults.push(`${path}: ${radio.outerHTML.slice(0, 120)}`);
        }
      }
      const more = '.choices :is(input[type=text], textarea, select, [required]:not([type=radio]))';
      if (view.querySelector(more) !== null) faults.push(`${path}: asks for more`);
    }
    return { faults, radios };
  }, paths);
  expect(found.faults).toEqual([]);
  expect(found.radios).toBeGreaterThan(touchpoints.length);
});

test('both answers are in the first sight of a place, alike; neither is chosen, and going away chooses none (UX-01, 02, 03)', async ({
  page,
  server,
}) => {
  await signInAsNew(page, server, '/places/home-hero');
  for (const radio of [allow(page), refuse(page)]) {
    await expect(radio).not.toBeChecked();
    await expect(radio).toBeInViewport();
  }
  const [one, other] = await page.locator('.choice').evaluateAll((choices) =>
    choices.map((choice) => {
      const { color, backgroundColor, fontWeight, fontSize, borderColor } =
        getComputedStyle(choice);
      return { color, backgroundColor, fontWeight, fontSize, borderColor, tag: choice.tagName };
    }),
  );
  expect(one).toEqual(other);
  await page.mouse.wheel(0, 2000);
  await page.keyboard.press('Escape');
  await page.goto('/purposes');
  await page.goBack();
  await expect(page).toHaveURL(/\/places\/home-hero$/);
  await page.goto('/places/home-hero');
  await expect(page.locator('input:checked')).toHaveCount(0);
  await page.goto('/history');
  await expect(page.locator('.log > li')).toHaveCount(0);
});

test('saving says so while it lasts, then once that it is done; refusing costs what allowing costs (UX-05, 14, 24)', async ({
  page,
  server,
}) => {
  await signInAsNew(page, server, '/places/home-hero');
  const loads: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') loads.push(new URL(request.url()).pathname);
  });
  for (const radio of [allow(page), refuse(page)]) {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/choices', async (route) => {
      await held;
      await route.continue();
    });
    const said = say(/保存しました/, /Saved at/);
    const heard = await listen(page);
    loads.length = 0;
    await radio.click();
    await expect(page.locator('.live-saving')).not.toBeEmpty();
    await expect(page.locator('form[aria-busy=true]')).toHaveCount(1);
    expect((await heard()).join()).not.toMatch(said);
    release();
    await expect(page.getByRole('status').getByText(SAVED())).toBeVisible();
    await expect(page.locator('.live-saving')).toBeEmpty();
    const saved = (await heard()).filter((text) => said.test(text));
    expect(saved).toHaveLength(1);
    expect(loads).toEqual(['/choices']);
    await page.unroute('**/choices');
  }
});

test('without a connection nothing is saved, said, or kept to be allowed later (UX-15, 17)', async ({
  page,
  server,
}) => {
  await signInAsNew(page, server, '/places/home-hero');
  await page.context().setOffline(true);
  await allow(page).click();
  const offline = say(/通信できません/, /No connection/);
  await expect(page.getByRole('alert').getByText(offline)).toBeVisible();
  await expect(allow(page)).not.toBeChecked();
  await page.context().setOffline(false);
  await page.reload();
  await expect(page.locator('input:checked')).toHaveCount(0);
});

test('a keyboard alone goes the whole way: past the head, refuse, undo (UX-22, 23)', async ({
  page,
  server,
}) => {
  await signInAsNew(page, server, '/places/home-hero');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();
  await tabTo(page, '.choices input');
  await expect(page.locator('.choices fieldset')).toMatchAriaSnapshot(
    say(
      '- group "トップの大きな画像":\n  - radio "許可する"\n  - radio "許可しない"',
      '- group "Large image on the front page":\n  - radio "Allow"\n  - radio "Don’t allow"',
    ),
  );
  await page.keyboard.press('ArrowDown');
  await expect(refuse(page)).toBeFocused();
  await page.keyboard.press('Space');
  const undo = page.locator('.banner.saved button[value=undo]');
  await expect(undo).toBeVisible();
  await expect(refuse(page)).toBeFocused();
  await undo.focus();
  await page.keyboard.press('Enter');
  await expect(refuse(page)).not.toBeChecked();
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('HTML');
});

test('everything stops with one tap, one mail with one, location with three (UX-04, taps)', async ({
  page,
  server,
  api,
}) => {
  await signInAsNew(page, server, '/');
  const taps = async (...targets: readonly string[]) => {
    for (const target of targets) await page.locator(target).first().click();
    await expect(page.locator('.banner.saved')).toBeVisible();
    return targets.length;
  };
  expect(
    await taps(
      '.ways a[href="/data"]',
      'main a[href="/data/current-location"]',
      'button[value="refuse-data"]',
    ),
  ).toBeLessThanOrEqual(3);
  await page.goto('/places/newsletter');
  expect(await taps('main input[value="refuse-place"]')).toBe(1);
  await page.goto('/');
  expect(await taps('.ways button[value=stop]')).toBe(1);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const unseen = { system: 'shop', id: 'nobody-we-know' };
  expect((await api('shop').decide({ subject: unseen, touchpoint: 'home-hero' })).decision).toBe(
    false,
  );
});

test('states are words: they remain in forced colours (UX-25)', async ({ look }) => {
  const page = await look('haru', '/?line=messages');
  await page.emulateMedia({ forcedColors: 'active' });
  const unnamed = await page
    .locator('.map-section a[href*="place"]')
    .evaluateAll(
      (links) => links.filter((link) => (link.textContent ?? '').trim().length < 4).length,
    );
  expect(unnamed).toBe(0);
  await page.emulateMedia({ forcedColors: null });
});
