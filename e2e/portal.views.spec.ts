// Every page people see, signed out and signed in, in both languages and widths.
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures';
import { signInAsNew } from './sign-in';

const PAGES = [
  '/',
  '/?show=technique.generative-ai&line=counter',
  '/places/shop-for-you',
  '/places/app-skin-log',
  '/places/points',
  '/purposes',
  '/purposes?group=messages',
  '/purposes/skin-care/explicit',
  '/data',
  '/data/purchases',
  '/delete',
  '/history',
  '/sign-in',
  '/no-such-page',
];
/** Colours differ between the schemes, nothing else does: dark is looked at where each colour stands. */
const DARK = ['/', '/?show=technique.generative-ai&line=counter', '/places/shop-for-you', '/data'];
const SCHEMES = [
  { colorScheme: 'light', paths: PAGES },
  { colorScheme: 'dark', paths: [...DARK, '/purposes?group=messages'] },
] as const;

for (const signedIn of [false, true]) {
  test(`pages are accessible and fit, ${signedIn ? 'signed in' : 'signed out'}`, async ({
    page,
    server,
  }) => {
    test.setTimeout(240_000);
    if (signedIn) await signInAsNew(page, server);
    for (const { colorScheme, paths } of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const path of paths) {
        await test.step(`${colorScheme} ${path}`, async () => {
          await page.goto(path);
          await expect(page.locator('h1')).toHaveCount(1);
          await expectNoSidewaysScroll(page);
          await expectAccessible(page);
        });
      }
    }
  });
}

test('a saved choice and a failed one are accessible too', async ({ page, server }) => {
  await signInAsNew(page, server, '/places/home-hero');
  await page.locator('input[value="refuse-place"]').check();
  await expect(page.locator('.banner.saved')).toBeVisible();
  await expectAccessible(page);
  await page.route('**/choices', (route) => route.abort());
  await page.locator('input[value="allow-place"]').click();
  await expect(page.locator('.live-failed p')).toBeVisible();
  await expectAccessible(page);
});

test('choices are at least 44 px high, and equally prominent', async ({ page, server }) => {
  await signInAsNew(page, server, '/purposes?group=screens');
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
});
