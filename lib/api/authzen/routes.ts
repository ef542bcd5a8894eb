/** The Authorization API 1.0 on our own listener: keys, freshness and our evaluator around the protocol. */
import { z } from '@hono/zod-openapi';
import { describeBody, describeJson } from '../description/parts';
import { jsonReply, type Reply } from '../reply';
import { BATCH_BYTES, BODY_BYTES, type ApiRoute, type KeyCall } from '../route';
import { refuseStale } from '../stale';
import {
  actionSearchSchema,
  actionsSchema,
  answerSchema,
  answersSchema,
  entitiesSchema,
  evaluationRequestSchema,
  evaluationsRequestSchema,
  resourceSearchSchema,
  subjectSearchSchema,
} from './contract';
import { authzenConfiguration, DISCOVERY_PATH } from './discovery';
import { ownEvaluator } from './own-evaluator';
import { answerAuthzen, OPERATIONS, type Operation } from './protocol';

const tags = ['AuthZEN'];

function answer(operation: Operation) {
  return async (call: KeyCall): Promise<Reply> => {
    const token = call.header('consent-token');
    const refused = token === undefined ? undefined : await refuseStale(call, [token]);
    if (refused !== undefined) return refused;
    return answerAuthzen(operation, call.body, ownEvaluator(call.runtime, call.principal));
  };
}

const inWords = (description: string) => ({
  description,
  content: { 'text/plain': { schema: z.string() } },
});
const FAILURES = {
  400: inWords('The request cannot be read; the message names the fields'),
  401: inWords('No key, or one that is not good (any more)'),
  403: inWords('The key may not do this'),
  409: inWords('The Consent-Token is of a time before a restore'),
  413: inWords('The body is too large'),
  415: inWords('The body is not application/json'),
  503: inWords('Not now; nothing is permitted. See Retry-After'),
};

function route(
  operation: Operation,
  summary: string,
  description: string,
  wire: { readonly request: z.ZodType; readonly answer: z.ZodType },
): ApiRoute {
  return {
    method: 'POST',
    path: OPERATIONS[operation],
    access: [operation === 'subject' ? 'audience' : 'decide'],
    maxBytes: operation === 'evaluations' ? BATCH_BYTES : BODY_BYTES,
    handle: answer(operation),
    description: {
      tags,
      summary,
      description,
      request: { body: describeBody(wire.request) },
      responses: { 200: describeJson('The answer', wire.answer), ...FAILURES },
    },
  };
}

export const authzenEvaluationRoute = route(
  'evaluation',
  'One decision, in the words of OpenID AuthZEN 1.0',
  'A no is status 200 with `decision: false`. The id of the decision, how long it holds and the Consent-Token travel in headers. `options.explain: true` says in `context` what our own API says; without it, a permit that carries obligations is a no.',
  { request: evaluationRequestSchema, answer: answerSchema },
);
export const authzenEvaluationsRoute = route(
  'evaluations',
  'Up to 1,000 decisions, in the words of OpenID AuthZEN 1.0',
  'What stands beside `evaluations` is the default of every item; an item overrides it object by object, and only a missing `type` is filled in. An item that cannot be read is a no in its place. `options.evaluations_semantic`: execute_all, deny_on_first_deny or permit_on_first_permit.',
  { request: evaluationsRequestSchema, answer: answersSchema },
);
export const authzenSubjectSearchRoute = route(
  'subject',
  'Who, of those your system knows, is permitted this',
  'Hands out people: it needs the scope `audience`, and stands in the log before anybody is named. Results are your own handles, at most 1,000 a page; go on with `page.next_token` until it is empty, also past a page without results. Ask again at the moment of use.',
  { request: subjectSearchSchema, answer: entitiesSchema },
);
export const authzenResourceSearchRoute = route(
  'resource',
  'At which of your places, or for which purposes, this is permitted',
  'The type of `resource` says what is sought: touchpoint or purpose.',
  { request: resourceSearchSchema, answer: entitiesSchema },
);
export const authzenActionSearchRoute = route(
  'action',
  'What is permitted at one place',
  'The actions that a single question would answer with yes.',
  { request: actionSearchSchema, answer: actionsSchema },
);

export const authzenDiscoveryRoute: ApiRoute = {
  method: 'GET',
  path: DISCOVERY_PATH,
  access: 'public',
  description: {
    tags,
    summary: 'Where the AuthZEN endpoints are',
    responses: {
      200: describeJson('Absolute addresses', z.record(z.string(), z.string())),
    },
  },
  handle: ({ runtime }) => jsonReply(200, authzenConfiguration(runtime.env.origin)),
};
