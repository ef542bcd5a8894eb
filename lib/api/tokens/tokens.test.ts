import { createHmac } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '../../clock';
import { deploymentPrincipal } from '../../identity/deployment';
import { revokeApiKey } from '../../identity/key-commands';
import { parseApiKey } from '../../identity/api-keys';
import type { Scope } from '../../identity/model';
import { API_ROUTES } from '../routes';
import { openApiUnderTest, type ApiUnderTest } from '../under-test';

const KEY_TOKEN = '/api/v1/keys/token';
const BROWSER_TOKEN = '/api/v1/tokens';
const DECISIONS = '/api/v1/decisions';
const known = { system: 'shop', id: 'known' };
const page = 'https://shop.example';

describe('tokens', () => {
  let api: ApiUnderTest;
  let nowMs = Date.now();
  const clock: Clock = { now: () => nowMs };
  beforeAll(async () => {
    api = await openApiUnderTest({}, { clock });
    const key = await api.key({ scopes: ['choice:allow'] });
    await api.send('POST', '/api/v1/choices', {
      key,
      headers: { 'idempotency-key': '"1"' },
      body: {
        ...{ subject: known, type: 'allow', surface: 'form' },
        ...{ purposes: ['recommend'], channels: ['web'], data: ['purchases'] },
        notice: { catalogueVersion: 1, locale: 'ja' },
        evidence: { kind: 'form', reference: '1' },
      },
    });
  });
  afterAll(() => api.close());

  const made = async (path: string, key: string, body: object) => {
    const answer = await api.send('POST', path, { key, body });
    expect([answer.status, answer.text]).toEqual([201, answer.text]);
    return answer.json as { token: string; expiresAt: string; subject: { handle: string } };
  };
  const ask = (key: string, body: object = {}, headers: Record<string, string> = {}) =>
    api.send('POST', DECISIONS, {
      key,
      headers,
      body: { subject: known, touchpoint: 'shop-for-you', ...body },
    });

  it('a token asks as its key does, for at most a quarter of an hour', async () => {
    const key = await api.key({ scopes: ['decide', 'choice:refuse'] });
    const { token, expiresAt } = await made(KEY_TOKEN, key, {});
    expect(Date.parse(expiresAt) - nowMs).toBeLessThanOrEqual(15 * 60_000);
    expect((await ask(token)).json.decision).toBe(true);
    nowMs += 15 * 60_000;
    expect((await ask(token)).status).toBe(401);
    expect((await ask(key)).status).toBe(200);
  });

  it('narrower scopes and touchpoints hold', async () => {
    const key = await api.key({ scopes: ['decide', 'choice:refuse'] });
    const { token } = await made(KEY_TOKEN, key, {
      ...{ scopes: ['decide'], touchpoints: ['home-hero'] },
    });
    expect((await ask(key, { touchpoint: 'shop-for-you' })).json.decision).toBe(true);
    const elsewhere = await ask(token, { touchpoint: 'shop-for-you' });
    expect(elsewhere.json.reason).toBe('system_not_allowed');
    const unseen = { subject: { system: 'shop', id: 'unseen' } };
    expect((await ask(key, unseen)).json.reason).toBe('never_asked');
    expect((await ask(token, unseen)).json.reason).toBe('system_not_allowed');
    const refused = await api.send('POST', '/api/v1/choices', {
      ...{ key: token, body: {}, headers: { 'idempotency-key': '"2"' } },
    });
    expect(refused.status).toBe(403);
  });

  it('is over within five seconds of its key', async () => {
    const key = await api.key({ scopes: ['decide'] });
    const { token } = await made(KEY_TOKEN, key, {});
    expect((await ask(token)).status).toBe(200);
    await revokeApiKey(api.runtime, deploymentPrincipal(), parseApiKey(key)?.id ?? '');
    nowMs += 5000;
    expect((await ask(token)).status).toBe(401);
  });

  it('a browser asks about its one person at its one place, and nothing else', async () => {
    const key = await api.key({ scopes: ['embed'] });
    const asked = { subject: known, touchpoint: 'shop-for-you', origin: page };
    const { token, subject, expiresAt } = await made(BROWSER_TOKEN, key, asked);
    expect(Date.parse(expiresAt) - nowMs).toBeLessThanOrEqual(5 * 60_000);
    const answer = await ask(token, { subject }, { origin: page });
    expect([answer.status, answer.json.decision]).toEqual([200, true]);
    expect(answer.headers.get('access-control-allow-origin')).toBe(page);

    const other = api.runtime.vault.handleOf({ system: 'shop', id: 'other' });
    for (const body of [{}, { subject: { handle: other } }, { subject, reserve: true }]) {
      expect((await ask(token, body)).status).toBe(403);
    }
    const elsewhere = await ask(token, { subject, touchpoint: 'home-hero' });
    expect(elsewhere.json.reason).toBe('system_not_allowed');
    const foreign = await ask(token, { subject }, { origin: 'https://other.example' });
    expect(foreign.status).toBe(403);
    expect(foreign.headers.get('access-control-allow-origin')).toBe(page);
    nowMs += 5 * 60_000;
    expect((await ask(token, { subject })).status).toBe(401);
  });

  it('a token for a browser opens no other call', async () => {
    const key = await api.key({ scopes: ['embed', 'decide', 'audit', 'identify', 'erase'] });
    const { token } = await made(BROWSER_TOKEN, key, {
      ...{ subject: known, touchpoint: 'shop-for-you' },
    });
    for (const route of API_ROUTES) {
      if (route.access === 'public' || route.browsers === true) continue;
      const body = route.maxBytes === undefined ? {} : { body: {} };
      const { status } = await api.send(route.method, route.path, { key: token, ...body });
      expect([route.path, status]).toEqual([route.path, 403]);
    }
  });

  it('somebody nobody has seen gets a token like anybody else, and is not created', async () => {
    const key = await api.key({ scopes: ['embed'] });
    const before = await api.runtime.store.countSubjects();
    const { token, subject } = await made(BROWSER_TOKEN, key, {
      ...{ subject: { system: 'shop', id: 'nobody' }, touchpoint: 'shop-for-you' },
    });
    expect((await ask(token, { subject })).json.reason).toBe('never_asked');
    expect(await api.runtime.store.countSubjects()).toBe(before);
  });

  it('made of a test key, it answers for the fixed people alone', async () => {
    const key = await api.key({ scopes: ['embed'], test: true });
    const { token, subject } = await made(BROWSER_TOKEN, key, {
      ...{ subject: { system: 'test', id: 'allowed' }, touchpoint: 'shop-for-you' },
    });
    expect((await ask(token, { subject })).json.reason).toBe('allowed');
  });
});

