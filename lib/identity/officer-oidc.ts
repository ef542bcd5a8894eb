/**
 * Officers through their organisation's own sign-in (OpenID Connect). next-auth speaks the
 * protocol – discovery, PKCE, state, nonce, the checks of the ID token –; what comes out is a
 * session row and cookie like any other, and only for an address that is an officer's (SEC-04).
 */
import type { NextApiRequest, NextApiResponse } from 'next';
import NextAuth, { type AuthOptions } from 'next-auth';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { AppError } from '../errors';
import type { Runtime } from '../runtime/model';
import { cookieName } from './cookies';
import { openOfficerSessionByOidc, type OpenedSession } from './entrances';
import { sessionSecret } from './session-cookie';
import { SESSION_LIFETIME_MS } from './sessions';

const PROVIDER = 'officer';
const BASE_PATH = '/auth';
const FAILED = '/sign-in?as=officer&problem=oidc';

interface Claims {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
}
export interface OidcReply {
  /** Where the browser goes next. */
  readonly location: string;
  readonly setCookies: readonly string[];
}

function provider(runtime: Runtime): OAuthConfig<Claims> {
  const { oidc } = runtime.env;
  if (oidc === undefined) throw new AppError('not_found', 'no OIDC provider is configured');
  return {
    id: PROVIDER,
    name: PROVIDER,
    type: 'oauth',
    wellKnown: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    authorization: { params: { scope: 'openid email' } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    profile: ({ sub }) => ({ id: sub }),
  };
}

/** One set a request: the session that `signIn` opens is the one that `jwt` names. */
function optionsFor(runtime: Runtime): AuthOptions {
  let opened: OpenedSession | undefined;
  const secure = runtime.env.origin.startsWith('https://');
  const options = { httpOnly: true, sameSite: 'lax' as const, path: '/', secure };
  return {
    providers: [provider(runtime)],
    secret: sessionSecret(runtime),
    session: { strategy: 'jwt', maxAge: SESSION_LIFETIME_MS.officer / 1000 },
    pages: { signIn: FAILED, error: FAILED },
    cookies: { sessionToken: { name: cookieName(runtime.env.origin, 'session'), options } },
    logger: {
      error: (code) => runtime.log.warn({ oidc: code }, 'an officer’s sign-in failed'),
      warn: () => undefined,
      debug: () => undefined,
    },
    callbacks: {
      async signIn({ profile }) {
        opened = await openOfficerSessionByOidc(runtime, (profile ?? {}) as Claims);
        return opened !== undefined;
      },
      jwt: () => (opened === undefined ? {} : { sid: opened.token }),
      redirect: ({ baseUrl }) => `${baseUrl}/console`,
    },
  };
}

interface Call {
  readonly method: 'GET' | 'POST';
  readonly action: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, string>>;
}
interface Collected {
  readonly headers: Map<string, unknown>;
  body: unknown;
}

/** next-auth answers through the old API shape: the few calls it makes of it are collected. */
async function callNextAuth(runtime: Runtime, call: Call): Promise<Collected> {
  // Absolute addresses come from ORIGIN alone (SEC-07); next-auth reads it from here.
  process.env['NEXTAUTH_URL'] = `${runtime.env.origin}${BASE_PATH}`;
  const collected: Collected = { headers: new Map(), body: undefined };
  const response = {
    status: () => response,
    setHeader(name: string, value: unknown) {
      collected.headers.set(name.toLowerCase(), value);
      return response;
    },
    getHeader: (name: string) => collected.headers.get(name.toLowerCase()),
    end: () => response,
    json(body: unknown) {
      collected.body = body;
    },
    send(body: unknown) {
      collected.body = body;
    },
  };
  const request = {
    method: call.method,
    query: { ...call.query, nextauth: call.action },
    cookies: call.cookies,
    headers: {},
    body: call.body ?? {},
  };
  await NextAuth(
    request as unknown as NextApiRequest,
    response as unknown as NextApiResponse,
    optionsFor(runtime),
  );
  return collected;
}

function cookiesSet({ headers }: Collected): readonly string[] {
  const value = headers.get('set-cookie');
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function jarOf(setCookies: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    setCookies.map((line) => {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      return [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))] as const;
    }),
  );
}

/** Its own pages are never shown: whatever leads to one of them has failed. */
function replyOf(runtime: Runtime, collected: Collected): OidcReply {
  const location = collected.headers.get('location');
  const own = `${runtime.env.origin}${BASE_PATH}/`;
  const known = typeof location === 'string' && !location.startsWith(own);
  return { location: known ? location : FAILED, setCookies: cookiesSet(collected) };
}

/** The way to the provider. Called by our own POST, after its origin was checked. */
export async function beginOfficerOidc(runtime: Runtime): Promise<OidcReply> {
  const csrf = await callNextAuth(runtime, {
    method: 'GET',
    action: ['csrf'],
    query: {},
    cookies: {},
  });
  const { csrfToken } = csrf.body as { csrfToken: string };
  const begun = await callNextAuth(runtime, {
    method: 'POST',
    action: ['signin', PROVIDER],
    query: {},
    cookies: jarOf(cookiesSet(csrf)),
    body: { csrfToken },
  });
  return replyOf(runtime, begun);
}

/** Back from the provider, with the cookies of the way there. */
export async function completeOfficerOidc(
  runtime: Runtime,
  query: Readonly<Record<string, string>>,
  cookies: Readonly<Record<string, string>>,
): Promise<OidcReply> {
  const action = ['callback', PROVIDER];
  return replyOf(runtime, await callNextAuth(runtime, { method: 'GET', action, query, cookies }));
}
