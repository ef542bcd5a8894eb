import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiUnderTest, type ApiUnderTest } from '../under-test';

const PATH = '/api/v1/webhooks';
const url = 'https://shop.example/hooks';
let api: ApiUnderTest;
let key: string;
let id: string;
beforeAll(async () => {
  api = await openApiUnderTest();
  key = await api.key({ scopes: ['webhooks'] });
  const made = await api.send('POST', PATH, { key, body: { url, description: 'ours' } });
  id = (made.json['webhook'] as { id: string }).id;
});
afterAll(() => api.close());

function calls(one: string): readonly (readonly [string, string, unknown?])[] {
  const path = `${PATH}/${one}`;
  return [
    ['GET', path],
    ['PUT', path, { enabled: false }],
    ['POST', `${path}/secrets`, { overlapHours: 0 }],
    ['GET', `${path}/deliveries`],
    ['POST', `${path}/redeliveries`, { deliveries: 'dead' }],
    ['DELETE', path],
  ];
}
async function pointers(method: string, path: string, body: unknown) {
  const { status, json } = await api.send(method, path, { key, body });
  const errors = (json['errors'] ?? []) as { pointer: string }[];
  return [status, ...errors.map(({ pointer }) => pointer)];
}

describe('webhooks', () => {
  it('the secret is shown once, and lies nowhere in clear', async () => {
    const made = await api.send('POST', PATH, { key, body: { url } });
    const secret = String(made.json['secret']);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(made.headers.get('location')).toMatch(/^\/api\/v1\/webhooks\/whk_/);
    const bare = secret.slice('whsec_'.length);
    const rows = await api.runtime.store.listWebhooks();
    for (const { sealed } of rows) {
      expect(Buffer.from(sealed).toString('latin1')).not.toContain('shop.example');
      expect(Buffer.from(sealed).toString('latin1')).not.toContain(bare);
    }
    expect((await api.send('GET', PATH, { key })).text).not.toContain(bare);
    const path = made.headers.get('location') ?? '';
    expect((await api.send('DELETE', path, { key })).status).toBe(200);
    expect((await api.send('GET', path, { key })).status).toBe(404);
  });

  it('another system’s are not there, whatever is asked of them', async () => {
    const other = await api.key({ system: 'mailer', scopes: ['webhooks'] });
    expect((await api.send('GET', PATH, { key: other })).json).toEqual({ webhooks: [] });
    for (const [method, path, body] of calls(id)) {
      const answer = await api.send(method, path, { key: other, body });
      const nobodys = path.replace(id, 'whk_nothing');
      const unknown = await api.send(method, nobodys, { key: other, body });
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.text.replaceAll(id, 'whk_nothing')).toBe(unknown.text);
    }
    expect((await api.send('GET', `${PATH}/${id}`, { key })).json).toMatchObject({ enabled: true });
  });

  it('a key sees none that tells of more places than it may ask about', async () => {
    const narrow = await api.key({ scopes: ['webhooks'], touchpoints: ['shop-for-you'] });
    expect((await api.send('GET', PATH, { key: narrow })).json).toEqual({ webhooks: [] });
    for (const [method, path, body] of calls(id)) {
      expect((await api.send(method, path, { key: narrow, body })).status).toBe(404);
    }
    const made = await api.send('POST', PATH, { key: narrow, body: { url } });
    expect(made.json['webhook']).toMatchObject({ touchpoints: ['shop-for-you'] });
    const wide = await api.send('GET', PATH, { key });
    expect(wide.json['webhooks']).toHaveLength(2);
  });

  it('a test key touches nothing and sees nothing', async () => {
    const test = await api.key({ scopes: ['webhooks'], test: true });
    expect((await api.send('POST', PATH, { key: test, body: { url } })).status).toBe(403);
    expect((await api.send('GET', PATH, { key: test })).json).toEqual({ webhooks: [] });
    for (const [method, path, body] of calls(id)) {
      const answer = await api.send(method, path, { key: test, body });
      expect([403, 404]).toContain(answer.status);
    }
  });

  it.each([
    ...['http://shop.example/', 'https://127.0.0.1/', 'https://2130706433/', 'https://[::1]/'],
    ...['http://127.0.0.1:3000/', 'https://user:word@shop.example/', 'https://shop.example:444/'],
  ])('an address that may not be reached is refused by its field: %s', async (bad) => {
    expect(await pointers('POST', PATH, { url: bad })).toEqual([400, '/url']);
    expect(await pointers('PUT', `${PATH}/${id}`, { url: bad })).toEqual([400, '/url']);
    expect((await api.send('GET', `${PATH}/${id}`, { key })).json).toMatchObject({ url });
  });

  it('what cannot be read names its field', async () => {
    const path = `${PATH}/${id}`;
    expect(await pointers('POST', PATH, {})).toEqual([400, '/url']);
    expect(await pointers('POST', PATH, { url, secret: 'mine' })).toEqual([400, '/secret']);
    expect(await pointers('PUT', path, { enabled: 'no' })).toEqual([400, '/enabled']);
    expect(await pointers('PUT', path, {})).toEqual([400, '']);
    expect(await pointers('POST', `${path}/secrets`, { overlapHours: 169 })).toEqual([
      ...[400, '/overlapHours'],
    ]);
    expect(await pointers('POST', `${path}/redeliveries`, { deliveries: 'all' })).toEqual([
      ...[400, '/deliveries'],
    ]);
    expect(await pointers('GET', `${path}/deliveries?status=lost`, undefined)).toEqual([
      ...[400, '/status'],
    ]);
    expect((await api.send('GET', `${path}/deliveries?before=whd_x`, { key })).status).toBe(404);
  });

  it('a system has twenty at most', async () => {
    const many = await api.key({ system: 'data', scopes: ['webhooks'] });
    for (let made = 0; made < 20; made += 1) {
      expect((await api.send('POST', PATH, { key: many, body: { url } })).status).toBe(201);
    }
    expect((await api.send('POST', PATH, { key: many, body: { url } })).status).toBe(409);
  });
});
