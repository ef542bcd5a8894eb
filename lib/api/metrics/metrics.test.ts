import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENGINES, openApiUnderTest, type ApiUnderTest } from '../under-test';

const TOKEN = 'a-token-of-whoever-watches';

it('where no token is set there is nothing, whoever asks', async () => {
  const api = await openApiUnderTest();
  const answer = await api.send('GET', '/metrics', { key: TOKEN });
  expect(answer.status).toBe(404);
  expect(answer.text).not.toContain('nattoku_');
  await api.close();
});

describe.each(ENGINES)('metrics (%s)', (_, settings) => {
  let api: ApiUnderTest;
  let key: string;
  beforeAll(async () => {
    api = await openApiUnderTest({ ...(await settings()), METRICS_TOKEN: TOKEN });
    key = await api.key({ scopes: ['decide', 'choice:refuse'] });
  });
  afterAll(() => api.close());
  const scrape = async (): Promise<string> =>
    (await api.send('GET', '/metrics', { key: TOKEN })).text;
  const valueOf = (text: string, name: string): number =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')
        .at(-1),
    );

  it('are told to nobody else: no token, another one, a key of a system', async () => {
    for (const wrong of [undefined, `${TOKEN}x`, TOKEN.slice(0, -1), key]) {
      const answer = await api.send('GET', '/metrics', wrong === undefined ? {} : { key: wrong });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      expect(answer.text).not.toContain('nattoku_');
    }
  });

  it('count decisions, requests, states, commits and the ledger', async () => {
    const before = await scrape();
    const body = { subject: { system: 'shop', id: 'S-canary' }, touchpoint: 'shop-for-you' };
    for (let at = 0; at < 5; at += 1) await api.send('POST', '/api/v1/decisions', { key, body });
    await api.send('POST', '/api/v1/decisions', { key, body: {} });
    const deny = { type: 'deny', purposes: '*', channels: '*', data: '*', surface: 'form' };
    const headers = { 'idempotency-key': '"m1"' };
    const choice = { subject: body.subject, ...deny };
    const said = await api.send('POST', '/api/v1/choices', { key, headers, body: choice });
    expect(said.status).toBe(201);
    const after = await scrape();
    const grew = (name: string): number => valueOf(after, name) - (valueOf(before, name) || 0);
    const never = '{touchpoint="shop-for-you",decision="false",reason="never_asked"}';
    expect(grew(`nattoku_decisions_total${never}`)).toBe(5);
    const asked = '{method="POST",route="/api/v1/decisions",status="200"}';
    expect(grew(`nattoku_requests_total${asked}`)).toBe(5);
    expect(grew(`nattoku_requests_total${asked.replace('200', '400')}`)).toBe(1);
    expect(grew('nattoku_decision_seconds_count{call="single"}')).toBe(6);
    expect(grew('nattoku_commits_total')).toBe(1);
    expect(grew('nattoku_ledger_entries{part="committed"}')).toBe(1);
    expect(valueOf(after, 'nattoku_ledger_state{state="reading"}')).toBe(1);
    expect(valueOf(after, 'nattoku_database_reached')).toBe(1);
    for (const name of [
      'nattoku_states_cached',
      'nattoku_stream_clients',
      'nattoku_overload_level',
      'nattoku_connections_waiting',
    ]) {
      expect([name, valueOf(after, name)]).toEqual([name, expect.any(Number)]);
    }
    expect(after).toContain('process_cpu_seconds_total');
    const secret = key.split('_')[3] ?? '';
    for (const never of ['S-canary', secret, key.split('_')[2] ?? '', 'h1_', 'sub_']) {
      expect(after).not.toContain(never);
    }
  });

  it('have buckets that only grow, each with its bound', async () => {
    const text = await scrape();
    const buckets = text
      .split('\n')
      .filter((line) => line.startsWith('nattoku_decision_seconds_bucket{call="single"'))
      .map((line) => Number(line.split(' ')[1]));
    expect(buckets).toEqual([...buckets].sort((a, b) => a - b));
    expect(buckets.at(-1)).toBe(valueOf(text, 'nattoku_decision_seconds_count{call="single"}'));
  });

  it('count what failed on the way to a decision as a no', async () => {
    const { subjects } = api.runtime;
    const { fresh } = subjects;
    const before = valueOf(await scrape(), 'nattoku_decision_failures_total');
    Object.assign(subjects, { fresh: () => Promise.reject(new Error('broken')) });
    const body = { subject: { system: 'shop', id: 'S-2' }, touchpoint: 'shop-for-you' };
    const { json, status } = await api.send('POST', '/api/v1/decisions', { key, body });
    Object.assign(subjects, { fresh });
    expect([status, json.decision, json.reason]).toEqual([200, false, 'error']);
    expect(valueOf(await scrape(), 'nattoku_decision_failures_total')).toBe(before + 1);
  });
});
