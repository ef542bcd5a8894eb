/** Where a system is told that somebody's answers changed (API.md "Standard Webhooks"). */
import { z } from '@hono/zod-openapi';
import {
  changeWebhook,
  createWebhook,
  redeliver,
  removeWebhook,
  rotateSecret,
  type Refused,
} from '../../delivery/webhooks/commands';
import type { Webhook } from '../../delivery/webhooks/model';
import { countsOf, deliveriesOf, listOwn } from '../../delivery/webhooks/queries';
import { describeBody, describeJson, problems } from '../description/parts';
import { problemReply } from '../problem';
import { readBody, readValue, type BodyOutcome } from '../read-body';
import { jsonReply, type Reply } from '../reply';
import { BODY_BYTES, type ApiRoute, type KeyCall } from '../route';
import {
  deliveryListSchema,
  deliveryQuery,
  redeliveredSchema,
  redeliverySchema,
  secretRequestSchema,
  secretSchema,
  webhookChangeSchema,
  webhookListSchema,
  webhookMadeSchema,
  webhookRequestSchema,
  webhookSchema,
} from './contract';
import { deliveryView, webhookView } from './views';

const PATH = '/api/v1/webhooks';
const ONE = `${PATH}/:id`;
const access = ['webhooks'] as const;
const tags = ['Webhooks'];
const idParam = z.object({ id: z.string() });

function idOf(call: KeyCall): string {
  return call.param('id') ?? '';
}

function refused(call: KeyCall, { reason, detail, field }: Refused): Reply {
  const errors = field === undefined ? [] : [{ pointer: field, detail }];
  return problemReply(reason, call.instance, { detail, errors });
}

function unread(call: KeyCall, { code, errors }: Extract<BodyOutcome<unknown>, { ok: false }>) {
  return problemReply(code, call.instance, { detail: 'Nothing was changed.', errors });
}

function nothingThere(call: KeyCall): Reply {
  return problemReply('not_found', call.instance, { detail: 'There is no such webhook of yours.' });
}

async function viewsOf({ runtime }: KeyCall, webhooks: readonly Webhook[]) {
  const counts = await countsOf(runtime);
  return webhooks.map((webhook) => webhookView(webhook, counts(webhook.row.id)));
}

async function create(call: KeyCall): Promise<Reply> {
  const read = readBody(webhookRequestSchema, call.body);
  if (!read.ok) return unread(call, read);
  const outcome = await createWebhook(call.runtime, call.principal, read.value);
  if (!outcome.ok) return refused(call, outcome);
  const [webhook] = await viewsOf(call, [outcome.webhook]);
  const headers = { location: `${PATH}/${outcome.webhook.row.id}` };
  return jsonReply(201, { webhook, secret: outcome.secret }, headers);
}

async function list(call: KeyCall): Promise<Reply> {
  const webhooks = await listOwn(call.runtime, call.principal);
  return jsonReply(200, { webhooks: await viewsOf(call, webhooks) });
}

async function find(call: KeyCall): Promise<Reply> {
  const webhooks = await listOwn(call.runtime, call.principal, idOf(call));
  const [view] = await viewsOf(call, webhooks);
  return view === undefined ? nothingThere(call) : jsonReply(200, view);
}

async function change(call: KeyCall): Promise<Reply> {
  const read = readBody(webhookChangeSchema, call.body);
  if (!read.ok) return unread(call, read);
  const outcome = await changeWebhook(call.runtime, call.principal, idOf(call), read.value);
  if (!outcome.ok) return refused(call, outcome);
  const [view] = await viewsOf(call, [outcome.webhook]);
  return jsonReply(200, view);
}

async function remove(call: KeyCall): Promise<Reply> {
  const outcome = await removeWebhook(call.runtime, call.principal, idOf(call));
  return outcome.ok ? jsonReply(200, {}) : refused(call, outcome);
}

async function rotate(call: KeyCall): Promise<Reply> {
  const read = readBody(secretRequestSchema, call.body);
  if (!read.ok) return unread(call, read);
  const { overlapHours } = read.value;
  const outcome = await rotateSecret(call.runtime, call.principal, idOf(call), overlapHours);
  if (!outcome.ok) return refused(call, outcome);
  const oldUntil = new Date(outcome.oldUntilMs).toISOString();
  return jsonReply(201, { secret: outcome.secret, oldUntil });
}

