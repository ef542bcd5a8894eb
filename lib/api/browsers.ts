/**
 * Calls from browsers of other origins: only with a token for a browser, only where a route says
 * so, and readable only by pages of the origin the token was made for (SECURITY SEC-19). Nothing
 * of ours lies in a cookie here, so a preflight needs to reveal nothing and to look nothing up.
 */
import type { SystemPrincipal } from '../identity/model';
import { problemReply } from './problem';
import type { Reply } from './reply';
import type { ApiRoute, Call } from './route';

const PREFLIGHT_SECONDS = 600;

/** Undefined where the token may be used for this call. */
export function refuseBrowser(
  route: ApiRoute,
  { browser }: SystemPrincipal,
  call: Call,
): Reply | undefined {
  if (browser === undefined) return undefined;
  const no = (detail: string) => problemReply('forbidden', call.instance, { detail });
  if (route.browsers !== true)
    return no('A token for a browser asks for decisions and shows why, and nothing else.');
  const from = call.header('origin');
  const known = from === undefined || from === browser.origin || from === call.runtime.env.origin;
  return known ? undefined : no('This token was made for pages of another origin.');
}

/** The page the token was made for may read the answer. */
export function readableBy({ browser }: SystemPrincipal, reply: Reply): Reply {
  return browser?.origin === undefined ? reply : readableFrom(browser.origin, reply);
}

/** Pages of this origin may read the answer. */
export function readableFrom(origin: string, reply: Reply): Reply {
  const headers = {
    ...reply.headers,
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'retry-after',
    'cross-origin-resource-policy': 'cross-origin',
    vary: 'origin',
  };
  return { ...reply, headers };
}

/** Before a page's first call: alike for every page, since no page may do anything without a token. */
export function preflightReply(methods: readonly string[]): Reply {
  return {
    status: 204,
    contentType: 'text/plain',
    body: '',
    headers: {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': methods.join(', '),
      'access-control-allow-headers': 'authorization, content-type, consent-token',
      'access-control-max-age': String(PREFLIGHT_SECONDS),
    },
  };
}
