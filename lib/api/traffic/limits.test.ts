import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiUnderTest, type ApiUnderTest } from '../under-test';
import { maySave } from './saving';

const clock = { atMs: Date.UTC(2026, 10, 22, 9), now: () => clock.atMs };
let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApiUnderTest({}, { clock });
});
afterAll(() => api.close());

const QUESTION = { subject: { system: 'shop', id: 'S-1' }, touchpoint: 'shop-for-you' };
let choices = 0;
function say(key: string, type: string) {
  choices += 1;
  const headers = { 'idempotency-key': `"l${String(choices)}"` };
  const cells = { purposes: ['recommend'], channels: ['web'], data: ['purchases'] };
  const allow = {
    ...cells,
    notice: { catalogueVersion: 1, locale: 'ja' },
    evidence: { kind: 'form', reference: 'A-1' },
  };
  const more = type === 'allow' ? allow : cells;
  const body = { subject: QUESTION.subject, type, surface: 'form', ...more };
  return api.send('POST', '/api/v1/choices', { key, headers, body });
}
const ask = (key: string) => api.send('POST', '/api/v1/decisions', { key, body: QUESTION });

describe('a key without a limit', () => {
  it('is neither limited nor told of limits on decisions', async () => {
    const key = await api.key({});
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask(key)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(answers[0]?.headers.get('ratelimit')).toBeNull();
  });
});

describe('a key with a limit', () => {
  it('is answered exactly so often a second, then told when to come back; the next second again', async () => {
    const key = await api.key({ limitPerSecond: 5 });
    const statuses = [];
    for (let at = 0; at < 7; at += 1) statuses.push((await ask(key)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    const refused = await ask(key);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.headers.get('ratelimit-policy')).toBe('"key";q=5;w=1');
    expect(refused.headers.get('ratelimit')).toBe('"key";r=0;t=1');
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(refused.json).toMatchObject({ status: 429, type: '/docs#rate_limited' });
    clock.atMs += 1000;
    const again = await ask(key);
    expect(again.status).toBe(200);
    expect(again.headers.get('ratelimit')).toBe('"key";r=4;t=1');
    expect(again.json.decision).toBe(false);
  });

  it('counts over all its calls, and takes nothing from another key', async () => {
    const [one, other] = [
      await api.key({ limitPerSecond: 2 }),
      await api.key({ limitPerSecond: 2 }),
    ];
    expect((await ask(one)).status).toBe(200);
    const body = { evaluations: [QUESTION] };
    const batch = await api.send('POST', '/api/v1/decisions/batch', { key: one, body });
    expect(batch.status).toBe(200);
    expect((await ask(one)).status).toBe(429);
    expect((await ask(other)).status).toBe(200);
  });

  it('still takes every refusal of a person; an allow it turns away, and writes nothing', async () => {
    const key = await api.key({
      limitPerSecond: 1,
      scopes: ['decide', 'choice:refuse', 'choice:allow', 'erase'],
    });
    clock.atMs += 1000;
    expect((await ask(key)).status).toBe(200);
    expect((await ask(key)).status).toBe(429);
    const before = await api.entries();
    for (let at = 0; at < 60; at += 1) expect((await say(key, 'deny')).status).toBe(201);
    expect(await api.entries()).toBe(before + 60);
    expect((await say(key, 'allow')).status).toBe(429);
    expect(await api.entries()).toBe(before + 60);
  });
});

describe('what needs no key', () => {
  it('says what is left for this address, and ends with 429; health is never limited', async () => {
    const first = await api.send('GET', '/api/v1/catalogue');
    expect(first.headers.get('ratelimit-policy')).toBe('"reading";q=5000;w=10');
    const statuses: number[] = [];
    for (let at = 0; at < 62; at += 1) {
      statuses.push((await api.send('POST', '/sign-in/request', { body: {} })).status);
    }
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
    expect(statuses.lastIndexOf(404)).toBe(59);
    expect((await api.send('GET', '/healthz')).headers.get('ratelimit')).toBeNull();
    clock.atMs += 60_000;
    expect((await api.send('POST', '/sign-in/request', { body: {} })).status).toBe(404);
  });

  it('a forwarded address that anyone may write does not renew it', async () => {
    clock.atMs += 60_000;
    const statuses = [];
    for (let at = 0; at < 61; at += 1) {
      const headers = { 'x-forwarded-for': `192.0.2.${String(at)}` };
      statuses.push((await api.send('POST', '/sign-in/request', { body: {}, headers })).status);
    }
    expect(statuses.at(-1)).toBe(429);
  });

  it('no refusal is one too many; what else a person saves is counted, for them alone', async () => {
    clock.atMs += 60_000;
    const headers = { cookie: 'nattoku-session=somebody' };
    const statuses = new Set<number>();
    for (let at = 0; at < 200; at += 1) {
      const path = at % 2 === 0 ? '/stop' : '/choices';
      statuses.add((await api.send('POST', path, { body: {}, headers })).status);
    }
    // Nobody shows pages here: what came through found nothing.
    expect([...statuses]).toEqual([404]);
    const saved = Array.from({ length: 121 }, () => maySave(api.runtime, 'somebody'));
    expect([saved.indexOf(false), maySave(api.runtime, 'somebody else')]).toEqual([120, true]);
    clock.atMs += 60_000;
    expect(maySave(api.runtime, 'somebody')).toBe(true);
  });
});
