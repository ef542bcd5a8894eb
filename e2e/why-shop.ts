// A shop of its own origin, with a content policy that knows no inline script or style: its page
// shows この表示の理由 as a component, another one as a frame; and a page that would like to trap a
// click frames what it can.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { createClient } from '../sdk/src/client';

const PLACE = 'shop-for-you';
const STYLE = ':root { color-scheme: light dark } body { background: Canvas; color: CanvasText }';
const WORDS = {
  ja: { shop: 'ある店', why: '理由', frame: 'この表示の理由' },
  en: { shop: 'A shop', why: 'Why', frame: 'Why am I seeing this?' },
} as const;
type Lang = keyof typeof WORDS;
/** Of whom this shop is not. */
const ELSEWHERE = 'https://elsewhere.example';

export interface WhyShop {
  readonly url: string;
  close(): Promise<void>;
}

async function bundle(): Promise<string> {
  const contents = `import { defineWhy } from './why';
    defineWhy();
    const told = document.querySelector('output');
    for (const type of ['nattoku-saved', 'nattoku-changed', 'nattoku-once'])
      addEventListener(type, ({ detail }) => { told.textContent += type + ' ' + (detail.act ?? detail.place) + '; '; });`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: join(import.meta.dirname, '../sdk/src'), loader: 'ts' },
    ...{ bundle: true, write: false, format: 'esm', minify: true },
  });
  return outputFiles[0]?.text ?? '';
}

const document = (lang: Lang, body: string): string =>
  `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/page.css"><title>${WORDS[lang].shop}</title><link rel="icon" href="data:,"></head><body><main><h1>${WORDS[lang].shop}</h1>${body}</main></body></html>`;

/** Whoever opens it is signed in as `subject`. */
export async function openWhyShop(
  centre: string,
  key: string,
  subject: { readonly system: string; readonly id: string },
): Promise<WhyShop> {
  const script = await bundle();
  const nattoku = createClient({ origin: centre, key, writeTimeoutMs: 30_000 });
  let url = '';
  const pass = async (origin: string) => {
    const made = await nattoku.browserToken({ subject, touchpoint: PLACE, origin });
    if (!made.ok) throw new Error(made.cause);
    return made;
  };
  const form = async (origin: string, lang: Lang, target: string): Promise<string> => {
    const { token } = await pass(origin);
    const fields = { token, locale: lang, once: `${url}/?once=same` };
    const hidden = Object.entries(fields).map(
      ([n, v]) => `<input type="hidden" name="${n}" value="${v}">`,
    );
    return `<form method="post" action="${centre}/embed/why" target="${target}">${hidden.join('')}<button>${WORDS[lang].why}</button></form>`;
  };
  const pages: Readonly<Record<string, (lang: Lang) => Promise<string>>> = {
    '/': (lang) =>
      Promise.resolve(
        `<nattoku-why place="${PLACE}" centre="${centre}" pass="/pass" once="/?once=same"><a href="${centre}/places/${PLACE}">${WORDS[lang].why}</a></nattoku-why><output></output><script type="module" src="/page.js"></script>`,
      ),
    '/frame': async (lang) =>
      `${await form(url, lang, 'why')}<iframe name="why" title="${WORDS[lang].frame}" width="320" height="600"></iframe>`,
    '/alone': (lang) => form(url, lang, '_self'),
    '/trap': async (lang) =>
      `${await form(ELSEWHERE, lang, 'why')}<iframe name="why" title="1"></iframe>${[
        '/',
        '/purposes',
        `/places/${PLACE}`,
        '/links',
      ]
        .map((path) => `<iframe title="${path}" src="${centre}${path}"></iframe>`)
        .join('')}`,
  };
  const policy = `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ${centre}; frame-src ${centre}; form-action ${centre}; img-src data:`;
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    const send = (type: string, text: string): void => {
      response.writeHead(200, { 'content-type': type, 'content-security-policy': policy });
      response.end(text);
    };
    const lang = searchParams.get('lang') === 'en' ? 'en' : 'ja';
    const page = pages[pathname];
    const answer = async (): Promise<void> => {
      if (pathname === '/page.css') return send('text/css', STYLE);
      if (pathname === '/page.js') return send('text/javascript; charset=utf-8', script);
      if (pathname === '/pass') return send('application/json', JSON.stringify(await pass(url)));
      if (page === undefined) return void response.writeHead(404).end();
      send('text/html; charset=utf-8', document(lang, await page(lang)));
    };
    answer().catch((error: unknown) => response.writeHead(500).end(String(error)));
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
