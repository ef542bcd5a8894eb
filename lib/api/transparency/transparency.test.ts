import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultCatalogue } from '../../../db/default-catalogue/content';
import { deploymentPrincipal } from '../../identity/deployment';
import { publishCatalogue } from '../../publishing/publish';
import { openApiUnderTest, type ApiUnderTest } from '../under-test';
import { transparencySchema } from './contract';

const PATH = '/transparency.json';
let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApiUnderTest();
});
afterAll(() => api.close());

const read = async (query = '') =>
  transparencySchema.parse((await api.send('GET', PATH + query)).json);

describe('200', () => {
  it('gives the register in force to anyone, in both languages, and nothing beside its schema', async () => {
    const answer = await api.send('GET', PATH);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('set-cookie')).toBeNull();
    const register = transparencySchema.parse(answer.json);
    const { version, digest } = (await api.send('GET', '/api/v1/catalogue')).json;
    expect([register.version, register.inForce, register.digest]).toEqual([
      version,
      version,
      digest,
    ]);
    expect(register.languages.ja.lines.length).toBe(register.languages.en.lines.length);
  });

  it('is made from what is in force: what is published next is told next, and what stood before stays', async () => {
    const { catalogue } = api.runtime.catalogues.current();
    const etag = (await api.send('GET', PATH)).headers.get('etag') ?? '';
    const before = await api.send('GET', PATH, { headers: { 'if-none-match': etag } });
    expect([before.status, before.text]).toEqual([304, '']);

    const touchpoints = defaultCatalogue.touchpoints.map((touchpoint) =>
      touchpoint.key === 'home-hero' ? { ...touchpoint, mayUse: ['purchases'] } : touchpoint,
    );
    const outcome = await publishCatalogue(api.runtime, deploymentPrincipal(), {
      ...defaultCatalogue,
      touchpoints,
    });
    expect(outcome).toMatchObject({ ok: true, version: 2 });

    const after = await api.send('GET', PATH, { headers: { 'if-none-match': etag } });
    expect(after.status).toBe(200);
    const [now, then] = [await read(), await read('?version=1')];
    expect([now.version, now.inForce, then.version, then.inForce]).toEqual([2, 2, 1, 2]);
    expect(now.versions.map(({ version }) => version)).toEqual([2, 1]);
    expect(then.digest).toBe(catalogue.digest);
    const hero = ({ languages }: typeof now) =>
      languages.ja.lines.flatMap(({ places }) => places).find(({ key }) => key === 'home-hero');
    expect(hero(now)?.mayUse.map(({ key }) => key)).toEqual(['purchases']);
    expect(hero(now)?.since).toEqual({ version: 2, publishedAt: now.publishedAt });
    expect(hero(then)?.mayUse.map(({ key }) => key)).toContain('interests-told');
    expect(hero(then)?.since).toEqual({ version: 1, publishedAt: then.publishedAt });
  });
});

describe('404', () => {
  it.each(['99', '0', '-1', '1.0', 'x', ''])('version %j', async (version) => {
    const answer = await api.send('GET', `${PATH}?version=${version}`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });
});

describe('405', () => {
  it('nothing is written here', async () => {
    expect((await api.send('POST', PATH, { body: {} })).status).toBe(405);
  });
});
