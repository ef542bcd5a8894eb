/** Erasing from the side of systems: asking for one, and answering what people asked of them. */
import { z } from '@hono/zod-openapi';
import type { ServiceErasureRow } from '../../../db/port';
import { deskOf } from '../../asking/desk';
import type { AskedSubject } from '../../asking/model';
import type { ErrorCode } from '../../errors';
import { requestErasureAsSystem, requestStatus } from '../../record/erasure-requests';
import { answerErasure, askedOfSystem } from '../../record/service-erasures';
import { inTurn, payloadHashOf, readIdempotencyKey } from '../choices/idempotency';
import { isOwn } from '../decisions/read';
import { describeBody, describeJson, problems } from '../description/parts';
import { problemReply } from '../problem';
import { readBody } from '../read-body';
import { jsonReply, type Reply } from '../reply';
import { BODY_BYTES, type ApiRoute, type KeyCall } from '../route';
import {
  ERASURE_STATUSES,
  erasureAcceptedSchema,
  erasureAnswerSchema,
  erasureListSchema,
  erasureRequestSchema,
  erasureStatusSchema,
} from './contract';

const tags = ['Erasure'];
const idParam = z.object({ id: z.string() });

function refuse(call: KeyCall, code: ErrorCode, detail: string): Reply {
  return problemReply(code, call.instance, { detail });
}
function nothingThere(call: KeyCall): Reply {
  return refuse(call, 'not_found', 'There is no such erasure of yours.');
}

async function subjectOf(call: KeyCall, asked: AskedSubject): Promise<string | undefined> {
  const { runtime, principal } = call;
  const found =
    'handle' in asked
      ? await deskOf(runtime).ownHandles.find(runtime.subjects, principal.system, asked.handle)
      : await runtime.subjects.byHandle(runtime.vault.handleOf(asked));
  return found?.subject;
}

async function request(call: KeyCall): Promise<Reply> {
  const key = readIdempotencyKey(call.header('idempotency-key'));
  if (key === undefined) {
    const detail = 'Send a header like Idempotency-Key: "7d1f…", in double quotes.';
    return refuse(call, 'idempotency_key_required', detail);
  }
  const read = readBody(erasureRequestSchema, call.body);
  if (!read.ok) {
    const detail = 'This is not a request we can read. Nothing was recorded.';
    return problemReply(read.code, call.instance, { detail, errors: read.errors });
  }
  const { subject: asked, ground } = read.value;
  if (call.principal.test) return refuse(call, 'forbidden', 'A test key touches nothing.');
  if (!isOwn(call.principal, asked)) {
    return refuse(call, 'wrong_system', "A key speaks only of its own system's people.");
  }
  const scope = `key ${call.principal.keyId} POST ${erasureRequestRoute.path}`;
  const idempotency = { scope, key, payloadHash: payloadHashOf(call.runtime.vault, read.value) };
  const outcome = await inTurn(`${scope} ${key}`, async () => {
    const subject = await subjectOf(call, asked);
    return requestErasureAsSystem(call.runtime, call.principal, { subject, ground }, idempotency);
  });
  if (outcome === undefined) {
    return refuse(call, 'conflict', 'The same request is still being worked on. Send it again.');
  }
  if (!outcome.ok) return refuse(call, outcome.reason, 'Nothing was recorded.');
  return jsonReply(202, { id: outcome.id, status: 'waiting' });
}

function viewOf({ id, status, handle, askedAtMs, answeredAtMs }: ServiceErasureRow) {
  return {
    id,
    status,
    ...(handle !== '' && { handle }),
    askedAt: new Date(askedAtMs).toISOString(),
    ...(answeredAtMs !== null && { answeredAt: new Date(answeredAtMs).toISOString() }),
  };
}