describe('refusals', () => {
  let api: ApiUnderTest;
  let key: string;
  beforeAll(async () => {
    api = await openApiUnderTest();
    key = await api.key({ scopes: ['decide', 'embed'], touchpoints: ['shop-for-you'] });
  });
  afterAll(() => api.close());

  const fine = { subject: known, touchpoint: 'shop-for-you' };
  const cases: readonly [number, string, string, object, string][] = [
    [403, 'a scope the key lacks', KEY_TOKEN, { scopes: ['decide', 'audit'] }, '/scopes/1'],
    [403, 'a place the key lacks', KEY_TOKEN, { touchpoints: ['home-hero'] }, '/touchpoints/0'],
    [400, 'too long', KEY_TOKEN, { expiresInSeconds: 901 }, '/expiresInSeconds'],
    [400, 'no scope at all', KEY_TOKEN, { scopes: [] }, '/scopes'],
    [400, 'an unknown field', KEY_TOKEN, { colour: 'red' }, '/colour'],
    [400, 'too long', BROWSER_TOKEN, { ...fine, expiresInSeconds: 301 }, '/expiresInSeconds'],
    [400, 'a path', BROWSER_TOKEN, { ...fine, origin: `${page}/x` }, '/origin'],
    [400, 'without TLS', BROWSER_TOKEN, { ...fine, origin: 'http://shop.example' }, '/origin'],
    [
      403,
      'a foreign person',
      BROWSER_TOKEN,
      { ...fine, subject: { system: 'app', id: 'x' } },
      '/subject/system',
    ],
    [
      403,
      'a place not of the key',
      BROWSER_TOKEN,
      { ...fine, touchpoint: 'home-hero' },
      '/touchpoint',
    ],
    [422, 'no place', BROWSER_TOKEN, { ...fine, touchpoint: 'nowhere' }, '/touchpoint'],
  ];
  it.each(cases)('%i %s at %s', async (status, _, path, body, pointer) => {
    const answer = await api.send('POST', path, { key, body });
    expect([answer.status, answer.text]).toEqual([status, answer.text]);
    const errors = answer.json.errors as readonly { pointer: string }[];
    expect(errors.map((error) => error.pointer)).toContain(pointer);
    expect(answer.text).not.toContain('eyJ');
  });

  it('a token makes no tokens', async () => {
    const { token } = (await api.send('POST', KEY_TOKEN, { key, body: {} })).json as {
      token: string;
    };
    for (const path of [KEY_TOKEN, BROWSER_TOKEN]) {
      expect((await api.send('POST', path, { key: token, body: fine })).status).toBe(403);
    }
  });

  it('401 for what somebody else wrote: no signature, another secret, another audience or issuer, changed claims', async () => {
    const { token } = (await api.send('POST', KEY_TOKEN, { key, body: {} })).json as {
      token: string;
    };
    const [head = '', claims = '', signature = ''] = token.split('.');
    const said = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const secret = api.runtime.vault.mac('access-token', 'HS256');
    const signed = (changed: object, by: Uint8Array = secret) =>
      new SignJWT({ ...said, ...changed }).setProtectedHeader({ alg: 'HS256' }).sign(by);
    const wider = encode({ ...said, scopes: ['decide', 'embed', 'audit' satisfies Scope] });
    const forged = [
      `${encode({ alg: 'none' })}.${claims}.`,
      `${encode({ alg: 'none' })}.${claims}.${signature}`,
      `${head}.${wider}.${signature}`,
      `${head}.${wider}.${createHmac('sha256', 'guessed').update(`${head}.${wider}`).digest('base64url')}`,
      await signed({}, Buffer.alloc(32)),
      await signed({ aud: 'somebody' }),
      await signed({ aud: 'nattoku-browser' }),
      await signed({ iss: 'https://elsewhere.example' }),
      await signed({ exp: undefined }),
      await signed({ sub: 'aaaaaaaaaaaa' }),
    ];
    expect((await api.send('POST', DECISIONS, { key: await signed({}), body: fine })).status).toBe(
      200,
    );
    for (const text of forged) {
      expect((await api.send('POST', DECISIONS, { key: text, body: fine })).status).toBe(401);
    }
  });

  it('pages of other origins may send a preflight where a browser may ask, and nowhere else', async () => {
    const preflight = (path: string) => fetch(api.url + path, { method: 'OPTIONS' });
    const asked = await preflight(DECISIONS);
    expect([asked.status, asked.headers.get('access-control-allow-methods')]).toEqual([
      204,
      'POST',
    ]);
    for (const path of ['/api/v1/choices', BROWSER_TOKEN, '/api/v1/catalogue', '/healthz']) {
      const answer = await preflight(path);
      expect([path, answer.status]).toEqual([path, 405]);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
    const plain = await api.send('POST', DECISIONS, { key, body: fine, headers: { origin: page } });
    expect(plain.headers.get('access-control-allow-origin')).toBeNull();
  });
});
