import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiUnderTest, type ApiUnderTest } from '../under-test';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApiUnderTest();
});
afterAll(() => api.close());

it('200 /healthz while the process runs', async () => {
  const answer = await api.send('GET', '/healthz');
  expect([answer.status, answer.json]).toEqual([200, { status: 'ok', ledger: 'reading' }]);
});

it('200 /readyz while questions can be answered, 503 once the database is gone', async () => {
  expect((await api.send('GET', '/readyz')).status).toBe(200);
  const closing = await openApiUnderTest();
  await closing.runtime.store.close();
  const answer = await closing.send('GET', '/readyz');
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('1');
  expect((await closing.send('GET', '/healthz')).status).toBe(200);
  await closing.close();
});

it('200 /.well-known/gpc.json says so in the form of the standard', async () => {
  const answer = await api.send('GET', '/.well-known/gpc.json');
  expect(Object.keys(answer.json)).toEqual(['gpc', 'lastUpdate']);
  expect(answer.json.gpc).toBe(true);
  expect(answer.json.lastUpdate).toMatch(/^\d{4}-\d\d-\d\d$/);
});

describe('every answer, errors too', () => {
  it.each([
    '/healthz',
    '/readyz',
    '/api/v1/catalogue',
    '/api/v1/decisions',
    '/nothing',
    '/api/v1/choices',
  ])('%s carries the security headers and says nothing of what runs here', async (path) => {
    const { headers } = await api.send('GET', path);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toContain('max-age=');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('server')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('set-cookie')).toBeNull();
  });

  it('404 for what is not there', async () => {
    for (const path of [
      '/api',
      '/api/v1',
      '/api/v2/decisions',
      '/ledger/checkpoint',
      '/ledger/2026/tile/0/000',
      '/metrics',
      '/u/x/y',
    ]) {
      const answer = await api.send('GET', path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
    }
  });
});
