/** "What would you have answered then, under which words?" – by an auditor's key. */
import { z } from '@hono/zod-openapi';
import { inquire } from '../../evidence/inquire';
import { inquiredView } from '../../evidence/inquired-view';
import type { PlaceThen } from '../../evidence/point-in-time';
import { findAudited, mayNameAudited } from '../audited-subject';
import { describeBody, describeJson, problems } from '../description/parts';
import { problemReply } from '../problem';
import { readBody, readValue, type BodyOutcome } from '../read-body';
import { jsonReply, type Reply } from '../reply';
import { BODY_BYTES, type ApiRoute, type KeyCall } from '../route';
import { readLookGround } from '../look-ground';
import { handleSchema, instantSchema, keySchema } from '../subject-schema';
import { decisionThenAnswerSchema, decisionThenSchema } from './contract';

type Asked = z.infer<typeof decisionThenSchema>;

function placeOf(asked: Asked, system: string): PlaceThen {
  return 'touchpoint' in asked
    ? { touchpoint: asked.touchpoint }
    : { purpose: asked.purpose, channel: asked.channel, system };
}

async function answer(call: KeyCall, read: BodyOutcome<Asked>): Promise<Reply> {
  if (!read.ok) {
    const detail = 'This is not a question we can read. Nobody was looked at.';
    return problemReply(read.code, call.instance, { detail, errors: read.errors });
  }
  const { value } = read;
  const { runtime, principal } = call;
  if (!mayNameAudited(call, value.subject)) {
    const detail = "A key asks only about its own system's people.";
    return problemReply('wrong_system', call.instance, { detail });
  }
  const asked = {
    place: placeOf(value, principal.system),
    data: value.data ?? [],
    atMs: Date.parse(value.at),
    ground: value.ground,
  };
  const outcome = await inquire(runtime, principal, () => findAudited(call, value.subject), asked);
  if (outcome.ok) return jsonReply(200, inquiredView(asked, outcome));
  const { reason, field, detail } = outcome;
  return problemReply(reason, call.instance, {
    detail: 'There is no answer to this.',
    errors: [{ pointer: field, detail }],
  });
}

function post(call: KeyCall): Promise<Reply> {
  return answer(call, readBody(decisionThenSchema, call.body));
}

function get(call: KeyCall): Promise<Reply> {
  const named = {
    subject: { handle: call.query('handle') },
    at: call.query('at'),
    touchpoint: call.query('touchpoint'),
    ground: readLookGround(call),
  };
  return answer(call, readValue(decisionThenSchema, named));
}

const answers = {
  200: describeJson('What would have been answered', decisionThenAnswerSchema),
};
const tags = ['Evidence'];
const looks =
  'The look is recorded first, in the person’s own history, with your ground and your system’s name. Messages sent are not counted: a frequency limit answers as if nothing had been sent.';

export const decisionThenRoute: ApiRoute = {
  method: 'POST',
  path: '/api/v1/history/decision',
  access: ['audit'],
  maxBytes: BODY_BYTES,
  handle: post,
  description: {
    tags,
    summary: 'What would have been answered at an instant, and under which words',
    description: `The events received by then, folded, before the catalogue in force then. ${looks}`,
    request: { body: describeBody(decisionThenSchema) },
    responses: { ...answers, ...problems([400, 401, 403, 404, 410, 413, 415, 422, 503]) },
  },
};

export const decisionThenByHandleRoute: ApiRoute = {
  method: 'GET',
  path: '/api/v1/history/decision',
  access: ['audit'],
  handle: get,
  description: {
    tags,
    summary: 'The same by a handle: an identifier never stands in an address',
    description: looks,
    request: {
      headers: z.object({ 'look-ground': z.string() }),
      query: z.object({ handle: handleSchema, at: instantSchema, touchpoint: keySchema }),
    },
    responses: { ...answers, ...problems([400, 401, 403, 404, 410, 422, 503]) },
  },
};
