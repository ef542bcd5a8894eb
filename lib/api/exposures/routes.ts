import { recordExposure } from '../../asking/exposures';
import { describeBody, describeJson, problems } from '../description/parts';
import { isOwn } from '../decisions/read';
import { problemReply, type FieldError } from '../problem';
import { readBody } from '../read-body';
import { jsonReply, type Reply } from '../reply';
import { BODY_BYTES, type ApiRoute, type KeyCall } from '../route';
import { exposureAnswerSchema, exposureRequestSchema } from './contract';

function refuse(call: KeyCall, code: Parameters<typeof problemReply>[0], error: FieldError): Reply {
  const detail = 'The report cannot be taken.';
  return problemReply(code, call.instance, { detail, errors: [error] });
}

function report(call: KeyCall): Reply {
  const read = readBody(exposureRequestSchema, call.body);
  if (!read.ok) {
    const detail = 'This is not a report we can read.';
    return problemReply(read.code, call.instance, { detail, errors: read.errors });
  }
  if (!isOwn(call.principal, read.value.subject)) {
    const detail = 'is another system than the one this key is of';
    return refuse(call, 'wrong_system', { pointer: '/subject/system', detail });
  }
  const { at, ...said } = read.value;
  const atMs = at === undefined ? {} : { atMs: Date.parse(at) };
  const outcome = recordExposure(call.runtime, call.principal, { ...said, ...atMs });
  if (outcome.ok) return jsonReply(202, { accepted: true });
  return refuse(call, outcome.reason, { pointer: outcome.field, detail: outcome.detail });
}

export const exposureRoute: ApiRoute = {
  method: 'POST',
  path: '/api/v1/exposures',
  access: ['decide'],
  maxBytes: BODY_BYTES,
  handle: report,
  description: {
    tags: ['Exposures'],
    summary: '“I personalised this, because…”',
    description:
      'What the person reads on their map: where it was shown and on what data or guesses it rested. Reported twice with one `decisionId`, it counts once. Answered alike whether or not we know the person.',
    request: { body: describeBody(exposureRequestSchema) },
    responses: {
      202: describeJson('Taken', exposureAnswerSchema),
      ...problems([400, 401, 403, 413, 415, 422, 503]),
    },
  },
};
