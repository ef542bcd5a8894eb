// The officer answers an inquiry and hands out a pack that verifies; the pages fit and are accessible.
import { writeFileSync } from 'node:fs';
import { findPersona } from '../app/demo/personas';
import { expect, expectAccessible, expectNoSidewaysScroll, loginAsOfficer, test } from './fixtures';
import { say } from './words';

const misaki = findPersona('misaki')?.identifiers.shop ?? '';

test('an inquiry is answered, and the pack about it verifies', async ({
  page,
  nattoku,
  server,
}, testInfo) => {
  test.setTimeout(120_000);
  await loginAsOfficer(page);
  await page.goto('/console/inquiry');
  await page
    .getByLabel(say('どのしくみの番号か', 'Whose number it is'))
    .selectOption({ label: say('お店のサイト', 'The shop’s site') });
  await page.getByLabel(say('会員番号など', 'Member number or similar')).fill(misaki);
  await page
    .getByLabel(say('理由', 'Ground'), { exact: true })
    .fill(say('裁判所の照会第7号への回答', 'Answer to the court’s inquiry 7'));
  await page.getByLabel(say('日付', 'Date')).fill('2026-11-01');
  await page.getByLabel(say('時刻', 'Time')).fill('10:00');
  await page
    .getByRole('button', {
      name: say('理由を残して答えを見る', 'Record the ground and see the answer'),
    })
    .click();
  await expect(page.getByRole('heading', { level: 2 }).first()).toContainText(
    say('2026年11月1日', '1 Nov 2026'),
  );
  await expect(
    page.getByText(say('抜けなくつながっています', 'form an unbroken chain')),
  ).toBeVisible();
  expect(page.url()).not.toContain(misaki);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.getByRole('button', { name: say('監査資料を作る', 'Make an audit pack') }).click();
  await expect(
    page.getByRole('heading', { level: 1, name: say('できました', 'Ready') }),
  ).toBeVisible({
    timeout: 60_000,
  });
  await expectAccessible(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: say('資料を保存', 'Save the pack') }).click(),
  ]);
  const pack = testInfo.outputPath('pack.zip');
  await download.saveAs(pack);
  const list = (await (
    await page.request.get(`${server.origin}/.well-known/consent-log.json`)
  ).json()) as {
    policy: string;
  };
  const policy = testInfo.outputPath('policy.txt');
  writeFileSync(policy, list.policy);
  expect(await nattoku('ledger', 'verify', pack, '--policy', policy)).toContain('valid:');
});

test('a pack that nobody asked for is not there', async ({ page }) => {
  await loginAsOfficer(page);
  expect((await page.goto('/console/packs/job_unknown'))?.status()).toBe(404);
});
