import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiUnderTest, type ApiUnderTest } from '../under-test';
import { catalogueSchema } from './contract';

const PATH = '/api/v1/catalogue';
let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApiUnderTest();
});
afterAll(() => api.close());

describe('200', () => {
  it('gives the newest version to anyone, and nothing beside its schema', async () => {
    const answer = await api.send('GET', PATH);
    expect(answer.status).toBe(200);
    const catalogue = catalogueSchema.parse(answer.json);
    expect(catalogue.version).toBe(1);
    expect(Date.parse(catalogue.publishedAt)).toBeLessThanOrEqual(Date.now());
    expect(answer.headers.get('cache-control')).toContain('public');
  });

  it('gives a named version, which never changes', async () => {
    const [named, newest] = [await api.send('GET', `${PATH}/1`), await api.send('GET', PATH)];
    expect(named.text).toBe(newest.text);
    expect(named.headers.get('cache-control')).toContain('immutable');
  });

  it('answers HEAD without a body', async () => {
    const answer = await api.send('HEAD', PATH);
    expect([answer.status, answer.text]).toEqual([200, '']);
  });
});

describe('304', () => {
  it('says that the digest you have is the newest', async () => {
    const etag = (await api.send('GET', PATH)).headers.get('etag') ?? '';
    for (const tag of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const answer = await api.send('GET', PATH, { headers: { 'if-none-match': tag } });
      expect([answer.status, answer.text]).toEqual([304, '']);
    }
    const other = await api.send('GET', PATH, { headers: { 'if-none-match': '"x"' } });
    expect(other.status).toBe(200);
  });
});

describe('404', () => {
  it.each(['2', '0', '-1', '1.0', 'x', '1e0', '99999999999'])('version %s', async (version) => {
    const answer = await api.send('GET', `${PATH}/${version}`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });
});

describe('405', () => {
  it('nothing is written here', async () => {
    const answer = await api.send('POST', PATH, { body: {} });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
  });
});