async function list(call: KeyCall): Promise<Reply> {
  const wanted = call.query('status');
  const status = ERASURE_STATUSES.find((known) => known === wanted);
  if (wanted !== undefined && status === undefined) {
    const errors = [{ pointer: '', detail: `status is one of ${ERASURE_STATUSES.join(', ')}` }];
    return problemReply('invalid_request', call.instance, { detail: 'Unknown status.', errors });
  }
  const filter = status === undefined ? {} : { status };
  const rows = await askedOfSystem(call.runtime, call.principal, filter);
  return jsonReply(200, { erasures: rows.map(viewOf) });
}

async function find(call: KeyCall): Promise<Reply> {
  const id = call.param('id') ?? '';
  const status = await requestStatus(call.runtime, call.principal, id);
  if (status !== undefined) return jsonReply(200, { id, status });
  const [row] = await askedOfSystem(call.runtime, call.principal, { id });
  return row === undefined ? nothingThere(call) : jsonReply(200, viewOf(row));
}

async function answer(call: KeyCall): Promise<Reply> {
  const read = readBody(erasureAnswerSchema, call.body);
  if (!read.ok) {
    const detail = 'This is not an answer we can read. Nothing was recorded.';
    return problemReply(read.code, call.instance, { detail, errors: read.errors });
  }
  if (call.principal.test) return refuse(call, 'forbidden', 'A test key touches nothing.');
  const { runtime, principal } = call;
  const outcome = await answerErasure(
    runtime,
    principal,
    call.param('id') ?? '',
    read.value.answer,
  );
  if (outcome.ok) return jsonReply(200, viewOf(outcome.row));
  if (outcome.reason === 'not_found') return nothingThere(call);
  return refuse(call, outcome.reason, 'It was answered otherwise before.');
}

export const erasureRequestRoute: ApiRoute = {
  method: 'POST',
  path: '/api/v1/erasures',
  access: ['erase'],
  maxBytes: BODY_BYTES,
  handle: request,
  description: {
    tags,
    summary: 'Ask that a person be erased here',
    description:
      'Waits for an officer, who confirms or refuses it; a hold may delay it. Answered alike whether or not we know the person.',
    request: {
      headers: z.object({
        'idempotency-key': z.string().openapi({ description: 'A quoted string: "7d1f…"' }),
      }),
      body: describeBody(erasureRequestSchema),
    },
    responses: {
      202: describeJson('Taken; it waits for an officer', erasureAcceptedSchema),
      ...problems([400, 401, 403, 409, 413, 415, 422, 503]),
    },
  },
};

export const erasureListRoute: ApiRoute = {
  method: 'GET',
  path: '/api/v1/erasures',
  access: ['erase'],
  handle: list,
  description: {
    tags,
    summary: 'What people asked your system to erase',
    description:
      'By your own handles, oldest first, at most 1,000. `status=asked` are those you have not answered.',
    request: { query: z.object({ status: z.enum(ERASURE_STATUSES).optional() }) },
    responses: {
      200: describeJson('Your own', erasureListSchema),
      ...problems([400, 401, 403, 503]),
    },
  },
};

export const erasureRoute: ApiRoute = {
  method: 'GET',
  path: '/api/v1/erasures/:id',
  access: ['erase'],
  handle: find,
  description: {
    tags,
    summary: 'How far an erasure has come: one you asked for, or one that was asked of you',
    request: { params: idParam },
    responses: {
      200: describeJson('Its state', erasureStatusSchema),
      ...problems([401, 403, 404, 503]),
    },
  },
};

export const erasureAnswerRoute: ApiRoute = {
  method: 'POST',
  path: '/api/v1/erasures/:id/answer',
  access: ['erase'],
  maxBytes: BODY_BYTES,
  handle: answer,
  description: {
    tags,
    summary: 'Say that your system has erased the person, or that it cannot',
    description: 'The person reads it in their history. The same answer again is nothing.',
    request: { params: idParam, body: describeBody(erasureAnswerSchema) },
    responses: {
      200: describeJson('Noted', erasureStatusSchema),
      ...problems([400, 401, 403, 404, 409, 413, 415, 503]),
    },
  },
};
