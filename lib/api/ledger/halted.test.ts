import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openApiUnderTest, type ApiUnderTest } from '../under-test';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApiUnderTest({}, { keeper: { byItself: false } });
  await api.keeper?.settle();
  const { origin } = await api.runtime.store.head();
  const record = `${encodeURIComponent(origin)}.record`;
  rmSync(path.join(api.runtime.env.signerDir ?? '', record));
});
afterAll(() => api.close());

it('a halted ledger says so, and stops neither what people say nor what systems ask', async () => {
  expect((await api.send('GET', '/healthz')).json).toEqual({ status: 'ok', ledger: 'signing' });
  const published = (await api.send('GET', '/ledger/checkpoint')).text;
  const key = await api.key({ scopes: ['choice:refuse', 'decide'] });
  await expect(api.keeper?.settle()).rejects.toThrow(/record of .* is gone/);

  const health = await api.send('GET', '/healthz');
  expect([health.status, health.json]).toEqual([200, { status: 'impaired', ledger: 'halted' }]);
  expect((await api.send('GET', '/readyz')).status).toBe(200);
  const refused = await api.send('POST', '/api/v1/choices', {
    key,
    headers: { 'idempotency-key': '"a"', prefer: 'wait=0' },
    body: {
      subject: { system: 'shop', id: 'a' },
      type: 'deny',
      purposes: '*',
      channels: '*',
      data: '*',
      surface: 'call',
    },
  });
  expect([refused.status, refused.json.status]).toEqual([201, 'accepted']);
  const asked = await api.send('POST', '/api/v1/decisions', {
    key,
    body: { subject: { system: 'shop', id: 'a' }, touchpoint: 'web-recommendations' },
  });
  expect([asked.status, asked.json.decision]).toEqual([200, false]);
  expect((await api.send('GET', '/ledger/checkpoint')).text).toBe(published);
});
