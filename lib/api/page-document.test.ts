import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { holdDocument, withoutFramework } from './page-document';

const OWN = '<script src="/portal.js" nonce="n" defer="" data-own="true"></script>';
const FRAMEWORK =
  '<link rel="preload" as="script" fetchPriority="low" href="/x.js"/><script src="/x.js" async=""></script>' +
  '<script nonce="n">self.__next_f.push([1,"\\u003cscript data-own=\\u003e"])</script>';

describe('a page without the framework', () => {
  it.each([
    ['keeps its own scripts alone', `<p>a</p>${FRAMEWORK}${OWN}`, `<p>a</p>${OWN}`],
    ['has no seams', `<p>a<!-- -->b</p><!--$--><i></i><!--/$-->${OWN}`, `<p>ab</p><i></i>${OWN}`],
    ['keeps its style sheets', `<link rel="stylesheet" href="/a.css"/>${OWN}`, undefined],
    [
      'needs no script of ours',
      `<main data-own="true">a</main>${FRAMEWORK}`,
      `<main data-own="true">a</main>`,
    ],
    ['is none where nothing says it is ours', `<p>a</p>${FRAMEWORK}`, undefined],
    ['is none while a part is missing', `<!--$?--><template id="B:0"></template>${OWN}`, undefined],
    ['is none where a part failed', `<!--$!-->${OWN}${FRAMEWORK}`, undefined],
  ])('%s', (_, came, sent) => {
    expect(withoutFramework(came)).toBe(sent ?? came);
  });
});

interface Answer {
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly status: number;
  readonly body: Buffer;
}

type Handler = (request: IncomingMessage, response: ServerResponse, letGo: () => void) => void;

async function answered(handler: Handler, accepts: string): Promise<Answer> {
  const server = createServer((request, response) => {
    handler(request, response, holdDocument(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await new Promise<Answer>((resolve, reject) => {
    ask({ port, headers: { 'accept-encoding': accepts } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const { headers, statusCode: status = 0 } = response;
        resolve({ headers, status, body: Buffer.concat(parts) });
      });
    })
      .on('error', reject)
      .end();
  });
  server.close();
  return answer;
}

const page: Handler = (request, response) => {
  response.statusCode = 404;
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.setHeader('x-asked', String(request.headers['accept-encoding']));
  response.flushHeaders();
  response.write('<p>何');
  response.write(Buffer.from(`も</p>${FRAMEWORK}`));
  response.end(OWN);
};

describe('an answer that is a page', () => {
  it.each([
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
    ['identity', undefined, (body: Buffer) => body],
  ])('is sent whole, once, and compressed here: %s', async (accepts, encoding, read) => {
    const { headers, status, body } = await answered(page, accepts);
    expect(status).toBe(404);
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers['content-length']).toBe(String(body.length));
    expect(headers['x-asked']).toBe('undefined');
    expect(read(body).toString()).toBe(`<p>何も</p>${OWN}`);
  });

  it('is said to be missing where it says so itself', async () => {
    const missing: Handler = (_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('<main class="page" data-own="true" data-status="404">no</main>');
    };
    expect((await answered(missing, 'identity')).status).toBe(404);
  });

  it('gives way to another answer when it fails halfway', async () => {
    const failing: Handler = (_, response, letGo) => {
      response.setHeader('content-type', 'text/html');
      response.write('<p>half');
      letGo();
      response.writeHead(503, { 'content-type': 'text/plain' });
      response.end('later');
    };
    const { status, body } = await answered(failing, 'identity');
    expect([status, body.toString()]).toEqual([503, 'later']);
  });
});

describe('an answer that is none', () => {
  it('passes as it is written', async () => {
    const file: Handler = (request, response) => {
      response.writeHead(200, { 'content-type': 'text/csv' });
      response.write(`${String(request.headers['accept-encoding'])}\n`);
      response.end(FRAMEWORK);
    };
    const { body } = await answered(file, 'gzip');
    expect(body.toString()).toBe(`gzip\n${FRAMEWORK}`);
  });
});
