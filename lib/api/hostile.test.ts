/** SECURITY SEC-29: what no honest caller sends, to every route of the table – refused in words, nothing written, nobody hurt. */
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES } from '../identity/model';
import { isAuthzenPath } from './authzen/dress';
import type { ApiRoute } from './route';
import { API_ROUTES } from './routes';
import { openApiUnderTest, type ApiUnderTest } from './under-test';

let api: ApiUnderTest;
let key: string;
beforeAll(async () => {
  api = await openApiUnderTest();
  key = await api.key({ scopes: [...SCOPES] });
});
afterAll(() => api.close());

const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
const BODIES: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['a list', '[]'],
  ['a list of lists', '[[[]]]'],
  ['a string', '"x"'],
  ['null', 'null'],
  ['__proto__', '{"__proto__":{"decision":true}}'],
  ['__proto__, escaped', '{"\\u005f_proto__":{"admin":true}}'],
  ['constructor', '{"constructor":{"prototype":{"x":1}}}'],
  ['a field twice', '{"subject":1,"subject":2}'],
  ['lists for scalars', '{"subject":["a"],"touchpoint":["b"],"type":["deny"],"at":[]}'],
  ['depth', `{"subject":${deep}}`],
  ['half a document', '{"subject":'],
];
const nameOf = ({ method, path }: ApiRoute) => `${method} ${path}`;
const withBody = API_ROUTES.filter(({ maxBytes }) => maxBytes !== undefined);
const guarded = API_ROUTES.filter(({ access }) => access !== 'public');

function expectProblem(
  route: ApiRoute,
  answer: { status: number; headers: Headers; text: string },
) {
  const plain = isAuthzenPath(route.path);
  const type = plain ? 'text/plain; charset=utf-8' : 'application/problem+json';
  expect(answer.headers.get('content-type')).toBe(type);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.text).not.toMatch(/node_modules|\bat .*\.ts:|Error:/);
  if (plain) return;
  const problem = JSON.parse(answer.text) as Record<string, unknown>;
  expect(problem).toMatchObject({
    status: answer.status,
    type: expect.stringMatching(/^\/docs#[a-z_]+$/) as string,
    title: expect.any(String) as string,
    detail: expect.any(String) as string,
    instance: route.path,
  });
}

describe.each(withBody)('$method $path', (route) => {
  it.each(BODIES)('%s is refused in words, and writes nothing', async (_, text) => {
    const before = await api.entries();
    const headers = { 'content-type': 'application/json', 'idempotency-key': '"h1"' };
    const init = { method: route.method, headers: { ...headers, authorization: `Bearer ${key}` } };
    const response = await fetch(api.url + route.path, { ...init, body: text });
    const answer = { status: response.status, headers: response.headers };
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expectProblem(route, { ...answer, text: await response.text() });
    expect(await api.entries()).toBe(before);
    expect(Object.prototype).not.toHaveProperty('admin');
  });

  it('ten megabytes are refused before they come', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const { hostname, port } = new URL(api.url);
      const headers = {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'content-length': String(10 * 1024 * 1024),
      };
      const asking = request({ hostname, port, path: route.path, method: route.method, headers });
      asking.on('response', (response) => {
        resolve(response.statusCode);
        asking.destroy();
      });
      asking.on('error', reject);
      asking.flushHeaders();
    });
    expect(status).toBe(413);
  });
});

describe.each(guarded)('$method $path', (route) => {
  it('without a key is refused in the same form as everything else', async () => {
    const body = route.maxBytes === undefined ? {} : { body: {} };
    const answer = await api.send(route.method, route.path, body);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expectProblem(route, answer);
  });
});

describe.each(API_ROUTES.filter(({ method }) => method === 'GET'))('$method $path', (route) => {
  it('parameters given twice, or as what they are not, are no fault of ours', async () => {
    const names = [
      'at',
      'handle',
      'cursor',
      'resume',
      'format',
      'index',
      'size',
      'from',
      'to',
      'touchpoint',
    ];
    const query = names.map((name) => `${name}=__proto__&${name}[]=1&${name}=%00`).join('&');
    const controller = new AbortController();
    const response = await fetch(`${api.url}${route.path}?${query}`, {
      redirect: 'manual',
      headers: { authorization: `Bearer ${key}` },
      signal: controller.signal,
    });
    controller.abort();
    expect([nameOf(route), response.status < 500]).toEqual([nameOf(route), true]);
  });
});

it('whatever is not in the table, or asked in another way, is a problem too', async () => {
  const nowhere = await api.send('GET', '/api/v1/nothing-here');
  expect([nowhere.status, nowhere.json.type]).toEqual([404, '/docs#not_found']);
  const otherwise = await api.send('PATCH', '/api/v1/choices', { body: {} });
  expect([otherwise.status, otherwise.json.type]).toEqual([405, '/docs#method_not_allowed']);
});
