import { ask } from '../../asking/ask';
import { answerAlike } from '../../asking/answer-alike';
import { answerAtHand } from '../../asking/answer-one';
import { judgeMany } from '../../asking/ask-many';
import { answeredBriefly, answeredMany } from '../../asking/answered';
import { BATCH_OPENS, batchCloses, fullText, fullTexts } from '../../asking/judgement';
import type { Answered } from '../../asking/model';
import { describeBody, describeJson, problems } from '../description/parts';
import { problemReply } from '../problem';
import { refuseStale } from '../stale';
import { JSON_TYPE, type Reply } from '../reply';
import { BATCH_BYTES, BODY_BYTES, type ApiRoute, type KeyCall } from '../route';
import { browserProblem, namedForTest } from './browser-question';
import {
  decisionAnswerSchema,
  decisionBatchAnswerSchema,
  decisionBatchRequestSchema,
  decisionRequestSchema,
} from './contract';
import { readBatch, readQuestion, type Refusal } from './read';

function refuse(call: KeyCall, { code, errors }: Refusal): Reply {
  const detail =
    code === 'wrong_system'
      ? "A key asks only about its own system's people."
      : 'This is not a question we can read.';
  return problemReply(code, call.instance, { detail, errors });
}

function tokensOf(call: KeyCall, inBody: string | undefined): readonly string[] | undefined {
  const inHeader = call.header('consent-token');
  if (inHeader === undefined && inBody === undefined) return undefined;
  return [inHeader, inBody].filter((token) => token !== undefined);
}

function singleReply(answered: Answered): Reply {
  const { ascii } = answered.judgement.text;
  return { status: 200, contentType: JSON_TYPE, body: fullText(answered), ascii };
}

function decide(call: KeyCall): Reply | Promise<Reply> {
  const read = readQuestion(call.principal, call.body);
  if (!read.ok) return refuse(call, read);
  const barred = browserProblem(call, read.asking);
  if (barred !== undefined) return refuse(call, { ok: false, code: 'forbidden', errors: [barred] });
  const asking = namedForTest(call, read.asking);
  const tokens = tokensOf(call, read.token);
  if (tokens !== undefined) {
    return refuseStale(call, tokens).then(async (refused) => {
      return refused ?? singleReply(await ask(call.runtime, call.principal, asking));
    });
  }
  const atHand = answerAtHand(call.runtime, call.principal, asking);
  if (atHand !== undefined) {
    return { status: 200, contentType: JSON_TYPE, body: atHand, ascii: true };
  }
  const answered = ask(call.runtime, call.principal, asking);
  return answered instanceof Promise ? answered.then(singleReply) : singleReply(answered);
}

function earliest(answers: readonly Answered[]): string {
  return answers.reduce(
    (least, { validUntil }) => (validUntil < least ? validUntil : least),
    answers[0]?.validUntil ?? '',
  );
}

function fullAnswers(answers: readonly Answered[]) {
  const consentToken = answers[0]?.consentToken ?? '';
  return { items: fullTexts(answers), consentToken, validUntil: earliest(answers) };
}

async function decideMany(call: KeyCall): Promise<Reply> {
  const read = readBatch(call.principal, call);
  if (!read.ok) return refuse(call, read);
  const tokens = tokensOf(call, read.token);
  const refused = tokens === undefined ? undefined : await refuseStale(call, tokens);
  if (refused !== undefined) return refused;
  const { runtime, principal } = call;
  const alike = read.alike && (await answerAlike(runtime, principal, read.alike, read.brief));
  if (alike !== undefined) return { status: 200, contentType: JSON_TYPE, ...alike };
  const judgements = await judgeMany(runtime, principal, read.askings);
  const { items, consentToken, validUntil } = read.brief
    ? answeredBriefly(runtime, principal.system, judgements)
    : fullAnswers(answeredMany(runtime, principal.system, judgements));
  const body = BATCH_OPENS + items + batchCloses(consentToken, validUntil);
  const ascii = judgements.every(({ text }) => text.ascii);
  return { status: 200, contentType: JSON_TYPE, body, ascii };
}

const tags = ['Decisions'];

export const decisionRoute: ApiRoute = {
  method: 'POST',
  path: '/api/v1/decisions',
  access: ['decide'],
  browsers: true,
  maxBytes: BODY_BYTES,
  handle: decide,
  description: {
    tags,
    summary: 'May I personalise this, for this person, here, with this data, now?',
    description:
      'A no is status 200 with `decision: false` and its reason. Treat everything but status 200 with exactly `decision: true` as a no. A permit is a lease until `validUntil`. Ask by `touchpoint`, or by `purpose`, `channel` and `data`.',
    request: { body: describeBody(decisionRequestSchema) },
    responses: {
      200: describeJson('The answer', decisionAnswerSchema),
      ...problems([400, 401, 403, 409, 413, 415, 503]),
    },
  },
};

export const decisionBatchRoute: ApiRoute = {
  method: 'POST',
  path: '/api/v1/decisions/batch',
  access: ['decide'],
  maxBytes: BATCH_BYTES,
  handle: decideMany,
  description: {
    tags,
    summary: 'Up to 1,000 questions, answered in order',
    description:
      'A question that cannot be read is a no with reason `error` in its place; the call stays 200. `answer: "brief"` gives decision, reason and otherwise only.',
    request: { body: describeBody(decisionBatchRequestSchema) },
    responses: {
      200: describeJson('The answers', decisionBatchAnswerSchema),
      ...problems([400, 401, 403, 409, 413, 415, 503]),
    },
  },
};
