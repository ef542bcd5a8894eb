// The checks of a view find what they are there for: a check that never fails proves nothing.
import { violationsOn } from './axe';
import { expect, sidewaysPx, test } from './fixtures';
import { atEachWidth, movedInTheDark, smallControls } from './view';
import { WINDOWS } from './windows';

const page = (body: string, style = '') =>
  `<!doctype html><html lang="en"><title>A page</title><style>${style}</style><main>${body}</main>`;

async function idsOf(...asked: Parameters<typeof violationsOn>): Promise<readonly string[]> {
  return (await violationsOn(...asked)).map(({ id }) => id);
}

test('a page without faults has none', async ({ page: view }) => {
  await view.setContent(page('<h1>A page</h1><label>Name <input></label>'));
  expect([await idsOf(view), await sidewaysPx(view), await movedInTheDark(view)]).toEqual([
    [],
    0,
    [],
  ]);
});

test('a field without a name is found, and a picture without words in a frame in a frame', async ({
  page: view,
}) => {
  await view.setContent(page('<input>'));
  expect(await idsOf(view)).toEqual(['label']);
  const framed = (path: string) => page(`<iframe title="A frame" src="${path}"></iframe>`);
  const pages = { outer: framed('/inner'), inner: framed('/innermost'), innermost: page('<img>') };
  for (const [name, body] of Object.entries(pages)) {
    await view.route(`/${name}`, (route) => route.fulfill({ contentType: 'text/html', body }));
  }
  await view.goto('/outer');
  const [found, ...others] = await violationsOn(view);
  expect([found?.id, found?.where, others]).toEqual(['image-alt', ['iframe iframe img'], []]);
});

test('a frame that gives no answer does not count as flawless', async ({ page: view }) => {
  const body = page('<iframe title="A frame" src="data:text/html,<img>"></iframe>');
  await view.route('/outer', (route) => route.fulfill({ contentType: 'text/html', body }));
  await view.goto('/outer');
  expect(await idsOf(view, 'all', 200)).toEqual(['frame-tested']);
});

test('a colour too faint in the dark alone is found there', async ({ page: view }) => {
  const faint = '@media (prefers-color-scheme: dark) { p { color: #eee } }';
  await view.setContent(page('<p>Faint</p>', faint));
  await view.emulateMedia({ colorScheme: 'light' });
  expect(await idsOf(view)).toEqual([]);
  expect(await movedInTheDark(view)).toEqual([]);
  expect(await idsOf(view, 'colours')).toEqual(['color-contrast']);
});

test('what is wider than the window, or moves in the dark, is found', async ({ page: view }) => {
  await view.setContent(page('<div style="width: 3000px">Wide</div>'));
  expect(await sidewaysPx(view)).toBeGreaterThan(0);
  const moving = '@media (prefers-color-scheme: dark) { p { margin: 1px } }';
  await view.setContent(page('<p>Moves</p>', moving));
  expect(await movedInTheDark(view)).toContainEqual(expect.stringMatching(/^MAIN /));
});

test('a control under 24 px is found, unless its label is pressed in its place', async ({
  page: view,
}) => {
  const small = 'style="width: 20px; height: 20px; padding: 0"';
  const label = `<label style="display: block; height: 30px">Yes <input type="radio" ${small}></label>`;
  await view.setContent(page(`<button ${small}>x</button>${label}`));
  expect(await smallControls(view)).toEqual([expect.stringMatching(/^<button .* 20 × 20$/)]);
});

test('what sticks out on a phone alone is found from a desktop, and the window is left as it was', async ({
  page: view,
}) => {
  await view.setContent(page('<div style="width: 500px">Wide</div>'));
  const own = view.viewportSize();
  const outside: boolean[] = [];
  await atEachWidth(view, async () => void outside.push((await sidewaysPx(view)) > 0));
  const wide = own?.width === WINDOWS.wide.width;
  expect([outside, view.viewportSize()]).toEqual([
    wide ? [false, true, true] : [true, false, true],
    own,
  ]);
});
