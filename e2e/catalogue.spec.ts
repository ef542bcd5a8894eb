// Every touchpoint of the published catalogue, in the demo: refused it is as for everyone, allowed it
// is personal on the next request, refused again it is not; it says why, it is on the map, and what it
// rested on arrives at the person. What has no integration fails here, by name.
import { randomUUID } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';
import { findSeen } from '../app/demo/integrations';
import { findPersona } from '../app/demo/personas';
import { expect, login, test } from './fixtures';
import { say } from './words';

interface Touchpoint {
  readonly key: string;
  readonly status: string;
  readonly technique: string;
  readonly purposes: readonly string[];
  readonly requires: readonly string[];
  readonly text: Readonly<Record<'ja' | 'en', { readonly name: string }>>;
}
interface Catalogue {
  readonly version: number;
  readonly purposes: readonly {
    readonly key: string;
    readonly basis: string;
    readonly explicit?: boolean;
  }[];
  readonly data: readonly { readonly key: string; readonly sensitive: boolean }[];
  readonly touchpoints: readonly Touchpoint[];
}
interface Visitor {
  readonly request: APIRequestContext;
  readonly origin: string;
  readonly catalogue: Catalogue;
}

const aoi = findPersona('aoi');
/** Screens of staff and of machines: nobody there is told why. */
const BEHIND = ['/demo/store', '/demo/desk', '/demo/training'];

async function post(visitor: Visitor, path: string, form: Record<string, string>) {
  const headers = { origin: visitor.origin };
  const answer = await visitor.request.post(path, { form, headers, maxRedirects: 0 });
  expect(answer.status(), `${path} ${JSON.stringify(form)}`).toBe(303);
  return answer.headers()['location'] ?? '';
}

async function act(visitor: Visitor, fields: Record<string, string>): Promise<string> {
  const once = `catalogue-${randomUUID()}`;
  const version = String(visitor.catalogue.version);
  return post(visitor, '/choices', { ...fields, once, version, back: '/' });
}

function isContract({ catalogue }: Visitor, { purposes }: Touchpoint): boolean {
  return purposes.every(
    (key) => catalogue.purposes.find((purpose) => purpose.key === key)?.basis === 'contract',
  );
}

async function refuse(visitor: Visitor, place: Touchpoint): Promise<void> {
  const led = await act(visitor, { act: 'refuse-place', touchpoint: place.key });
  // What a contract needs cannot be refused, and says so.
  const expected = isContract(visitor, place) ? 'problem=contract_not_optional' : 'saved=';
  expect.soft(led, place.key).toContain(expected);
}

/** The place as a whole; what is sensitive, or a purpose that asks for it, by an explicit yes each. */
async function allow(visitor: Visitor, place: Touchpoint): Promise<void> {
  if (isContract(visitor, place)) return;
  await act(visitor, { act: 'allow-place', touchpoint: place.key });
  const { purposes, data } = visitor.catalogue;
  for (const purpose of place.purposes) {
    if (purposes.find(({ key }) => key === purpose)?.explicit !== true) continue;
    const sensitive = place.requires.filter((key) =>
      data.some((category) => category.key === key && category.sensitive),
    );
    for (const one of sensitive.length === 0 ? [''] : sensitive) {
      const led = await act(visitor, { act: 'allow-explicit', purpose, sensitive: one });
      expect.soft(led, `${place.key} ${one}`).toContain('saved=');
    }
  }
}

function seenOf({ key }: Touchpoint) {
  return aoi && findSeen(key, aoi);
}

async function open(visitor: Visitor, place: Touchpoint): Promise<string> {
  const seen = seenOf(place);
  if (seen === undefined) return '';
  for (const [action, fields] of seen.forms ?? []) await post(visitor, action, { ...fields });
  return read(visitor, seen.path);
}

function tagOf(html: string, key: string): string | undefined {
  const found = html.match(new RegExp(`<[a-z-]+[^>]*data-place="${key}"[^>]*>`, 'g'));
  return found?.find((tag) => tag.includes('data-personal="true"')) ?? found?.[0];
}

/** The reasons its panel gives, as the page writes them. */
function reasonsIn(html: string, key: string): readonly string[] {
  const tag = tagOf(html, key) ?? '';
  const panel = html.slice(html.indexOf(tag)).slice(0, 4000);
  const list = /<ul class="why-reasons">(.*?)<\/ul>/s.exec(panel)?.[1] ?? '';
  return [...list.matchAll(/<li>(.*?)<\/li>/g)].map(([, text = '']) => text);
}

