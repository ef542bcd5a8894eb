// What is checked where: e2e/view.ts.
import { test } from './fixtures';
import { expectGoodView } from './view';

test('/mail/… is accessible and fits, with something just saved', async ({ look, api }) => {
  const made = await api('mailer').post('/api/v1/unsubscribe-links', {
    ...{ touchpoint: 'newsletter', subjects: [{ system: 'mailer', id: 'e2e-looked-at' }] },
  });
  const { links } = (await made.json()) as { links: readonly { url: string }[] };
  const page = await look('nobody', new URL(links[0]?.url ?? '').pathname);
  await page.locator('.mail-offer button').first().click();
  await page.locator('.banner.saved').waitFor();
  await page.waitForLoadState();
  await expectGoodView(page);
});
