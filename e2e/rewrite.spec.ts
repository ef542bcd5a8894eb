// Rewriting the record, without scripts.
import { expect, test } from './fixtures';

test('it works without scripts, and names the line', async ({ scriptless: page }) => {
  test.setTimeout(120_000);
  await page.goto('/demo/rewrite');
  await page.locator('button[name="attack"][value="edit"]').click();
  await expect(page.locator('.said').first()).toContainText(/events row \d+: was changed/, {
    timeout: 60_000,
  });
  await expect(page.locator('.tree-leaves [data-state="changed"]')).toHaveCount(1);
});
