import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLog } from '../../log';
import { openApiUnderTest, type ApiUnderTest } from '../under-test';
import { trafficOf } from './traffic';

interface Line {
  readonly msg: string;
  readonly [name: string]: unknown;
}
const CANARY = 'canary-7731';
const lines: string[] = [];
let api: ApiUnderTest;
let key: string;
/** A collector of traces, on a real port. */
const posted: { headers: object; text: string }[] = [];
const collector = createServer((request, response) => {
  let text = '';
  request.on('data', (chunk: Buffer) => (text += chunk.toString()));
  request.on('end', () => {
    posted.push({ headers: request.headers, text });
    response.end('{}');
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const { port } = collector.address() as AddressInfo;
  const log = createLog({ destination: { write: (line: string) => void lines.push(line) } });
  api = await openApiUnderTest(
    {
      DEMO: 'off',
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${String(port)}`,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=t1',
    },
    { log },
  );
  key = await api.key({ scopes: ['decide', 'choice:refuse', 'audit'] });
});
afterAll(async () => {
  await trafficOf(api.runtime).spans?.close();
  await api.close();
  collector.close();
});

const requests = () =>
  lines.map((line) => JSON.parse(line) as Line).filter(({ msg }) => msg === 'request');
async function logged(route: string): Promise<Line> {
  return await expect
    .poll(() => requests().find((line) => line.route === route), { timeout: 20_000 })
    .toBeDefined()
    .then(() => requests().find((line) => line.route === route) as Line);
}

describe('a request', () => {
  it('is one line: its id, route, status, time and key – the id stands in the answer', async () => {
    const answer = await api.send('GET', `/api/v1/receipts/${CANARY}?who=${CANARY}`, { key });
    expect(answer.status).toBe(400);
    const line = await logged('/api/v1/receipts/:id');
    expect(line).toMatchObject({
      level: 30,
      method: 'GET',
      route: '/api/v1/receipts/:id',
      status: 400,
      key: key.split('_')[2],
      request: answer.headers.get('request-id'),
    });
    expect(typeof line.ms).toBe('number');
    expect(requests().filter(({ request }) => request === line.request)).toHaveLength(1);
  });

  it('a decision that was answered is none; one that was refused is', async () => {
    const body = { subject: { system: 'shop', id: CANARY }, touchpoint: 'shop-for-you' };
    expect((await api.send('POST', '/api/v1/decisions', { key, body })).status).toBe(200);
    const wrong = { ...body, touchpoint: 7 };
    expect((await api.send('POST', '/api/v1/decisions', { key, body: wrong })).status).toBe(400);
    expect(await logged('/api/v1/decisions')).toMatchObject({ status: 400 });
    expect(requests().filter(({ route }) => route === '/api/v1/decisions')).toHaveLength(1);
  });

  it('leaves nothing of what was sent in the log or in a trace, wherever it was put', async () => {
    const headers = {
      'x-request-id': CANARY,
      'user-agent': CANARY,
      cookie: `nattoku-session=${CANARY}`,
      referer: `https://example.com/${CANARY}`,
      'x-forwarded-for': CANARY,
      traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
    };
    const subject = { system: 'shop', id: CANARY };
    for (const path of [`/${CANARY}`, `/history/${CANARY}?x=${CANARY}`, `/u/${CANARY}`]) {
      await api.send('GET', path, { headers });
    }
    const choice = { subject, type: 'pause', until: CANARY, surface: 'form' };
    await api.send('POST', '/api/v1/choices', { key, headers, body: choice });
    await api.send('POST', '/api/v1/decisions', { key, headers, body: { subject, [CANARY]: 1 } });
    await api.send('POST', '/api/v1/decisions', { headers, body: `{"${CANARY}` });
    await expect.poll(() => requests().length, { timeout: 20_000 }).toBeGreaterThanOrEqual(7);
    await trafficOf(api.runtime).spans?.flush();
    const secret = key.split('_')[3] ?? '';
    for (const text of [...lines, ...posted.map((post) => post.text)]) {
      expect(text).not.toContain(CANARY);
      expect(text).not.toContain(secret);
      expect(text).not.toContain('127.0.0.1');
    }
  });
});

describe('a trace', () => {
  it('goes to the collector as OTLP, within the trace of whoever asked', async () => {
    const trace = 'c'.repeat(32);
    const headers = { traceparent: `00-${trace}-${'d'.repeat(16)}-01` };
    const body = { subject: { system: 'shop', id: 'S-1' }, touchpoint: 'shop-for-you' };
    await api.send('POST', '/api/v1/decisions', { key, headers, body });
    await expect
      .poll(
        async () => {
          await trafficOf(api.runtime).spans?.flush();
          return posted.some(({ text }) => text.includes(trace));
        },
        { timeout: 20_000 },
      )
      .toBe(true);
    const post = posted.find(({ text }) => text.includes(trace));
    expect(post?.headers).toMatchObject({ 'content-type': 'application/json', 'x-tenant': 't1' });
    const { resourceSpans } = JSON.parse(post?.text ?? '') as {
      resourceSpans: { scopeSpans: { spans: Record<string, unknown>[] }[] }[];
    };
    const spans = resourceSpans[0]?.scopeSpans[0]?.spans ?? [];
    expect(spans.find(({ traceId }) => traceId === trace)).toMatchObject({
      parentSpanId: 'd'.repeat(16),
      name: 'POST /api/v1/decisions',
      kind: 2,
    });
  });

  it('is not sent where whoever asked does not want it', async () => {
    const trace = 'e'.repeat(32);
    const headers = { traceparent: `00-${trace}-${'d'.repeat(16)}-00` };
    await api.send('GET', '/api/v1/catalogue', { headers });
    await logged('/api/v1/catalogue');
    await trafficOf(api.runtime).spans?.flush();
    expect(posted.some(({ text }) => text.includes(trace))).toBe(false);
  });
});
