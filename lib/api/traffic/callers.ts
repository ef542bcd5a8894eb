/**
 * Who calls, for limits on what needs no key: an address or a browser's session, as a hash under
 * a key of this process that is written nowhere (DESIGN §2: no address is stored).
 */
import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import type { Env } from '../../env';
import { cookieName, readCookie } from '../../identity/cookies';
import type { Policy } from './allowances';

const key = randomBytes(32);
const hashOf = (text: string): string =>
  createHmac('sha256', key).update(text).digest('base64url').slice(0, 22);

const SIGNING_IN: Policy = { name: 'sign-in', quota: 60, windowSeconds: 60 };
const SAVING: Policy = { name: 'saving', quota: 120, windowSeconds: 60 };
const PROVING: Policy = { name: 'proofs', quota: 1000, windowSeconds: 10 };
const READING: Policy = { name: 'reading', quota: 5000, windowSeconds: 10 };

const SIGN_IN = /^\/(sign-in|auth)\//;
/** Choices are counted where it is known which are refusals: saving.ts. */
const SAVES = /^\/(delete|language)(\/|$)/;
const CHECKS = /^\/verify\/check$/;
const PROOFS = /^\/api\/v1\/ledger\//;
const READS = /^\/(ledger\/|\.well-known\/|api\/v1\/catalogue(\/|$)|(openapi|transparency)\.json$)/;

/** Of what a household or a server has: a whole /64, where it is IPv6. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [plain = ''] = address.split('%', 1);
  if (!isIPv6(plain)) return address;
  const [before = '', after] = plain.split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  const gap = after === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  const groups = [...head, ...Array.from({ length: gap }, () => '0'), ...tail];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

/**
 * Undefined where callers cannot be told apart: behind proxies that nobody counted. A header is
 * believed as far as our own proxies wrote it, from its end (SECURITY SEC-07).
 */
export function addressOf(
  request: Pick<IncomingMessage, 'headers' | 'socket'>,
  { proxies, origin }: Pick<Env, 'proxies' | 'origin'>,
): string | undefined {
  if (proxies === 0) {
    // We speak no TLS: a proxy stands before us.
    return origin.startsWith('https:') ? undefined : request.socket.remoteAddress;
  }
  const header = request.headers['x-forwarded-for'];
  const written = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',');
  return written.at(-proxies)?.trim() || undefined;
}

export interface Asked {
  readonly policy: Policy;
  readonly who: string;
}

function policyOf(method: string, path: string): Policy | undefined {
  if (method === 'POST') {
    if (SIGN_IN.test(path)) return SIGNING_IN;
    return CHECKS.test(path) ? PROVING : undefined;
  }
  if (PROOFS.test(path)) return PROVING;
  return READS.test(path) ? READING : undefined;
}

/** Undefined: nothing limits this here. What people save is counted by session, never by address. */
export function limitAt(request: IncomingMessage, path: string, env: Env): Asked | undefined {
  const { method = 'GET' } = request;
  if (method === 'POST' && SAVES.test(path)) {
    const session = readCookie(request.headers.cookie, cookieName(env.origin, 'session'));
    return session === undefined ? undefined : { policy: SAVING, who: hashOf(session) };
  }
  const policy = policyOf(method, path);
  const address = policy && addressOf(request, env);
  if (policy === undefined || address === undefined) return undefined;
  return { policy, who: hashOf(networkOf(address)) };
}
