import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiUnderTest, type Answer, type ApiUnderTest } from '../under-test';
import { readWaitSeconds } from './prefer';

function refuse(api: ApiUnderTest, key: string, id: string, prefer?: string): Promise<Answer> {
  const body = {
    subject: { system: 'shop', id },
    type: 'deny',
    purposes: ['recommend'],
    channels: '*',
    data: '*',
    surface: 'call',
  };
  const headers = { 'idempotency-key': `"${id}"`, ...(prefer !== undefined && { prefer }) };
  return api.send('POST', '/api/v1/choices', { key, body, headers });
}

describe('Prefer: wait on a choice', () => {
  let api: ApiUnderTest;
  let key: string;
  beforeAll(async () => {
    api = await openApiUnderTest({}, { keeper: {} });
    key = await api.key({ scopes: ['choice:refuse'] });
  });
  afterAll(() => api.close());

  it('201 with proved: a published checkpoint covers it', async () => {
    const answer = await refuse(api, key, 'a', 'respond-async, wait=10');
    expect([answer.status, answer.json.status]).toEqual([201, 'proved']);
    expect(answer.headers.get('preference-applied')).toBe('wait');
    expect(await api.runtime.ledger.covered(await api.entries(), 0)).toBe(true);
  });

  it('201 without a word about it where nothing is preferred', async () => {
    const answer = await refuse(api, key, 'b');
    expect([answer.status, 'status' in answer.json]).toEqual([201, false]);
    expect(answer.headers.get('preference-applied')).toBeNull();
  });

  it('201 with accepted where nobody signs: what was said is recorded all the same', async () => {
    const unsigned = await openApiUnderTest();
    const other = await unsigned.key({ scopes: ['choice:refuse'] });
    const answer = await refuse(unsigned, other, 'c', 'wait=0');
    expect([answer.status, answer.json.status]).toEqual([201, 'accepted']);
    await unsigned.close();
  });
});

it.each([
  [undefined, undefined],
  ['', undefined],
  ['wait', undefined],
  ['wait=', undefined],
  ['wait=-1', undefined],
  ['wait=1.5', undefined],
  ['waiting=5', undefined],
  ['wait=5', 5],
  ['wait="5"', 5],
  ['Wait = 3', 3],
  ['return=minimal; wait=4', 4],
  ['respond-async, wait=2, wait=9', 2],
  ['wait=3600', 10],
])('Prefer %j asks for %j seconds', (prefer, seconds) => {
  expect(readWaitSeconds(prefer)).toBe(seconds);
});
