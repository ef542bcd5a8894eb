/** The Hono application: every route of the table, and words for everything else. */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Runtime } from '../runtime/model';
import { dressAuthzen, isAuthzenPath } from './authzen/dress';
import { readBodyText, type BodyText } from './body-text';
import { preflightReply } from './browsers';
import { notTextReply, problemOfError, problemReply, tooLargeReply } from './problem';
import { headersOf, type Reply } from './reply';
import type { ApiRoute, Call } from './route';
import { API_ROUTES } from './routes';
import { serve } from './serve';
import type { Seen } from './traffic/watch';

/** What the listener knows of a request; nothing under a host that only runs Next. */
export interface Hosted {
  readonly Bindings: { readonly seen?: Seen };
}
type ApiContext = Context<Hosted>;

function toResponse(reply: Reply, method = 'GET'): Response {
  const unread = method === 'HEAD' || reply.status === 304 || reply.status === 204;
  // What nobody reads is closed.
  if (unread) void reply.stream?.cancel();
  const body = unread ? null : (reply.stream ?? reply.body);
  return new Response(body, { status: reply.status, headers: headersOf(reply) });
}

/** AuthZEN answers wear what its clients look for, whoever made them. */
function respond({ req }: ApiContext, reply: Reply): Response {
  const dressed = isAuthzenPath(req.path) ? dressAuthzen((name) => req.header(name), reply) : reply;
  return toResponse(dressed, req.method);
}

/** Where no body is read, none is waited for. */
function bodyOf({ req }: ApiContext, { maxBytes }: ApiRoute): BodyText | Promise<BodyText> {
  return maxBytes === undefined ? { ok: true, text: '' } : readBodyText(req.raw, maxBytes);
}

async function answer(runtime: Runtime, route: ApiRoute, context: ApiContext): Promise<Reply> {
  const { req } = context;
  const read = await bodyOf(context, route);
  if (!read.ok) {
    return read.reason === 'too_large' ? tooLargeReply(req.path) : notTextReply(req.path);
  }
  const call: Call = {
    runtime,
    instance: req.path,
    body: read.text,
    ...(route.streams === true && { stream: req.raw.body ?? new Blob([]).stream() }),
    header: (name) => req.header(name),
    param: (name) => req.param(name),
    query: (name) => req.query(name),
  };
  const env: Hosted['Bindings'] | undefined = context.env;
  const seen = env?.seen;
  if (seen !== undefined) seen.route = route.path;
  const reply = await serve(route, call);
  if (seen !== undefined) seen.keyId = call.keyId;
  return reply;
}

function routesAt(path: string): readonly ApiRoute[] {
  return API_ROUTES.filter((route) => {
    const pattern = route.path.replace(/:\w+(\{\.\+\})?|\./g, (part, rest?: string) =>
      part === '.' ? '\\.' : rest === undefined ? '[^/]+' : '.+',
    );
    return new RegExp(`^${pattern}$`).test(path);
  });
}

/** `Allow` of a path: what the table serves there. */
function methodsAt(path: string): readonly string[] {
  const methods = routesAt(path).map(({ method }) => method);
  return methods.includes('GET') ? [...methods, 'HEAD'] : methods;
}

function unserved(context: ApiContext): Reply {
  const { path, method } = context.req;
  const forBrowsers = routesAt(path).filter(({ browsers }) => browsers === true);
  if (method === 'OPTIONS' && forBrowsers.length > 0) {
    return preflightReply(forBrowsers.map((route) => route.method));
  }
  const allow = methodsAt(path);
  if (allow.length === 0) {
    return problemReply('not_found', path, { detail: 'There is nothing here.' });
  }
  return problemReply('method_not_allowed', path, {
    detail: `${method} is not served here; ${allow.join(' and ')} is.`,
    headers: { allow: allow.join(', ') },
  });
}

/** `open` is asked on each request, so that a host that only runs Next opens the runtime late. */
export function createApi(open: () => Runtime | Promise<Runtime>): OpenAPIHono<Hosted> {
  const app = new OpenAPIHono<Hosted>();
  for (const route of API_ROUTES) {
    app.on(route.method, route.path, async (context) => {
      return respond(context, await answer(await open(), route, context));
    });
  }
  app.notFound((context) => respond(context, unserved(context)));
  app.onError(async (error, context) => {
    const reply = problemOfError(error, context.req.path);
    const runtime = await Promise.resolve(open()).catch(() => undefined);
    runtime?.log.error({ err: error }, 'a request failed');
    return respond(context, reply);
  });
  return app;
}
