// Rewriting the record, without scripts.
import { expect, test } from './fixtures';
import { say } from './words';

test('it works without scripts, and names the line', async ({ scriptless: page }) => {
  test.setTimeout(120_000);
  await page.goto('/demo/rewrite');
  await page
    .getByRole('button', { name: say('断りを、なかったことにする', 'Make a refusal void') })
    .click();
  await expect(page.locator('.said').first()).toContainText(/events row \d+: was changed/, {
    timeout: 60_000,
  });
  const caught = say(
    '見つかりました。書きかえた行が、名指しされました。',
    'Caught. The changed line was named.',
  );
  await expect(page.getByText(caught)).toBeVisible();
  await expect(page.locator('.tree-leaves [data-state="changed"]')).toHaveCount(1);
});
