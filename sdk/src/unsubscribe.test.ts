import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClient, type Client, type Failure } from './client';

const URL = 'https://consent.example/u/abc';
const LINK = {
  url: URL,
  headers: {
    'List-Unsubscribe': `<${URL}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  },
};
const REQUEST = {
  touchpoint: 'newsletter',
  subjects: [
    { system: 'mailer', id: '1' },
    { system: 'mailer', id: '2' },
  ],
};

let answer: { readonly status: number; readonly body: unknown };
const failures: Failure[] = [];
let client: Client;
const server = createServer((_, response) => {
  response.writeHead(answer.status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer.body));
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  client = createClient({ origin, key: 'k', onError: (failure) => failures.push(failure) });
});
afterAll(() => {
  server.close();
});

it('links come in the order asked, one for each person', async () => {
  answer = { status: 200, body: { links: [LINK, LINK] } };
  expect(await client.unsubscribeLinks(REQUEST)).toEqual({ ok: true, links: [LINK, LINK] });
  expect(failures).toEqual([]);
});

it.each([
  ['fewer than asked', 200, { links: [LINK] }, 'malformed'],
  ['a link without its headers', 200, { links: [LINK, { url: URL }] }, 'malformed'],
  [
    'headers of another link',
    200,
    { links: [LINK, { ...LINK, url: 'https://elsewhere.example' }] },
    'malformed',
  ],
  ['no links', 200, {}, 'malformed'],
  ['a refusal', 403, { type: '/docs#forbidden', detail: 'no' }, 'status_403'],
  ['a server that is busy', 503, {}, 'status_503'],
])('%s: none at all, with the cause', async (_, status, body, cause) => {
  answer = { status, body };
  expect(await client.unsubscribeLinks(REQUEST)).toMatchObject({ ok: false, cause });
  expect(failures.at(-1)).toMatchObject({ during: 'unsubscribeLinks', cause });
});
