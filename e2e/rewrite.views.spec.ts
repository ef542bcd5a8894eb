// Rewriting the record: somebody tries it, and the checks tell. What is checked where: e2e/view.ts.
import { expect, test } from './fixtures';
import { expectGoodView } from './view';

const CAUGHT_BY = { whole: 2, state: 1, operator: 1 } as const;

test('a rewritten copy is found out, and the page is accessible and fits', async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto('/demo/rewrite');
  await expectGoodView(page);
  // Every attack in one language; the other's words are those of any one of them.
  const attacks = Object.entries(CAUGHT_BY);
  const tried = test.info().project.name.startsWith('ja') ? attacks : attacks.slice(0, 1);
  for (const [attack, least] of tried) {
    await test.step(attack, async () => {
      await page.locator(`button[name="attack"][value="${attack}"]`).click();
      await expect(page.locator(`button[value="${attack}"][aria-pressed="true"]`)).toBeVisible({
        timeout: 60_000,
      });
      const told = page.locator('.checks tbody tr td:nth-child(2) [data-state="same"]');
      await expect(told).toHaveCount(await page.locator('.checks tbody tr').count());
      const found = page.locator('.checks tbody tr td:nth-child(3) [data-state="changed"]');
      expect(await found.count()).toBeGreaterThanOrEqual(least);
      await expectGoodView(page);
    });
  }
});
