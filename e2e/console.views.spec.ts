// The console's states. What is checked where: e2e/view.ts.
import { findPersona } from '../app/demo/personas';
import { expect, test } from './fixtures';
import { atEachWidth, expectGoodView } from './view';
import { say } from './words';

const STATES = {
  'all records': '/console',
  'a narrow search': '/console?kind=refused&surface=portal&purpose=advertise&by=person',
  'nothing found': '/console?from=2020-01-01&to=2020-01-02',
  'values that cannot be read': '/console?from=2026-13-01&kind=nothing',
  'a look that is over': '/console?case=AAAA',
  'requests to erase': '/console/erasures',
};
const LOOKS = { 'a look without a ground': 'abc', 'one person': 'Enquiry 4821, answered' };

test('the console is accessible and fits: signed out', async ({ look }) => {
  await expectGoodView(await look('nobody', '/console'));
});

test('the console is accessible and fits: signed in as a person', async ({ look }) => {
  await expectGoodView(await look('kenichi', '/console'));
});

for (const [name, path] of Object.entries(STATES)) {
  test(`the console is accessible and fits: ${name}`, async ({ look }) => {
    await expectGoodView(await look('officer', path));
  });
}

for (const [name, ground] of Object.entries(LOOKS)) {
  test(`the console is accessible and fits: ${name}`, async ({ look, server }) => {
    const page = await look('officer', '/console');
    const headers = { origin: server.origin };
    const id = findPersona('misaki')?.identifiers.shop ?? '';
    const form = { system: 'shop', id, ground };
    const answer = await page.request.post('/console/look', { form, headers, maxRedirects: 0 });
    await page.goto(answer.headers()['location'] ?? '');
    await expectGoodView(page);
  });
}

test('the console is accessible and fits: the form of a look', async ({ look }) => {
  const page = await look('officer', '/console');
  await page.locator('#look').evaluate((details) => details.setAttribute('open', ''));
  await expectGoodView(page);
});

test('the record is a table for assistive technology at any width', async ({ look }) => {
  const page = await look('officer', '/console');
  const table = page.getByRole('table');
  const row = table
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })
    .first();
  await atEachWidth(page, async () => {
    await expect(table.getByRole('columnheader')).toHaveCount(7);
    await expect(row.getByRole('cell')).toHaveCount(6);
    await expect(row.getByRole('rowheader')).toHaveCount(1);
  });
});

test('choices of the search are at least 44 px high', async ({ look }) => {
  const page = await look('officer', '/console');
  const controls = page.getByRole('search').locator('select, input[type="date"], button');
  await atEachWidth(page, async () => {
    const heights = await controls.evaluateAll((all) =>
      all.map((one) => one.getBoundingClientRect().height),
    );
    expect(heights.length).toBeGreaterThan(0);
    for (const height of heights) expect(height).toBeGreaterThanOrEqual(44);
  });
});

test('its pages stand in one line, on a phone behind one that says which this is', async ({
  look,
}) => {
  const page = await look('officer', '/console/gaps');
  const pages = page.getByRole('navigation', { name: say('管理画面', 'Console') });
  const line = pages.getByText(say('すべてのページ', 'All pages'));
  await atEachWidth(page, async () => {
    const narrow = (page.viewportSize()?.width ?? 0) < 900;
    await expect(line).toBeVisible({ visible: narrow });
    const { height = 0 } = (await page.getByRole('banner').boundingBox()) ?? {};
    expect(height).toBeLessThan(130);
    if (narrow) await line.click();
    await expect(pages.getByRole('link', { name: say('照会', 'inquiry') })).toBeVisible();
    await expect(pages.locator('a[aria-current]:visible')).toHaveCount(1);
    if (narrow) await line.click();
  });
});
