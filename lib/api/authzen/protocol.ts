/**
 * The Authorization API 1.0 over HTTP, whoever answers it: the one handler of the production
 * routes and of the certification scenario (API.md "AuthZEN 1.0").
 * INVARIANT: a body depends on the question and the evaluator's verdict alone; ids, tokens and
 * instants travel in headers.
 */
import type { FieldError } from '../problem';
import { problemReply } from '../problem';
import { jsonReply, type Reply } from '../reply';
import type { Answer, Evaluator, Question, Search, Stamp } from './model';
import { readEvaluation, readEvaluations, readSearch, type Batch, type Single } from './read';

/** More would not fit into the headers that ordinary clients accept. */
const IDS_MAX = 100;

export const OPERATIONS = {
  evaluation: '/access/v1/evaluation',
  evaluations: '/access/v1/evaluations',
  subject: '/access/v1/search/subject',
  resource: '/access/v1/search/resource',
  action: '/access/v1/search/action',
} as const;
export type Operation = keyof typeof OPERATIONS;

const NO: Answer = { decision: false };

function refuse(operation: Operation, errors: readonly FieldError[]): Reply {
  const detail = 'This request cannot be read.';
  return problemReply('invalid_request', OPERATIONS[operation], { detail, errors });
}

function stampHeaders(answers: readonly Answer[]): Readonly<Record<string, string>> {
  const stamps = answers.flatMap(({ stamp }): Stamp[] => (stamp === undefined ? [] : [stamp]));
  const [first] = stamps;
  if (first === undefined) return {};
  const validUntil = stamps.map((stamp) => stamp.validUntil).reduce((a, b) => (a < b ? a : b));
  const ids = stamps.map(({ decisionId }) => decisionId);
  return {
    ...(ids.length <= IDS_MAX && { 'decision-id': ids.join(', ') }),
    ...(first.consentToken !== '' && { 'consent-token': first.consentToken }),
    'valid-until': validUntil,
  };
}

function bodyOf({ decision, context }: Answer): object {
  return context === undefined ? { decision } : { decision, context };
}

async function answerOne(evaluator: Evaluator, { question, explain }: Single): Promise<Reply> {
  const [answer = NO] = await evaluator.evaluate([question], explain);
  return jsonReply(200, bodyOf(answer), stampHeaders([answer]));
}

/** An item that is no question is a no; the others are put to the evaluator in one go. */
async function executeAll(evaluator: Evaluator, batch: Batch): Promise<readonly Answer[]> {
  const asked = batch.questions.filter((question): question is Question => question !== undefined);
  const answers = [...(await evaluator.evaluate(asked, batch.explain))].values();
  return batch.questions.map((question) => {
    return question === undefined ? NO : (answers.next().value ?? NO);
  });
}

/** One after the other: what comes after the trigger is neither asked nor counted. */
async function executeUntil(
  evaluator: Evaluator,
  batch: Batch,
  trigger: boolean,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const question of batch.questions) {
    const one = question && (await evaluator.evaluate([question], batch.explain));
    const answer = one?.[0] ?? NO;
    answers.push(answer);
    if (answer.decision === trigger) break;
  }
  return answers;
}

async function answerMany(evaluator: Evaluator, batch: Batch): Promise<Reply> {
  const answers =
    batch.semantic === 'execute_all'
      ? await executeAll(evaluator, batch)
      : await executeUntil(evaluator, batch, batch.semantic === 'permit_on_first_permit');
  return jsonReply(200, { evaluations: answers.map(bodyOf) }, stampHeaders(answers));
}

async function answerSearch(evaluator: Evaluator, of: Search['of'], text: string): Promise<Reply> {
  const read = readSearch(of, text);
  if (!read.ok) return refuse(of, read.errors);
  const found = await evaluator.search(read.search, read.page ?? {});
  if (!found.ok) {
    return refuse(of, [{ pointer: '/page/token', detail: 'was not given for this search' }]);
  }
  const { results, nextToken } = found;
  // Who did not speak of pages hears of them only where there is another one.
  const paged = read.page !== undefined || nextToken !== '';
  return jsonReply(200, { results, ...(paged && { page: { next_token: nextToken } }) });
}

/** `text` is the body. May throw what the evaluator throws. */
export async function answerAuthzen(
  operation: Operation,
  text: string,
  evaluator: Evaluator,
): Promise<Reply> {
  if (operation !== 'evaluation' && operation !== 'evaluations') {
    return answerSearch(evaluator, operation, text);
  }
  const read = operation === 'evaluation' ? readEvaluation(text) : readEvaluations(text);
  if (!read.ok) return refuse(operation, read.errors);
  return 'question' in read ? answerOne(evaluator, read) : answerMany(evaluator, read);
}
