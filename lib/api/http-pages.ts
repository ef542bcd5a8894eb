/** What every page's request and answer carry, whoever renders it (SECURITY SEC-05, SEC-07). */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Env } from '../env';
import { noticeSignal, sendsSignal } from '../portal/browser-signal';
import type { Runtime } from '../runtime/model';

/** Set by proxies we do not know, or by a caller who would like to be one. */
const UNTRUSTED =
  /^(forwarded|x-forwarded-.*|x-real-ip|x-middleware-.*|x-original-.*|x-rewrite-.*|x-invoke-.*|x-matched-path)$/;
/** Named by what is in them: whoever serves them says how long they hold. */
const STATIC = /^\/(_next\/static\/|portal\.js\?v=|verify\/verifier\.js\?v=)/;

export function contentPolicy(
  env: Pick<Env, 'demo' | 'oidc'>,
  nonce: string,
  dev: boolean,
): string {
  // The guided page shows the portal in a frame; nowhere else may it be framed.
  const framedBy = env.demo === 'off' ? "'none'" : "'self'";
  const issuer = env.oidc === undefined ? '' : ` ${new URL(env.oidc.issuer).origin}`;
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${dev ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${dev ? ' ws:' : ''}`,
    `form-action 'self'${issuer}`,
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    `frame-ancestors ${framedBy}`,
  ].join('; ');
}

/** Other people's pages, and files: no signal of a person is meant for them. */
const NOT_THEIRS = /^\/(_next|api|auth|console|demo|docs)(\/|$)/;

export function isSignalled({ method, url = '/', headers }: IncomingMessage): boolean {
  const [path = '/'] = url.split('?', 1);
  return method === 'GET' && sendsSignal(headers) && !NOT_THEIRS.test(path);
}

/** A signal takes effect on the very page it came with (UX-38). Never fails. */
export async function noticeBrowser(
  runtime: Runtime,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { setCookie, cookie } = await noticeSignal(runtime, request.headers);
  if (setCookie !== undefined) response.appendHeader('set-cookie', setCookie);
  if (cookie !== undefined) request.headers.cookie = cookie;
}

/** Before the page is rendered: Next takes the nonce from the request's own header. */
export function preparePage(
  env: Env,
  dev: boolean,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  for (const name of Object.keys(request.headers)) {
    if (UNTRUSTED.test(name)) Reflect.deleteProperty(request.headers, name);
  }
  const policy = contentPolicy(env, randomBytes(16).toString('base64'), dev);
  request.headers['content-security-policy'] = policy;
  response.setHeader('content-security-policy', policy);
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('permissions-policy', 'camera=(), geolocation=(), microphone=()');
  response.setHeader('referrer-policy', 'same-origin');
  response.setHeader('strict-transport-security', 'max-age=31536000; includeSubDomains');
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('x-frame-options', env.demo === 'off' ? 'DENY' : 'SAMEORIGIN');
  const path = request.url ?? '';
  if (!STATIC.test(path)) response.setHeader('cache-control', 'no-store');
}
