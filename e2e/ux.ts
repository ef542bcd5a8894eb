// What the requirements of the portal are measured by, in the page itself.
import { expect, type Page } from '@playwright/test';

/** What a reader is promised about type: sizes in CSS px, heights as multiples of the size. */
export interface Typography {
  readonly smallestPx: number;
  readonly leading: number;
  readonly lineBreak: string;
  /** Text that is slanted, justified or set in capitals by style. */
  readonly dressed: readonly string[];
  /** Paragraphs whose line is longer than 75 letters of their own size. */
  readonly tooLong: readonly string[];
}

/** Small print excepted, which says that it is: `.quiet`, `.small`, `small`. */
export function typographyOf(page: Page): Promise<Typography> {
  return page.evaluate(() => {
    const lettered = [...document.querySelectorAll<HTMLElement>('main p, main li, main dd')].filter(
      (element) => element.checkVisibility() && (element.textContent ?? '').trim() !== '',
    );
    const excerpt = (element: HTMLElement) => (element.textContent ?? '').trim().slice(0, 40);
    const styles = lettered.map((element) => ({ element, style: getComputedStyle(element) }));
    const body = styles.filter(
      ({ element }) =>
        element.matches('p') && element.closest('.quiet, .small, small, svg') === null,
    );
    const root = getComputedStyle(document.documentElement);
    const em = document.createElement('span');
    em.textContent = 'n'.repeat(75);
    return {
      smallestPx: Math.min(...body.map(({ style }) => parseFloat(style.fontSize))),
      leading: parseFloat(root.lineHeight) / parseFloat(root.fontSize),
      lineBreak: root.lineBreak,
      dressed: styles
        .filter(
          ({ style }) =>
            style.fontStyle !== 'normal' ||
            style.textAlign === 'justify' ||
            style.textTransform === 'uppercase',
        )
        .map(({ element }) => excerpt(element)),
      tooLong: body
        .filter(({ element }) => {
          const ruler = em.cloneNode(true) as HTMLElement;
          ruler.style.cssText = 'position:absolute;visibility:hidden;white-space:nowrap';
          element.append(ruler);
          const most = ruler.getBoundingClientRect().width;
          ruler.remove();
          return element.getBoundingClientRect().width > most * 1.35;
        })
        .map(({ element }) => excerpt(element)),
    };
  });
}

/** Elements whose own text is cut off by themselves. */
export function cutText(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((element) => element.checkVisibility() && !element.matches('.sr, .sr *, svg *'))
      // What is for ears alone is drawn in no room at all.
      .filter(({ clientWidth, clientHeight }) => clientWidth > 1 && clientHeight > 1)
      .filter((element) => {
        const { overflowX, overflowY } = getComputedStyle(element);
        const hides = overflowX === 'hidden' || overflowX === 'clip' || overflowY === 'hidden';
        const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
        return hides && (scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1);
      })
      .map((element) => element.outerHTML.slice(0, 80)),
  );
}

const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`;

/**
 * Text twice as large, as who sets their browser so has it – style sheets that ask for a width in
 * letters know of it –, and spaced as WCAG 1.4.12 says, by a sheet that no policy of a page keeps out.
 */
export async function withLargeSpacedText(page: Page, check: () => Promise<void>): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
  await page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
  }, SPACED);
  await check();
  await page.evaluate(() => (document.adoptedStyleSheets = []));
  await browser.send('Page.setFontSizes', { fontSizes: { standard: 16, fixed: 13 } });
  await browser.detach();
}

/** Elements that would still move although less motion is wished for. */
export function movingElements(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const seconds = (text: string) => Math.max(...text.split(',').map((part) => parseFloat(part)));
    return [...document.querySelectorAll('*')]
      .filter((element) => {
        const { transitionDuration, animationDuration, animationName } = getComputedStyle(element);
        const animated = animationName !== 'none' && seconds(animationDuration) > 0.01;
        return animated || seconds(transitionDuration) > 0.01;
      })
      .map((element) => element.outerHTML.slice(0, 80));
  });
}

/** How far things moved by themselves while the page came up (Layout Instability). */
export function layoutShift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        const add = (list: PerformanceObserverEntryList) => {
          for (const entry of list.getEntries())
            sum += (entry as unknown as { value: number }).value;
        };
        new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });
        // Buffered entries come with the next task.
        setTimeout(() => resolve(sum), 50);
      }),
  );
}

/** Texts in Japanese letters that no `lang` says are Japanese. */
export function unmarkedJapanese(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const inside = node.parentElement;
      if (inside === null || inside.closest('script, style, [lang|=ja]') !== null) continue;
      if (japanese.test(node.textContent ?? '')) found.push((node.textContent ?? '').slice(0, 40));
    }
    return found;
  });
}

/** What is said aloud from now on, in order: texts that appear in live regions that were there before. */
export async function listen(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    for (const region of document.querySelectorAll('[role=status], [role=alert]')) {
      let last = '';
      new MutationObserver(() => {
        const text = (region.textContent ?? '').trim();
        if (text !== '' && text !== last) heard.push(text);
        last = text;
      }).observe(region, { childList: true, subtree: true, characterData: true });
    }
  });
  return () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
}

/** Tabs on until `wanted` has the focus; each stop on the way shows that it has it. */
export async function tabTo(page: Page, wanted: string, most = 80): Promise<void> {
  for (let pressed = 0; pressed < most; pressed += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate((selector) => {
      const { activeElement } = document;
      if (activeElement === null || activeElement === document.body) return undefined;
      const { outlineStyle, outlineWidth } = getComputedStyle(activeElement);
      const label = activeElement.closest('label');
      const around = label === null ? undefined : getComputedStyle(label);
      const { width, height } = activeElement.getBoundingClientRect();
      return {
        arrived: activeElement.matches(selector),
        name: activeElement.outerHTML.slice(0, 100),
        seen:
          [outlineStyle, around?.outlineStyle].some(
            (style) => style !== undefined && style !== 'none',
          ) || parseFloat(outlineWidth) > 0,
        covered: width > 0 && height > 0 ? undefined : 'no size',
      };
    }, wanted);
    if (stop === undefined) continue;
    expect(stop.seen, `focus is visible on ${stop.name}`).toBe(true);
    if (stop.arrived) return;
  }
  throw new Error(`no way by keyboard to ${wanted}`);
}
