/** One route served to one call: who asks, whether they may, in what form, then the handler. */
import type { Scope, SystemPrincipal } from '../identity/model';
import { authenticate, originMeant } from './authentication';
import { readableBy, readableFrom, refuseBrowser } from './browsers';
import { problemOfError, problemReply } from './problem';
import type { Reply } from './reply';
import type { ApiRoute, Call, KeyCall } from './route';
import { isLimited, serveLimited } from './traffic/key-limits';

const JSON_CONTENT = /^application\/json *(?:; *charset="?utf-8"? *)?$/i;

class AuthenticatedCall implements KeyCall {
  readonly runtime;
  readonly instance;
  readonly stream;
  constructor(
    private readonly call: Call,
    readonly principal: SystemPrincipal,
  ) {
    this.runtime = call.runtime;
    this.instance = call.instance;
    this.stream = call.stream;
  }
  get body(): string {
    return this.call.body;
  }
  get ascii(): Buffer | undefined {
    return this.call.ascii;
  }
  header(name: string): string | undefined {
    return this.call.header(name);
  }
  param(name: string): string | undefined {
    return this.call.param(name);
  }
  query(name: string): string | undefined {
    return this.call.query(name);
  }
}

/** Undefined for what says that it is JSON in UTF-8. */
export function refuseForeignContent(call: Pick<Call, 'header' | 'instance'>): Reply | undefined {
  const type = call.header('content-type');
  if (type === 'application/json' || (type !== undefined && JSON_CONTENT.test(type)))
    return undefined;
  return problemReply('unsupported_media_type', call.instance, {
    detail: 'Send the body as application/json in UTF-8.',
    headers: { accept: 'application/json' },
  });
}

function refuseContent(route: ApiRoute, call: Call): Reply | undefined {
  const isJson = route.maxBytes !== undefined && route.form !== true;
  return isJson ? refuseForeignContent(call) : undefined;
}

type KeyRoute = ApiRoute & { readonly access: readonly Scope[] };

function serveKey(route: KeyRoute, call: Call, principal: SystemPrincipal): Reply | Promise<Reply> {
  const { scopes } = principal;
  if (!route.access.some((scope) => scopes.includes(scope))) {
    return problemReply('forbidden', call.instance, {
      detail: `This key lacks the scope ${route.access.join(' or ')}.`,
    });
  }
  const refused = refuseContent(route, call);
  if (refused !== undefined) return refused;
  return route.handle(new AuthenticatedCall(call, principal));
}

/** With a key, or with a token for a browser. */
function serveAs(route: KeyRoute, call: Call, principal: SystemPrincipal): Reply | Promise<Reply> {
  if (principal.browser === undefined) return serveKey(route, call, principal);
  const refused = refuseBrowser(route, principal, call);
  if (refused !== undefined) return readableBy(principal, refused);
  return Promise.resolve(serveKey(route, call, principal)).then((reply) =>
    readableBy(principal, reply),
  );
}

function failed(call: Call, error: unknown): Reply {
  const reply = problemOfError(error, call.instance);
  if (reply.status >= 500) call.runtime.log.error({ err: error }, 'a request failed');
  return reply;
}

/** A page whose token is over may read that it is (docs/decisions/0032). */
function refuseUnknown(route: KeyRoute, call: Call): Reply | Promise<Reply> {
  const refused = problemReply('unauthenticated', call.instance, {
    detail: 'Send a key of yours that is still good: Authorization: Bearer ntk_….',
  });
  const from = call.header('origin');
  if (route.browsers !== true || from === undefined) return refused;
  return originMeant(call.runtime, call.header('authorization')).then((meant) =>
    meant === from ? readableFrom(from, refused) : refused,
  );
}

function serveKnown(
  route: KeyRoute,
  call: Call,
  principal: SystemPrincipal | undefined,
): Reply | Promise<Reply> {
  if (principal === undefined) return refuseUnknown(route, call);
  call.keyId = principal.keyId;
  if (isLimited(route, principal)) {
    return serveLimited(route, call, principal, () => serveAs(route, call, principal));
  }
  return serveAs(route, call, principal);
}

/** At once where nothing must be waited for; never rejects, never throws. */
export function serve(route: ApiRoute, call: Call): Reply | Promise<Reply> {
  try {
    const reply = begin(route, call);
    return reply instanceof Promise ? reply.catch((error: unknown) => failed(call, error)) : reply;
  } catch (error) {
    return failed(call, error);
  }
}

function begin(route: ApiRoute, call: Call): Reply | Promise<Reply> {
  if (route.access === 'public') return refuseContent(route, call) ?? route.handle(call);
  const known = authenticate(call.runtime, call.header('authorization'));
  if (!(known instanceof Promise)) return serveKnown(route, call, known);
  return known.then((principal) => serveKnown(route, call, principal));
}