async function deliveries(call: KeyCall): Promise<Reply> {
  const asked = { status: call.query('status'), before: call.query('before') };
  const read = readValue(deliveryQuery, asked);
  if (!read.ok) return unread(call, read);
  const rows = await deliveriesOf(call.runtime, call.principal, idOf(call), read.value);
  if (rows === undefined) return nothingThere(call);
  return jsonReply(200, { deliveries: rows.map(deliveryView) });
}

async function again(call: KeyCall): Promise<Reply> {
  const read = readBody(redeliverySchema, call.body);
  if (!read.ok) return unread(call, read);
  const which = read.value.deliveries;
  const outcome = await redeliver(call.runtime, call.principal, idOf(call), which);
  return outcome.ok ? jsonReply(200, { waiting: outcome.waiting }) : refused(call, outcome);
}

export const webhookCreateRoute: ApiRoute = {
  ...{ method: 'POST', path: PATH, access, maxBytes: BODY_BYTES, handle: create },
  description: {
    tags,
    summary: 'Be told when the answers about somebody may have changed',
    description:
      'A CloudEvents 1.0 event, signed as Standard Webhooks say, with your handle and a `Consent-Token`: what changed you ask for. Nothing is told of what cannot change an answer at your own places, nor of places where staff look. The secret is shown this once.',
    request: { body: describeBody(webhookRequestSchema) },
    responses: {
      201: describeJson('It is told from now on', webhookMadeSchema),
      ...problems([400, 401, 403, 409, 413, 415, 503]),
    },
  },
};

export const webhookListRoute: ApiRoute = {
  ...{ method: 'GET', path: PATH, access, handle: list },
  description: {
    tags,
    summary: 'Your webhooks, and how each is doing',
    responses: {
      200: describeJson(
        'All of your system that tell of no more than your key may ask',
        webhookListSchema,
      ),
      ...problems([401, 403, 503]),
    },
  },
};

export const webhookRoute: ApiRoute = {
  ...{ method: 'GET', path: ONE, access, handle: find },
  description: {
    tags,
    summary: 'One webhook',
    request: { params: idParam },
    responses: { 200: describeJson('It', webhookSchema), ...problems([401, 403, 404, 503]) },
  },
};

export const webhookChangeRoute: ApiRoute = {
  ...{ method: 'PUT', path: ONE, access, maxBytes: BODY_BYTES, handle: change },
  description: {
    tags,
    summary: 'Another address, or on and off',
    description: 'What is left out stays as it is.',
    request: { params: idParam, body: describeBody(webhookChangeSchema) },
    responses: {
      200: describeJson('As it stands now', webhookSchema),
      ...problems([400, 401, 403, 404, 413, 415, 503]),
    },
  },
};

export const webhookRemoveRoute: ApiRoute = {
  ...{ method: 'DELETE', path: ONE, access, handle: remove },
  description: {
    tags,
    summary: 'Be told no more',
    description: 'With everything that was still to be told.',
    request: { params: idParam },
    responses: {
      200: describeJson('It is gone', z.strictObject({})),
      ...problems([401, 403, 404, 503]),
    },
  },
};

export const webhookSecretRoute: ApiRoute = {
  ...{ method: 'POST', path: `${ONE}/secrets`, access, maxBytes: BODY_BYTES, handle: rotate },
  description: {
    tags,
    summary: 'A new secret; the old one signs along for a while',
    request: { params: idParam, body: describeBody(secretRequestSchema) },
    responses: {
      201: describeJson('Shown this once', secretSchema),
      ...problems([400, 401, 403, 404, 413, 415, 503]),
    },
  },
};

export const webhookDeliveriesRoute: ApiRoute = {
  ...{ method: 'GET', path: `${ONE}/deliveries`, access, handle: deliveries },
  description: {
    tags,
    summary: 'What was told, what still waits, and the dead letters',
    description:
      'Newest first, a hundred at a time: go on with `before` and the last id. Delivered ones are kept for 3 days, dead letters for 30.',
    request: { params: idParam, query: deliveryQuery },
    responses: {
      200: describeJson('Deliveries', deliveryListSchema),
      ...problems([400, 401, 403, 404, 503]),
    },
  },
};

export const webhookRedeliveryRoute: ApiRoute = {
  ...{ method: 'POST', path: `${ONE}/redeliveries`, access, maxBytes: BODY_BYTES, handle: again },
  description: {
    tags,
    summary: 'Send again what has ended',
    description: 'Under the same `webhook-id`, so that whoever had it knows it again.',
    request: { params: idParam, body: describeBody(redeliverySchema) },
    responses: {
      200: describeJson('So many wait again', redeliveredSchema),
      ...problems([400, 401, 403, 404, 413, 415, 503]),
    },
  },
};
