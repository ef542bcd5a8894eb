// A shop of its own origin, with the strictest content policy a page with scripts can have: it
// knows who is signed in, holds a key on its server, and hands its page passes.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { createClient } from '../sdk/src/client';

export interface Stranger {
  readonly url: string;
  close(): Promise<void>;
}

async function bundlePage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'stranger-page.tsx')],
    ...{ bundle: true, write: false, format: 'esm', jsx: 'automatic', minify: true },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return outputFiles[0]?.text ?? '';
}

/** Whoever opens it is signed in as `subject`. */
export async function openStranger(
  consentCentre: string,
  key: string,
  subject: { readonly system: string; readonly id: string },
  lang: 'ja' | 'en',
): Promise<Stranger> {
  const script = await bundlePage();
  const nattoku = createClient({ origin: consentCentre, key, writeTimeoutMs: 30_000 });
  let url = '';
  const policy = `default-src 'none'; script-src 'self'; img-src data:; connect-src 'self' ${consentCentre}`;
  const page = `<!doctype html><html lang="${lang}" data-consent-centre="${consentCentre}"><meta charset="utf-8"><title>${lang === 'ja' ? 'ある店' : 'A shop'}</title><link rel="icon" href="data:,"><body><script type="module" src="/page.js"></script></body></html>`;
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    const send = (type: string, text: string): void => {
      response.writeHead(200, { 'content-type': type, 'content-security-policy': policy });
      response.end(text);
    };
    if (pathname === '/') return send('text/html; charset=utf-8', page);
    if (pathname === '/page.js') return send('text/javascript; charset=utf-8', script);
    if (pathname !== '/pass') return void response.writeHead(404).end();
    const touchpoint = searchParams.get('place') ?? '';
    void nattoku.browserToken({ subject, touchpoint, origin: url }).then((made) => {
      send('application/json', JSON.stringify(made));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    url,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
