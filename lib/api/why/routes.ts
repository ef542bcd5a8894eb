/** この表示の理由 over HTTP, for a page's own script: with a token for a browser, and with nothing else. */
import { describeBody, describeJson, problems } from '../description/parts';
import { problemReply } from '../problem';
import { readBody } from '../read-body';
import { jsonReply, type Reply } from '../reply';
import { BODY_BYTES, type ApiRoute, type KeyCall } from '../route';
import { onlookerOf, readBeside, speakBeside } from './beside';
import {
  whyActAnswerSchema,
  whyActRequestSchema,
  whyAnswerSchema,
  whyRequestSchema,
} from './contract';

const UNREADABLE = 'This is not something we can read.';

function noOnlooker(call: KeyCall): Reply {
  const detail = 'This takes a token for one person’s browser at one place.';
  return problemReply('forbidden', call.instance, { detail });
}

async function read(call: KeyCall): Promise<Reply> {
  const body = readBody(whyRequestSchema, call.body);
  if (!body.ok) {
    return problemReply(body.code, call.instance, { detail: UNREADABLE, errors: body.errors });
  }
  const onlooker = onlookerOf(call.principal);
  if (onlooker === undefined) return noOnlooker(call);
  const why = await readBeside(call.runtime, onlooker, body.value.locale);
  if (why !== undefined) return jsonReply(200, why);
  return problemReply('unknown_touchpoint', call.instance, { detail: 'It is not on the map.' });
}

async function say(call: KeyCall): Promise<Reply> {
  const body = readBody(whyActRequestSchema, call.body);
  if (!body.ok) {
    return problemReply(body.code, call.instance, { detail: UNREADABLE, errors: body.errors });
  }
  const onlooker = onlookerOf(call.principal);
  if (onlooker === undefined) return noOnlooker(call);
  const { locale, ...act } = body.value;
  const said = await speakBeside(call.runtime, onlooker, act, locale);
  if (said.ok) return jsonReply(201, said.answer);
  const spent = said.reason === 'unauthenticated';
  const detail = spent ? 'This token has written already.' : 'Nothing was recorded.';
  return problemReply(said.reason, call.instance, { detail });
}

const tags = ['Tokens'];

export const whyRoute: ApiRoute = {
  method: 'POST',
  path: '/api/v1/why',
  access: ['embed'],
  browsers: true,
  maxBytes: BODY_BYTES,
  handle: read,
  description: {
    tags,
    summary: 'Why am I seeing this? For one person, at one place',
    description:
      'With a token for a browser: what the place may use, what for, since when, and what your newest report of it rested on – the content of `<nattoku-why>`. Nothing that your system does not hear anyway. Not counted as a question.',
    request: { body: describeBody(whyRequestSchema) },
    responses: {
      200: describeJson('What the person reads', whyAnswerSchema),
      ...problems([400, 401, 403, 413, 415, 422, 503]),
    },
  },
};

export const whyActRoute: ApiRoute = {
  method: 'POST',
  path: '/api/v1/why/acts',
  access: ['embed'],
  browsers: true,
  maxBytes: BODY_BYTES,
  handle: say,
  description: {
    tags,
    summary: 'Stop here, stop this purpose, already bought, too many, that’s wrong',
    description:
      'With a token for a browser, which writes once: the same act with the same token is a retry, another one is 401. Everything said here refuses or limits; allowing and undoing take the person’s own pages.',
    request: { body: describeBody(whyActRequestSchema) },
    responses: {
      201: describeJson('Saved', whyActAnswerSchema),
      ...problems([400, 401, 403, 404, 413, 415, 422, 503]),
    },
  },
};
