// Every page people see, signed out and signed in. What is checked where: e2e/view.ts.
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { signInAsNew } from './sign-in';
import { atEachWidth, expectGoodView } from './view';

const PAGES = [
  '/',
  '/?show=technique.generative-ai&place=ai-assistant',
  '/places/shop-for-you',
  '/places/app-skin-log',
  '/places/points',
  '/purposes?group=messages',
  '/purposes/skin-care/explicit',
  '/data',
  '/data/purchases',
  '/channels/mail',
  '/limits',
  '/told',
  '/delete',
  '/links',
  '/history',
  '/history/compare?date=2026-01-01',
  '/renewal',
  '/guardian',
  '/guesses',
  '/sign-in',
  '/no-such-page',
];

/** What a visitor reads who has not signed in; elsewhere nothing but states differs from somebody new. */
const SIGNED_OUT = [
  '/',
  '/places/shop-for-you',
  '/purposes',
  '/data',
  '/limits',
  '/history',
  '/sign-in',
];

/** Pages that are the same for everybody. */
const COMMON = [
  '/channels',
  '/sign-in/code?page=unknown',
  '/sign-in/link?token=unknown',
  '/delete/done?refusal=yes',
  '/docs',
  '/transparency?show=recipient.ad-provider',
];

for (const path of COMMON) {
  test(`${path} is accessible and fits`, async ({ look }) => {
    await expectGoodView(await look('nobody', path));
  });
}

for (const path of SIGNED_OUT) {
  test(`${path} is accessible and fits, signed out`, async ({ look }) => {
    await expectGoodView(await look('nobody', path));
  });
}

for (const path of PAGES) {
  test(`${path} is accessible and fits, signed in`, async ({ look }) => {
    await expectGoodView(await look('newcomer', path));
  });
}

test('a saved choice and a failed one are accessible too', async ({ page, server }) => {
  await signInAsNew(page, server, '/places/home-hero');
  await page.locator('input[value="refuse-place"]').check();
  await expect(page.locator('.banner.saved')).toBeVisible();
  await expectGoodView(page);
  await page.route('**/choices', (route) => route.abort());
  await page.locator('input[value="allow-place"]').click();
  await expect(page.locator('.live-failed p')).toBeVisible();
  await expectGoodView(page);
});

test('choices are at least 44 px high, and equally prominent', async ({ look }) => {
  const page = await look('newcomer', '/purposes?group=screens');
  await atEachWidth(page, () => expectEvenPairs(page));
});

async function expectEvenPairs(page: Page): Promise<void> {
  const boxes = await page.locator('.choices').evaluateAll((forms) =>
    forms.map((form) =>
      [...form.querySelectorAll('.choice')].map((choice) => {
        const { width, height } = choice.getBoundingClientRect();
        const { fontSize, fontWeight } = getComputedStyle(choice);
        return { area: width * height, height, font: `${fontSize} ${fontWeight}` };
      }),
    ),
  );
  expect(boxes.length).toBeGreaterThan(0);
  for (const pair of boxes) {
    for (const { height } of pair) expect(height).toBeGreaterThanOrEqual(44);
    const [first, second] = pair;
    if (first === undefined || second === undefined) continue;
    expect(first.area / second.area).toBeGreaterThan(0.9);
    expect(first.area / second.area).toBeLessThan(1.1);
    expect(first.font).toBe(second.font);
  }
}
