import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES } from '../identity/model';
import { isApiPath } from './api-paths';
import { createApi } from './app';
import { API_ROUTES } from './routes';
import { openApiUnderTest, type ApiUnderTest } from './under-test';

/** Who may call what. A route that is not listed here fails. */
const ACCESS: Readonly<Record<string, readonly string[]>> = {
  'POST /api/v1/decisions': ['decide'],
  'POST /api/v1/decisions/batch': ['decide'],
  'POST /api/v1/audiences': ['audience'],
  'POST /api/v1/choices': ['choice:refuse', 'choice:allow'],
  'POST /api/v1/unsubscribe-links': ['decide'],
  'GET /u/:token': ['public'],
  'POST /u/:token': ['public'],
  'POST /api/v1/imports': ['import'],
  'GET /api/v1/imports/:id': ['import'],
  'DELETE /api/v1/imports/:id': ['import'],
  'GET /api/v1/imports/:id/report': ['import'],
  'POST /api/v1/ages': ['age'],
  'POST /api/v1/exposures': ['decide'],
  'GET /api/v1/contests': ['decide'],
  'PUT /api/v1/contests/:id/received': ['decide'],
  'POST /api/v1/tallies': ['decide'],
  'POST /api/v1/keys/token': [...SCOPES],
  'POST /api/v1/tokens': ['embed'],
  'POST /api/v1/why': ['embed'],
  'POST /api/v1/why/acts': ['embed'],
  'POST /embed/why': ['public'],
  'PUT /api/v1/subjects/:handle/links': ['identify'],
  'DELETE /api/v1/subjects/:handle/links': ['identify'],
  'GET /api/v1/subjects/:handle/links': ['identify'],
  'GET /api/v1/subjects/:handle/permissions': ['decide'],
  'GET /api/v1/handle-key': ['changes'],
  'GET /api/v1/snapshot': ['changes'],
  'GET /api/v1/changes': ['changes'],
  'POST /api/v1/webhooks': ['webhooks'],
  'GET /api/v1/webhooks': ['webhooks'],
  'GET /api/v1/webhooks/:id': ['webhooks'],
  'PUT /api/v1/webhooks/:id': ['webhooks'],
  'DELETE /api/v1/webhooks/:id': ['webhooks'],
  'POST /api/v1/webhooks/:id/secrets': ['webhooks'],
  'GET /api/v1/webhooks/:id/deliveries': ['webhooks'],
  'POST /api/v1/webhooks/:id/redeliveries': ['webhooks'],
  'POST /api/v1/erasures': ['erase'],
  'GET /api/v1/erasures': ['erase'],
  'GET /api/v1/erasures/:id': ['erase'],
  'POST /api/v1/erasures/:id/answer': ['erase'],
  'GET /api/v1/catalogue': ['public'],
  'GET /api/v1/catalogue/:version': ['public'],
  'GET /transparency.json': ['public'],
  'GET /api/v1/receipts/:id': ['audit'],
  'POST /api/v1/history/decision': ['audit'],
  'GET /api/v1/history/decision': ['audit'],
  'POST /api/v1/jobs': ['audit'],
  'GET /api/v1/jobs/:id': ['audit'],
  'GET /api/v1/jobs/:id/result': ['audit'],
  'DELETE /api/v1/jobs/:id': ['audit'],
  'POST /access/v1/evaluation': ['decide'],
  'POST /access/v1/evaluations': ['decide'],
  'POST /access/v1/search/subject': ['audience'],
  'POST /access/v1/search/resource': ['decide'],
  'POST /access/v1/search/action': ['decide'],
  'GET /.well-known/authzen-configuration': ['public'],
  'GET /ledger/checkpoint': ['public'],
  'GET /ledger/:log/checkpoint': ['public'],
  'GET /ledger/:log/tile/:tile{.+}': ['public'],
  'GET /api/v1/ledger/proof': ['public'],
  'GET /api/v1/ledger/consistency': ['public'],
  'GET /.well-known/consent-log.json': ['public'],
  'GET /.well-known/gpc.json': ['public'],
  'GET /openapi.json': ['public'],
  'GET /healthz': ['public'],
  'GET /readyz': ['public'],
  'GET /metrics': ['public'],
};

let api: ApiUnderTest;
const keys = new Map<string, string>();
beforeAll(async () => {
  api = await openApiUnderTest();
  for (const scope of SCOPES) keys.set(scope, await api.key({ scopes: [scope] }));
});
afterAll(() => api.close());

const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;
const bodyFor = ({ method }: { method: string }) =>
  ['POST', 'PUT'].includes(method) ? { body: {} } : {};
/** A stream that would never end. */
const pathOf = ({ path }: { path: string }) => (path === '/api/v1/changes' ? `${path}?once` : path);
const guarded = API_ROUTES.filter(({ access }) => access !== 'public');

describe('the route table', () => {
  it('is what is listed here, and nothing else is served', () => {
    const table = API_ROUTES.map((route) => {
      const access = route.access === 'public' ? ['public'] : route.access;
      return [nameOf(route), access];
    });
    expect(Object.fromEntries(table)).toEqual(ACCESS);
    const served = createApi(() => api.runtime).routes.map(nameOf);
    expect([...new Set(served)].sort()).toEqual(Object.keys(ACCESS).sort());
  });

  it('is the published description too', async () => {
    const { paths } = (await api.send('GET', '/openapi.json')).json as {
      paths: Record<string, Record<string, unknown>>;
    };
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const listed = Object.keys(ACCESS).map((name) => name.replace(/:(\w+)(\{\.\+\})?/g, '{$1}'));
    expect(described.sort()).toEqual(listed.sort());
  });

  it('lies wholly on paths that never reach a page', () => {
    for (const { path } of API_ROUTES) expect([path, isApiPath(path)]).toEqual([path, true]);
    for (const path of ['/', '/apifoo', '/docs', '/console', '/demo/shop', '/upload']) {
      expect([path, isApiPath(path)]).toEqual([path, false]);
    }
  });
});

describe.each(guarded)('$method $path', (route) => {
  it.each(SCOPES)('with the scope %s alone', async (scope) => {
    const key = keys.get(scope) ?? '';
    const may = ACCESS[nameOf(route)]?.includes(scope) === true;
    const answer = await api.send(route.method, pathOf(route), { key, ...bodyFor(route) });
    const heard = route.method === 'POST' ? [201, 400] : [200, 400, 404];
    expect(may ? heard : [403]).toContain(answer.status);
  });

  it('without a key, and with one that is off by a letter: 401', async () => {
    const good = keys.get('decide') ?? '';
    const bad = `${good.slice(0, -1)}${good.endsWith('0') ? '1' : '0'}`;
    for (const key of [undefined, bad]) {
      const parts = { ...bodyFor(route), ...(key !== undefined && { key }) };
      expect((await api.send(route.method, route.path, parts)).status).toBe(401);
    }
  });
});
