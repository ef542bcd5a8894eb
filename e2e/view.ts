// What every page owes every reader, and what is checked where. Each page of `*.views.spec.ts` is
// loaded in Japanese at 360 px, in English at 1280 px, or both (walks.ts), and has there one heading, nothing wider than
// the window, and no control under 24 px; the same at the other width, and at the narrowest a phone
// has, to which its window is then changed – no page asks how wide it is but in its style sheet. axe
// sees each page in each language and each scheme at the width it was loaded at: what it finds hangs on
// elements, sizes and colours, and both widths are seen. In the dark scheme, in the same load, no element
// may be elsewhere or of another size than in the light; colours being all that is left to differ, axe's
// rules about colour are then the ones to ask.
import { expect, test, type Page } from '@playwright/test';
import { violationsOn } from './axe';
import { expectAccessible, expectNoSidewaysScroll } from './fixtures';
import { WINDOWS } from './windows';

/** Buttons and fields, with their label where it is part of what one presses, under 24 px. */
export function smallControls(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, summary, select, textarea, input:not([type=hidden])')]
      .filter((control) => control.checkVisibility())
      .map((control) => ({
        control,
        box: (control.closest('label') ?? control).getBoundingClientRect(),
      }))
      .filter(({ box }) => Math.min(box.width, box.height) < 24)
      .map(({ control, box }) => `${control.outerHTML.slice(0, 80)} ${box.width} × ${box.height}`),
  );
}

/** What is elsewhere, or of another size, in the dark scheme. Leaves the page dark. */
export async function movedInTheDark(page: Page): Promise<readonly string[]> {
  const places = () =>
    page.evaluateHandle(() =>
      [...document.querySelectorAll('*')].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return `${element.tagName} ${[x, y, width, height].join()}`;
      }),
    );
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await places();
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await places();
  return dark.evaluate(
    (now, before) => now.filter((place, index) => place !== before[index]).slice(0, 3),
    light,
  );
}

/** Does `check` at every width, its own first. Leaves the page at its own. */
export async function atEachWidth(page: Page, check: () => Promise<void>): Promise<void> {
  const own = test.info().project.use.viewport ?? WINDOWS.wide;
  const others = Object.values(WINDOWS).filter(({ width }) => width !== own.width);
  for (const window of [own, ...others]) {
    await page.setViewportSize(window);
    await check();
  }
  await page.setViewportSize(own);
}

async function expectFit(page: Page): Promise<void> {
  await expectNoSidewaysScroll(page);
  expect(await smallControls(page)).toEqual([]);
}

export async function expectGoodView(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await atEachWidth(page, () => expectFit(page));
  await expectAccessible(page);
  // Again where the page itself changed in between: the guided page follows what happens.
  await expect(async () => expect(await movedInTheDark(page)).toEqual([])).toPass();
  expect(await violationsOn(page, 'colours'), 'in the dark scheme').toEqual([]);
}
