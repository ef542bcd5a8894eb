import { z } from '@hono/zod-openapi';
import { choiceInputSchema, WILDCARD_PROBLEM } from '../../choice/schema';
import type { ErrorCode } from '../../errors';
import { isOwn } from '../decisions/read';
import { describeBody, describeJson, problems } from '../description/parts';
import { readJson } from '../json';
import { problemReply, type FieldError } from '../problem';
import { readValue } from '../read-body';
import { jsonReply, type Reply } from '../reply';
import { BODY_BYTES, type ApiRoute, type KeyCall } from '../route';
import { choiceAnswerSchema, choiceRequestSchema, choiceSubjectSchema } from './contract';
import { inTurn, payloadHashOf, readIdempotencyKey } from './idempotency';
import { readWaitSeconds } from './prefer';
import { recordChoice, type Recorded } from './record';

function refuse(
  call: KeyCall,
  code: ErrorCode,
  detail: string,
  errors: readonly FieldError[] = [],
): Reply {
  return problemReply(code, call.instance, { detail, errors });
}

const UNREADABLE = 'This is not a choice we can read. Nothing was recorded.';

function readChoice(call: KeyCall) {
  const json = readJson(call.body);
  if (!json.ok) return refuse(call, 'invalid_request', UNREADABLE, [json.error]);
  const about = readValue(choiceSubjectSchema, json.value);
  if (!about.ok) return refuse(call, about.code, UNREADABLE, about.errors);
  const { subject, ...said } = about.value;
  if (!isOwn(call.principal, subject)) {
    const error = { pointer: '/subject/system', detail: 'is another system than this key is of' };
    return refuse(call, 'wrong_system', "A key speaks only of its own system's people.", [error]);
  }
  const choice = readValue(choiceInputSchema, said);
  if (choice.ok) return { subject, input: choice.value, payload: json.value };
  const wildcards = choice.errors.filter(({ detail }) => detail === WILDCARD_PROBLEM);
  if (wildcards.length === 0) return refuse(call, choice.code, UNREADABLE, choice.errors);
  const detail = 'an allow names every key it means: * may only refuse';
  const errors = wildcards.map(({ pointer }) => ({ pointer, detail }));
  return refuse(call, 'wildcard_not_allowed', 'Nothing was recorded.', errors);
}

/** Recorded it is in any case; proved where a published checkpoint covers it in time. */
async function created(call: KeyCall, { answer, seq }: Extract<Recorded, { ok: true }>) {
  const seconds = readWaitSeconds(call.header('prefer'));
  if (seconds === undefined) return jsonReply(201, answer);
  // Whatever fails from here on, it is recorded.
  const covered = await call.runtime.ledger.covered(seq, seconds * 1000).catch(() => false);
  const status = covered ? 'proved' : 'accepted';
  return jsonReply(201, { ...answer, status }, { 'preference-applied': 'wait' });
}

function replyTo(call: KeyCall, recorded: Recorded | undefined): Reply | Promise<Reply> {
  if (recorded === undefined) {
    return refuse(call, 'conflict', 'The same request is still being worked on. Send it again.');
  }
  if (recorded.ok) return created(call, recorded);
  const { reason, field, detail } = recorded;
  const words = detail ?? 'is not possible';
  const errors = field === undefined ? [] : [{ pointer: field, detail: words }];
  return refuse(call, reason, `Nothing was recorded: ${words}.`, errors);
}

async function record(call: KeyCall): Promise<Reply> {
  const key = readIdempotencyKey(call.header('idempotency-key'));
  if (key === undefined) {
    const detail = 'Send a header like Idempotency-Key: "7d1f…", in double quotes.';
    return refuse(call, 'idempotency_key_required', detail);
  }
  const read = readChoice(call);
  if ('status' in read) return read;
  const scope = `key ${call.principal.keyId} POST ${choiceRoute.path}`;
  const idempotency = { scope, key, payloadHash: payloadHashOf(call.runtime.vault, read.payload) };
  const recorded = await inTurn(`${scope} ${key}`, () =>
    recordChoice(call.runtime, call.principal, read.subject, read.input, idempotency),
  );
  return replyTo(call, recorded);
}

export const choiceRoute: ApiRoute = {
  method: 'POST',
  path: '/api/v1/choices',
  access: ['choice:refuse', 'choice:allow'],
  maxBytes: BODY_BYTES,
  handle: record,
  description: {
    tags: ['Choices'],
    summary: 'What a person said elsewhere: on a tablet, a call, a form, a link',
    description:
      'Refusing takes `choice:refuse`; allowing takes `choice:allow`, the notice that was shown and evidence of what the person did. Switching on, resuming and undoing take the person’s own page. Sent again with the same Idempotency-Key, it is recorded once.',
    request: {
      headers: z.object({
        'idempotency-key': z.string().openapi({ description: 'A quoted string: "7d1f…"' }),
        prefer: z.string().optional().openapi({
          description:
            '`wait=5`: answers when a published checkpoint proves it, after at most so many seconds (ten)',
        }),
      }),
      body: describeBody(choiceRequestSchema),
    },
    responses: {
      201: describeJson('Recorded', choiceAnswerSchema),
      ...problems([400, 401, 403, 404, 409, 410, 413, 415, 422, 503]),
    },
  },
};
