import { recordTallies } from '../../asking/reported-tallies';
import { payloadHashOf } from '../choices/idempotency';
import { isOwn } from '../decisions/read';
import { describeBody, describeJson, problems } from '../description/parts';
import { problemReply } from '../problem';
import { readBody } from '../read-body';
import { jsonReply, type Reply } from '../reply';
import { BATCH_BYTES, type ApiRoute, type KeyCall } from '../route';
import { talliesAnswerSchema, talliesRequestSchema } from './contract';

const UNTAKEN = 'These counts cannot be taken. Nothing was counted.';

async function report(call: KeyCall): Promise<Reply> {
  const { runtime, principal, instance } = call;
  const read = readBody(talliesRequestSchema, call.body);
  if (!read.ok) return problemReply(read.code, instance, { detail: UNTAKEN, errors: read.errors });
  const { batch: key, tallies } = read.value;
  const foreign = tallies.findIndex(({ subject }) => !isOwn(principal, subject));
  if (foreign >= 0) {
    const detail = 'is another system than the one this key is of';
    const errors = [{ pointer: `/tallies/${String(foreign)}/subject/system`, detail }];
    return problemReply('wrong_system', instance, { detail: UNTAKEN, errors });
  }
  const payloadHash = payloadHashOf(runtime.vault, read.value);
  const outcome = await recordTallies(runtime, principal, { key, payloadHash }, tallies);
  if (outcome.ok) return jsonReply(202, { accepted: true });
  const errors = [{ pointer: outcome.field, detail: outcome.detail }];
  return problemReply(outcome.reason, instance, { detail: UNTAKEN, errors });
}

export const talliesRoute: ApiRoute = {
  method: 'POST',
  path: '/api/v1/tallies',
  access: ['decide'],
  maxBytes: BATCH_BYTES,
  handle: report,
  description: {
    tags: ['Exposures'],
    summary: 'What was answered without asking us: counts of a local SDK',
    description:
      'The person reads how often you asked, and how often it was a no. Counts per person, touchpoint, day (UTC, of the last seven) and reason; where staff look at a screen and no reason is known, `allowed` or `refused`. A `batch` counts once: send it again until it is taken. Answered alike whether or not we know the person.',
    request: { body: describeBody(talliesRequestSchema) },
    responses: {
      202: describeJson('Taken', talliesAnswerSchema),
      ...problems([400, 401, 403, 413, 415, 422, 503]),
    },
  },
};
