/** 「違います」 from the side of the system that guessed: reading what is wrong, and saying so. */
import { z } from '@hono/zod-openapi';
import { deskOf } from '../../asking/desk';
import {
  CONTEST_STATUSES,
  heardOf,
  heardSince,
  receiveContest,
  type HeardContest,
} from '../../record/contests-heard';
import { describeJson, problems } from '../description/parts';
import { problemReply } from '../problem';
import { jsonReply, type Reply } from '../reply';
import type { ApiRoute, KeyCall } from '../route';
import { readAfter, writeAfter } from './after';
import { contestListSchema, contestQuery, contestSchema } from './contract';

const tags = ['Exposures'];

function viewOf({ ref, handle, contest, status, receivedAtMs }: HeardContest) {
  const { touchpoint, reason, decisionId } = contest;
  return {
    ...{ id: ref, handle, touchpoint, ...reason, status },
    ...(decisionId !== null && { decisionId }),
    ...(receivedAtMs !== null && { receivedAt: new Date(receivedAtMs).toISOString() }),
  };
}

function badQuery(call: KeyCall, detail: string): Reply {
  const errors = [{ pointer: '', detail }];
  return problemReply('invalid_request', call.instance, { detail: 'Unknown query.', errors });
}

async function ofOne({ runtime, principal }: KeyCall, handle: string) {
  const { ownHandles } = deskOf(runtime);
  const found = await ownHandles.find(runtime.subjects, principal.system, handle);
  return found === undefined ? [] : heardOf(runtime, principal, found.subject);
}

async function list(call: KeyCall): Promise<Reply> {
  const { runtime, principal } = call;
  const wanted = call.query('status');
  const status = CONTEST_STATUSES.find((known) => known === wanted);
  if (wanted !== undefined && status === undefined) {
    return badQuery(call, `status is one of ${CONTEST_STATUSES.join(', ')}`);
  }
  const views = (all: readonly HeardContest[]) =>
    all.filter((one) => status === undefined || one.status === status).map(viewOf);
  const [handle, after] = [call.query('handle'), call.query('after')];
  await runtime.subjects.fresh();
  if (handle !== undefined) {
    return jsonReply(200, { contests: views(await ofOne(call, handle)), more: false });
  }
  const from = after === undefined ? 0 : readAfter(runtime.vault, principal.system, after);
  if (from === undefined) return badQuery(call, 'after is not a `next` that you were given');
  const { heard, seq } = await heardSince(runtime, principal, from);
  const next = writeAfter(runtime.vault, principal.system, seq);
  return jsonReply(200, { contests: views(heard), next, more: seq > from });
}

async function receive(call: KeyCall): Promise<Reply> {
  if (call.principal.test) {
    return problemReply('forbidden', call.instance, { detail: 'A test key touches nothing.' });
  }
  await call.runtime.subjects.fresh();
  const outcome = await receiveContest(call.runtime, call.principal, call.param('id') ?? '');
  if (outcome.ok) return jsonReply(200, viewOf(outcome.heard));
  const detail =
    outcome.reason === 'not_found' ? 'There is no such contest of yours.' : 'Nothing was recorded.';
  return problemReply(outcome.reason, call.instance, { detail });
}

export const contestListRoute: ApiRoute = {
  method: 'GET',
  path: '/api/v1/contests',
  access: ['decide'],
  handle: list,
  description: {
    tags,
    summary: 'What people say is wrong in what you reported',
    description:
      'Of your own places, by your own handles, oldest first; with `handle` of one person. Correct it where it came from, then say that you received it.',
    request: { query: contestQuery },
    responses: {
      200: describeJson('Your own', contestListSchema),
      ...problems([400, 401, 403, 503]),
    },
  },
};

export const contestReceivedRoute: ApiRoute = {
  method: 'PUT',
  path: '/api/v1/contests/:id/received',
  access: ['decide'],
  handle: receive,
  description: {
    tags,
    summary: 'Say that you received it',
    description: 'The person reads it, with its time. Said again, it is nothing.',
    request: { params: z.object({ id: z.string() }) },
    responses: {
      200: describeJson('As it stands', contestSchema),
      ...problems([401, 403, 404, 503]),
    },
  },
};
