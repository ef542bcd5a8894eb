// The console's states, in both languages and widths and both schemes.
import { findPersona } from '../app/demo/personas';
import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  login,
  loginAsOfficer,
  test,
} from './fixtures';

/** Colours differ between the schemes, nothing else does: dark is looked at where each colour stands. */
const DARK = ['signed out', 'a narrow search', 'a look without a ground', 'one person'];
const STATES = {
  'all records': '/console',
  'a narrow search': '/console?kind=refused&surface=portal&purpose=advertise&by=person',
  'nothing found': '/console?from=2020-01-01&to=2020-01-02',
  'values that cannot be read': '/console?from=2026-13-01&kind=nothing',
  'a look that is over': '/console?case=AAAA',
};

test('the console is accessible and fits in every state', async ({ page, server }) => {
  test.setTimeout(240_000);
  const check = async (name: string) => {
    const schemes = DARK.includes(name) ? (['light', 'dark'] as const) : (['light'] as const);
    for (const colorScheme of schemes) {
      await test.step(`${colorScheme}: ${name}`, async () => {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await expect(page.locator('h1')).toHaveCount(1);
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
      });
    }
  };
  const look = async (ground: string) => {
    const headers = { origin: server.origin };
    const id = findPersona('misaki')?.identifiers.shop ?? '';
    const form = { system: 'shop', id, ground };
    const answer = await page.request.post('/console/look', { form, headers, maxRedirects: 0 });
    await page.goto(answer.headers()['location'] ?? '');
  };

  await page.goto('/console');
  await check('signed out');
  await login(page, 'kenichi', '/console');
  await check('signed in as a person');
  await loginAsOfficer(page);
  for (const [name, path] of Object.entries(STATES)) {
    await page.goto(path);
    await check(name);
  }
  await page.locator('#look').evaluate((details) => details.setAttribute('open', ''));
  await check('the form of a look');
  await look('abc');
  await check('a look without a ground');
  await look('Enquiry 4821, answered');
  await check('one person');
});

test('the record is a table for assistive technology at any width', async ({ page }) => {
  await loginAsOfficer(page);
  const table = page.getByRole('table');
  await expect(table.getByRole('columnheader')).toHaveCount(7);
  const row = table
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })
    .first();
  await expect(row.getByRole('cell')).toHaveCount(6);
  await expect(row.getByRole('rowheader')).toHaveCount(1);
});

test('choices of the search are at least 44 px high', async ({ page }) => {
  await loginAsOfficer(page);
  const controls = page.getByRole('search').locator('select, input[type="date"], button');
  for (const box of await controls.evaluateAll((all) =>
    all.map((one) => one.getBoundingClientRect().height),
  )) {
    expect(box).toBeGreaterThanOrEqual(44);
  }
});
