import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scenarioListener } from './scenario-listener';

const servers: Server[] = [];
async function listen(key?: string): Promise<string> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  server.on('request', scenarioListener(origin, key));
  return origin;
}
let open: string;
let guarded: string;
beforeAll(async () => {
  open = await listen();
  guarded = await listen('let-me-in');
});
afterAll(() => {
  for (const server of servers) server.close().closeAllConnections();
});

async function send(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
  method = 'POST',
) {
  const type = { 'content-type': 'application/json', ...headers };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(url, {
    ...{ method, headers: type },
    ...(method === 'POST' && { body: text }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
const question = (user: string, name: string, record: string, properties?: object) => ({
  subject: { type: 'user', id: user },
  action: { name, ...(properties && { properties }) },
  resource: { type: 'record', id: record },
});

describe('the scenario', () => {
  it.each([
    ['alice', 'read', 'record-1', undefined, true],
    ['alice', 'write', 'record-1', undefined, true],
    ['alice', 'write', 'record-2', undefined, false],
    ['bob', 'read', 'record-1', undefined, true],
    ['bob', 'write', 'record-1', undefined, false],
    ['bob', 'write', 'record-2', undefined, true],
    ['alice', 'delete', 'record-1', { soft: true }, true],
    ['alice', 'delete', 'record-1', { soft: false }, false],
    ['carol', 'read', 'record-1', undefined, false],
    ['alice', 'read', 'record-9', undefined, false],
    ['alice', 'burn', 'record-1', undefined, false],
  ])('answers whether %s may %s %s (%j)', async (user, name, record, properties, decision) => {
    const asked = question(user, name, record, properties);
    const { status, text } = await send(`${open}/access/v1/evaluation`, asked);
    expect([status, text]).toEqual([200, JSON.stringify({ decision })]);
  });

  it('finds who, what and how, in pages', async () => {
    const asked = question('carol', 'read', 'record-1');
    const found = async (of: string, body: object) =>
      JSON.parse((await send(`${open}/access/v1/search/${of}`, body)).text) as object;
    const [alice, bob] = [
      { type: 'user', id: 'alice' },
      { type: 'user', id: 'bob' },
    ];
    expect(await found('subject', asked)).toEqual({ results: [alice, bob] });
    const page = { limit: 1 };
    expect(await found('subject', { ...asked, page })).toEqual({
      results: [alice],
      page: { next_token: '1' },
    });
    expect(await found('subject', { ...asked, page: { limit: 1, token: '1' } })).toEqual({
      results: [bob],
      page: { next_token: '' },
    });
    expect(await found('action', asked)).toEqual({ results: [] });
    expect(await found('action', question('alice', 'any', 'record-1'))).toEqual({
      results: [{ name: 'read' }, { name: 'write' }],
    });
    expect(await found('resource', question('bob', 'write', 'any'))).toEqual({
      results: [{ type: 'record', id: 'record-2' }],
    });
    const stranger = { ...asked, subject: { type: 'spaceship' } };
    expect(await found('subject', stranger)).toEqual({ results: [] });
  });

  it('says where it is to be asked', async () => {
    const { status, text } = await send(`${open}/.well-known/authzen-configuration`, '', {}, 'GET');
    expect([status, JSON.parse(text)]).toEqual([
      200,
      {
        policy_decision_point: open,
        access_evaluation_endpoint: `${open}/access/v1/evaluation`,
        access_evaluations_endpoint: `${open}/access/v1/evaluations`,
        search_subject_endpoint: `${open}/access/v1/search/subject`,
        search_resource_endpoint: `${open}/access/v1/search/resource`,
        search_action_endpoint: `${open}/access/v1/search/action`,
      },
    ]);
  });

  it('asks for its key where it has one, and tells nothing without', async () => {
    const url = `${guarded}/access/v1/evaluation`;
    const asked = question('alice', 'read', 'record-1');
    for (const headers of [{}, { authorization: 'Bearer let-me-out' }]) {
      const refused = await send(url, asked, headers);
      expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
      expect(refused.text).not.toContain('decision');
    }
    const heard = await send(url, asked, { authorization: 'Bearer let-me-in' });
    expect([heard.status, heard.text]).toEqual([200, '{"decision":true}']);
  });

  it('takes JSON in UTF-8 by POST, and nothing else', async () => {
    const url = `${open}/access/v1/evaluations`;
    const asked = question('alice', 'read', 'record-1');
    const utf8 = { 'content-type': 'application/json; charset=utf-8' };
    expect((await send(url, asked, utf8)).status).toBe(200);
    expect((await send(url, asked, { 'content-type': 'text/plain' })).status).toBe(415);
    for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
      const other = await send(url, '', {}, method);
      expect([method, other.status, other.headers.get('allow')]).toEqual([method, 405, 'POST']);
    }
    expect((await send(`${open}/access/v1/other`, asked)).status).toBe(404);
    const large = await send(url, { ...asked, pad: 'x'.repeat(1_100_000) });
    expect(large.status).toBe(413);
  });

  it('gives the request id back, whatever the answer', async () => {
    for (const [path, body] of [
      ['evaluation', question('alice', 'read', 'record-1')],
      ['evaluation', {}],
      ['nothing', {}],
    ] as const) {
      const { headers } = await send(`${open}/access/v1/${path}`, body, { 'x-request-id': 'r-7' });
      expect(headers.get('x-request-id')).toBe('r-7');
    }
  });
});