/** Opens every page once, and again where an answer came late; tells which places are not as expected. */
async function lookAt(
  visitor: Visitor,
  places: readonly Touchpoint[],
  personal: (place: Touchpoint) => boolean,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  let rest = places;
  const wrong = async (): Promise<readonly string[]> => {
    const pages = new Map<string, string>();
    for (const place of rest) {
      const seen = seenOf(place);
      const shared = seen?.forms === undefined ? seen?.path : undefined;
      const html = pages.get(shared ?? '') ?? (await open(visitor, place));
      if (shared !== undefined) pages.set(shared, html);
      found.set(place.key, html);
    }
    rest = rest.filter((place) => {
      const tag = tagOf(found.get(place.key) ?? '', place.key);
      return tag?.includes(`data-personal="${String(personal(place))}"`) !== true;
    });
    return rest.map(({ key }) => key);
  };
  await expect.poll(wrong, { timeout: 120_000 }).toEqual([]);
  return found;
}

function isBehind(place: Touchpoint): boolean {
  return BEHIND.some((path) => seenOf(place)?.path.startsWith(path));
}

async function read({ request }: Visitor, path: string): Promise<string> {
  return (await request.get(path, { headers: { 'accept-language': say('ja', 'en') } })).text();
}

/** What the person reads that was shown to them since, place by place, with the reasons given. */
async function shownSince(visitor: Visitor, sinceMs: number) {
  const pages = ['1', '2', '3', '4'].map((page) => `/history?kind=shown&page=${page}`);
  const htmls = await Promise.all(pages.map((path) => read(visitor, path)));
  return htmls
    .flatMap((html) => html.split('<li><time').slice(1))
    .map((html) => ({
      html: html.split('</ol>')[0] ?? '',
      key: /href="\/places\/([a-z0-9-]+)"/.exec(html)?.[1],
      atMs: Date.parse(/datetime="([^"]+)"/i.exec(html)?.[1] ?? ''),
    }))
    .filter(({ atMs }) => atMs >= sinceMs);
}

test('every touchpoint of the catalogue asks first, changes with the answer, says why and reports', async ({
  page,
  server,
}) => {
  test.setTimeout(400_000);
  await login(page, 'aoi', '/healthz');
  const { request } = page.context();
  const catalogue = (await (await request.get('/api/v1/catalogue')).json()) as Catalogue;
  const visitor: Visitor = { request, origin: server.origin, catalogue };
  const places = catalogue.touchpoints.filter(({ status }) => status === 'live');
  expect(places.length).toBeGreaterThan(40);
  const missing = places.filter((place) => seenOf(place) === undefined);
  expect(
    missing.map(({ key }) => key),
    'no integration in the demo',
  ).toEqual([]);
  const beganMs = Date.now();
  const always = (place: Touchpoint) => isContract(visitor, place);

  for (const place of places) await refuse(visitor, place);
  await lookAt(visitor, places, always);

  for (const place of places) await allow(visitor, place);
  const pages = await lookAt(visitor, places, () => true);
  const map = await read(visitor, '/');
  for (const { key, text } of places) {
    expect.soft(map.includes(key), `${key} is on the map`).toBe(true);
    expect.soft(await read(visitor, `/places/${key}`), key).toContain(text[say('ja', 'en')].name);
  }
  const inFront = places.filter((place) => !isBehind(place));
  const silent = inFront.filter(({ key }) => reasonsIn(pages.get(key) ?? '', key).length === 0);
  expect
    .soft(
      silent.map(({ key }) => key),
      'says nothing of why',
    )
    .toEqual([]);
  await expect
    .poll(async () => {
      const arrived = await shownSince(visitor, beganMs);
      const lost = places.filter(({ key }) => {
        const reasons = reasonsIn(pages.get(key) ?? '', key);
        return !arrived.some(
          (row) => row.key === key && reasons.every((it) => row.html.includes(it)),
        );
      });
      return lost.map(({ key }) => key);
    })
    .toEqual([]);

  for (const place of places) await refuse(visitor, place);
  await lookAt(visitor, places, always);
});
