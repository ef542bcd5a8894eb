/** The scenario's listener: our protocol handler over HTTP, with the fixture behind it. */
import { isUtf8 } from 'node:buffer';
import { timingSafeEqual, createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { authzenConfiguration, DISCOVERY_PATH } from '../../lib/api/authzen/discovery';
import { dressAuthzen } from '../../lib/api/authzen/dress';
import { answerAuthzen, OPERATIONS, type Operation } from '../../lib/api/authzen/protocol';
import { notTextReply, problemOfError, problemReply, tooLargeReply } from '../../lib/api/problem';
import { headersOf, jsonReply, type Reply } from '../../lib/api/reply';
import { BATCH_BYTES } from '../../lib/api/route';
import { refuseForeignContent } from '../../lib/api/serve';
import { scenarioEvaluator } from './fixture';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function toResponse(context: Context, reply: Reply): Response {
  const { status, body, ...rest } = dressAuthzen((name) => context.req.header(name), reply);
  return new Response(body, { status, headers: headersOf({ status, body, ...rest }) });
}

async function answer(context: Context, operation: Operation): Promise<Reply> {
  const { req } = context;
  const refused = refuseForeignContent({ header: (name) => req.header(name), instance: req.path });
  if (refused !== undefined) return refused;
  const bytes = Buffer.from(await req.arrayBuffer());
  if (!isUtf8(bytes)) return notTextReply(req.path);
  return answerAuthzen(operation, bytes.toString('utf8'), scenarioEvaluator);
}

/** `key`: the bearer every question needs; open without. */
export function scenarioListener(origin: string, key: string | undefined): RequestListener {
  const app = new Hono();
  const isKnown = (header: string | undefined): boolean =>
    key === undefined || timingSafeEqual(digest(header ?? ''), digest(`Bearer ${key}`));
  const limit = bodyLimit({
    maxSize: BATCH_BYTES,
    onError: (context) => toResponse(context, tooLargeReply(context.req.path)),
  });
  app.get(DISCOVERY_PATH, (context) =>
    toResponse(context, jsonReply(200, authzenConfiguration(origin))),
  );
  for (const [operation, path] of Object.entries(OPERATIONS)) {
    app.post(path, limit, async (context) => {
      const reply = isKnown(context.req.header('authorization'))
        ? await answer(context, operation as Operation)
        : problemReply('unauthenticated', path, {
            detail: 'Send the key: Authorization: Bearer …',
          });
      return toResponse(context, reply);
    });
  }
  app.notFound((context) => {
    const { path } = context.req;
    const paths: readonly string[] = Object.values(OPERATIONS);
    const allow = paths.includes(path) ? 'POST' : path === DISCOVERY_PATH ? 'GET, HEAD' : '';
    const reply =
      allow === ''
        ? problemReply('not_found', path, { detail: 'There is nothing here.' })
        : problemReply('method_not_allowed', path, {
            detail: `Only ${allow} is served here.`,
            headers: { allow },
          });
    return toResponse(context, reply);
  });
  app.onError((error, context) => toResponse(context, problemOfError(error, context.req.path)));
  return getRequestListener((request) => app.fetch(request), { overrideGlobalObjects: false });
}
