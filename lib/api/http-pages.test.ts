import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Runtime } from '../runtime/model';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { createListener } from './http-listener';
import { contentPolicy } from './http-pages';

let temporary: TemporaryRuntime;
beforeAll(async () => {
  temporary = await openTemporaryRuntime();
});
afterAll(() => temporary.dispose());

interface Page {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
}
/** A page that shows the headers it was given, behind the real listener. */
async function visit(
  path: string,
  headers: Record<string, string> = {},
  runtime: Runtime = temporary.runtime,
): Promise<Page> {
  const handle = (
    req: { headers: object; url?: string | undefined },
    response: { end(text: string): void },
  ) => {
    if (req.url === '/fails') return Promise.reject(new Error('secret words'));
    response.end(JSON.stringify(req.headers));
    return Promise.resolve();
  };
  const server = createServer(createListener(runtime, { handle: handle as never, dev: false }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const page = await new Promise<Page>((resolve, reject) => {
    request({ port, path, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    })
      .on('error', reject)
      .end();
  });
  server.close();
  return page;
}

describe('a page', () => {
  it('gets a nonce of its own, which its answer allows and no other', async () => {
    const [one, two] = [await visit('/'), await visit('/')];
    const policies = [one, two].map(({ headers }) => String(headers['content-security-policy']));
    expect(new Set(policies).size).toBe(2);
    const given = JSON.parse(one.text) as Record<string, string>;
    expect(given['content-security-policy']).toBe(policies[0]);
    expect(policies[0]).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/]{22}==' 'strict-dynamic'/);
    expect(policies[0]).toContain("object-src 'none'");
    expect(policies[0]).toContain("base-uri 'none'");
    expect(policies[0]).not.toContain('unsafe-eval');
  });

  it('never sees what a caller says a proxy said', async () => {
    const forged = {
      forwarded: 'host=evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'x-forwarded-for': '1.2.3.4',
      'x-middleware-subrequest': 'middleware',
    };
    const given = JSON.parse((await visit('/', forged)).text) as Record<string, string>;
    for (const name of Object.keys(forged)) expect(given[name]).toBeUndefined();
  });

  it('is private, and carries the headers of every page', async () => {
    const { headers } = await visit('/purposes');
    expect(headers['cache-control']).toBe('no-store');
    const script = await visit('/portal.js?v=abc');
    expect(script.headers['cache-control']).toBeUndefined();
    expect(headers['referrer-policy']).toBe('same-origin');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['strict-transport-security']).toContain('max-age=');
  });

  it('that fails says nothing of why, and still carries its headers', async () => {
    const page = await visit('/fails');
    expect(page.status).toBe(500);
    expect(page.text).not.toContain('secret');
    expect(page.headers['x-content-type-options']).toBe('nosniff');
  });
});

describe('framing', () => {
  it('is for the guided page of the demo alone', () => {
    expect(contentPolicy({ demo: 'off' }, 'n', false)).toContain("frame-ancestors 'none'");
    expect(contentPolicy({ demo: 'local' }, 'n', false)).toContain("frame-ancestors 'self'");
  });
});

describe('paths of the API', () => {
  it('never reach a page', async () => {
    for (const path of ['/api', '/api/v1/nothing', '/metrics', '/u/x/y', '/ledger/checkpoint']) {
      expect((await visit(path)).status).toBe(404);
    }
  });
});
