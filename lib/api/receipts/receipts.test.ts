import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyReceipt } from '../../evidence/receipt-verify';
import { openApiUnderTest, type ApiUnderTest } from '../under-test';

let api: ApiUnderTest;
const keys = { auditor: '', plain: '', elsewhere: '' };
let ref: string;
let path: string;

beforeAll(async () => {
  api = await openApiUnderTest({}, { keeper: {} });
  keys.plain = await api.key({ scopes: ['choice:refuse', 'decide'] });
  keys.auditor = await api.key({ scopes: ['audit'] });
  keys.elsewhere = await api.key({ system: 'mailer', scopes: ['audit'] });
  const answer = await api.send('POST', '/api/v1/choices', {
    key: keys.plain,
    headers: { 'idempotency-key': '"receipts"' },
    body: {
      subject: { system: 'shop', id: 'r-1' },
      ...{ type: 'deny', purposes: ['recommend'], channels: '*', data: '*', surface: 'call' },
    },
  });
  ref = String(answer.json['ref']);
  path = String(answer.json['receipt']);
});
afterAll(() => api.close());

const headers = { 'look-ground': 'inquiry-12' };
const auditor = () => ({ key: keys.auditor, headers });

describe('200', () => {
  it('is a receipt that verifies, under the ref a choice was answered with', async () => {
    const answer = await api.send('GET', path, auditor());
    expect([answer.status, path]).toEqual([200, `/api/v1/receipts/${ref}`]);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const verdict = verifyReceipt(answer.json, await api.runtime.ledger.policy());
    expect(verdict).toMatchObject({ ok: true, body: { type: 'deny', system: 'shop' } });
  });

  it('is the same one under the event’s own id, for the auditors of any system', async () => {
    const { json } = await api.send('GET', path, auditor());
    const byId = await api.send('GET', `/api/v1/receipts/${String(json['id'])}`, {
      key: keys.elsewhere,
      headers,
    });
    expect([byId.status, byId.json['entry']]).toEqual([200, json['entry']]);
  });

  it('is retold after ISO/IEC TS 27560 where that is asked for', async () => {
    const answer = await api.send('GET', `${path}?format=iso27560`, auditor());
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      consent_events: [{ event_state: 'https://w3id.org/dpv#ConsentRefused', entity_id: 'key' }],
    });
  });

  it('is given once the look stands in the person’s own history, by the key and with its ground', async () => {
    const before = await api.entries();
    await api.send('GET', path, {
      key: keys.auditor,
      headers: { 'look-ground': encodeURIComponent('照会第12号への回答') },
    });
    expect(await api.entries()).toBe(before + 1);
    const [look] = await api.runtime.store.searchLog({
      types: ['look'],
      order: 'newest',
      limit: 1,
    });
    expect(JSON.parse(look?.body?.json ?? '')).toMatchObject({
      ...{ type: 'look', by: 'key', surface: 'api', system: 'shop', ground: '照会第12号への回答' },
    });
    const event = await api.runtime.store.findEvent(
      api.runtime.vault.eventOfRef('shop', ref) ?? '',
    );
    expect(look?.personal?.subject).toBe(event?.personal?.subject);
  });

  it('looks at nobody for what is nobody’s', async () => {
    const [announced] = await api.runtime.store.searchLog({ order: 'oldest', limit: 1 });
    const before = await api.entries();
    const answer = await api.send('GET', `/api/v1/receipts/${announced?.eventId ?? ''}`, auditor());
    expect([answer.status, await api.entries()]).toEqual([
      announced?.eventId === null ? 404 : 200,
      before,
    ]);
  });
});

describe('400', () => {
  it('for a format nobody knows', async () => {
    const answer = await api.send('GET', `${path}?format=pdf`, auditor());
    expect(answer.status).toBe(400);
  });

  it.each([undefined, '', 'abc', '%E3%81', 'x'.repeat(501)])(
    'without a ground (%s), for what exists and what does not, and nobody was looked at',
    async (ground) => {
      const before = await api.entries();
      for (const where of [path, '/api/v1/receipts/evt_AAAAAAAAAAAAAAAAAAAAAA']) {
        const said = ground === undefined ? {} : { headers: { 'look-ground': ground } };
        const answer = await api.send('GET', where, { key: keys.auditor, ...said });
        expect([answer.status, answer.text.includes('entry')]).toEqual([400, false]);
      }
      expect(await api.entries()).toBe(before);
    },
  );
});

describe('401 and 403', () => {
  it('without a key, and with one that may not audit – for what exists and what does not', async () => {
    for (const where of [path, '/api/v1/receipts/evt_AAAAAAAAAAAAAAAAAAAAAA']) {
      expect((await api.send('GET', where)).status).toBe(401);
      const answer = await api.send('GET', where, { key: keys.plain, headers });
      expect([answer.status, answer.text.includes('entry')]).toEqual([403, false]);
    }
  });
});

describe('404', () => {
  it('is the same for what never was and for what another system was told', async () => {
    const unknown = '/api/v1/receipts/evt_AAAAAAAAAAAAAAAAAAAAAA';
    const answers = [
      await api.send('GET', unknown, auditor()),
      await api.send('GET', path, { key: keys.elsewhere, headers }),
      await api.send('GET', '/api/v1/receipts/%00', auditor()),
    ];
    for (const { status, json } of answers) {
      expect([status, json['type'], json['detail']]).toEqual([
        404,
        '/docs#not_found',
        'There is no such receipt.',
      ]);
    }
  });
});

describe('503', () => {
  it('while no checkpoint covers it, with the time to ask again', async () => {
    const reading = await openApiUnderTest();
    const key = await reading.key({ scopes: ['choice:refuse', 'audit'] });
    const said = await reading.send('POST', '/api/v1/choices', {
      key,
      headers: { 'idempotency-key': '"early"' },
      body: {
        subject: { system: 'shop', id: 'r-2' },
        ...{ type: 'deny', purposes: '*', channels: '*', data: '*', surface: 'call' },
      },
    });
    const before = await reading.entries();
    const answer = await reading.send('GET', String(said.json['receipt']), { key, headers });
    expect([answer.status, answer.json['type']]).toEqual([503, '/docs#not_yet_proved']);
    expect(await reading.entries()).toBe(before);
    expect(answer.headers.get('retry-after')).toBe('1');
    await reading.close();
  });
});
