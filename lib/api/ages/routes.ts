/**
 * That somebody is under eighteen, said by a system that knows it (DESIGN §3 "guardian"). It only
 * makes things stricter, and the answer is the same whatever was on record before.
 */
import { z } from '@hono/zod-openapi';
import type { AgeAnswer } from '../../../sdk/src/contract';
import type { ErrorCode } from '../../errors';
import { endOfBand } from '../../portal/age-said';
import { inTurn, payloadHashOf, readIdempotencyKey } from '../choices/idempotency';
import { recordSaid } from '../choices/record';
import { isOwn } from '../decisions/read';
import { describeBody, describeJson, problems } from '../description/parts';
import { problemReply } from '../problem';
import { readBody } from '../read-body';
import { jsonReply, type Reply } from '../reply';
import { BODY_BYTES, type ApiRoute, type KeyCall } from '../route';
import { ageAnswerSchema, ageRequestSchema } from './contract';

function refuse(call: KeyCall, code: ErrorCode, detail: string, pointer?: string): Reply {
  const errors = pointer === undefined ? [] : [{ pointer, detail }];
  return problemReply(code, call.instance, { detail, errors });
}

async function say(call: KeyCall): Promise<Reply> {
  const { runtime, principal } = call;
  const key = readIdempotencyKey(call.header('idempotency-key'));
  if (key === undefined) {
    const detail = 'Send a header like Idempotency-Key: "7d1f…", in double quotes.';
    return refuse(call, 'idempotency_key_required', detail);
  }
  const read = readBody(ageRequestSchema, call.body);
  if (!read.ok) {
    const detail = 'This is not an age we can read. Nothing was recorded.';
    return problemReply(read.code, call.instance, { detail, errors: read.errors });
  }
  const { subject, band, majority } = read.value;
  if (!isOwn(principal, subject)) {
    return refuse(call, 'wrong_system', "A key speaks only of its own system's people.");
  }
  const [year = 0, month = 0] = majority.split('-').map(Number);
  const end = endOfBand({ band, year, month }, runtime.clock.now());
  if (!end.ok) return refuse(call, 'invalid_request', 'band and month do not fit', '/majority');
  const { endsAtMs } = end;
  const said = { type: 'guardian', act: 'declare', ageBand: band, endsAtMs } as const;
  const event = { about: 'subject', body: { ...said, surface: 'api' } } as const;
  const scope = `key ${principal.keyId} POST ${ageRoute.path}`;
  const idempotency = { scope, key, payloadHash: payloadHashOf(runtime.vault, read.value) };
  const recorded = await inTurn(`${scope} ${key}`, () =>
    recordSaid(runtime, principal, subject, event, idempotency),
  );
  if (recorded === undefined) {
    return refuse(call, 'conflict', 'The same request is still being worked on. Send it again.');
  }
  if (!recorded.ok) return refuse(call, recorded.reason, 'Nothing was recorded.', recorded.field);
  const { ref, receipt, consentToken } = recorded.answer;
  return jsonReply(201, { ref, receipt, consentToken } satisfies AgeAnswer);
}

export const ageRoute: ApiRoute = {
  method: 'POST',
  path: '/api/v1/ages',
  access: ['age'],
  maxBytes: BODY_BYTES,
  handle: say,
  description: {
    tags: ['Choices'],
    summary: 'Somebody is under eighteen',
    description:
      'What a child allows then waits for a guardian, and ads are tailored to no minor. It only makes things stricter: nobody becomes older by it. The person reads that your system said it. No birthday is asked, and no other system is told.',
    request: {
      headers: z.object({
        'idempotency-key': z.string().openapi({ description: 'A quoted string: "7d1f…"' }),
      }),
      body: describeBody(ageRequestSchema),
    },
    responses: {
      201: describeJson('Recorded', ageAnswerSchema),
      ...problems([400, 401, 403, 404, 409, 410, 413, 415, 422, 503]),
    },
  },
};
