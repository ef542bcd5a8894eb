/**
 * Ask before you personalise (API.md "SDK"). Fails closed: whatever goes wrong between you and
 * the answer, you get a no, in time, with its cause. No retries happen behind your back. Uses
 * nothing but `fetch`, `AbortController` and `crypto`, so it runs on Node ≥ 20 and at the edge.
 */
import {
  failed,
  readAnswer,
  readAnswers,
  readBrowserToken,
  readChoiceAnswer,
  type Decision,
  type FailureReason,
} from './answer';
import { filterAudience, type Audience, type People } from './audience';
import type {
  AudienceRequest,
  BrowserTokenAnswer,
  BrowserTokenRequest,
  ChoiceAnswer,
  ChoiceRequest,
  DecisionRequest,
  ExposureRequest,
  Problem,
  UnsubscribeLinksRequest,
} from './contract';
import {
  failureOf,
  post,
  problemOf,
  readSettings,
  write,
  type ClientOptions,
  type Settings,
} from './settings';
import { unsubscribeLinks, type UnsubscribeLinksResult } from './unsubscribe';

export type { ClientOptions, Failure } from './settings';
export type { Decision, FailedDecision } from './answer';
export type { UnsubscribeLinksResult } from './unsubscribe';

export type ChoiceResult =
  | ({ readonly ok: true } & ChoiceAnswer)
  | {
      readonly ok: false;
      readonly cause: string;
      readonly problem?: Problem;
      /** Send it again with this very key: it will not be recorded twice. */
      readonly idempotencyKey: string;
    };
export type ExposureResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly cause: string; readonly problem?: Problem };

export interface Client {
  decide(question: DecisionRequest): Promise<Decision>;
  /** In the order asked. */
  decideMany(questions: readonly DecisionRequest[]): Promise<readonly Decision[]>;
  /** Who of these may be chosen, read as it comes; ask again about each when you send. */
  filterAudience(request: AudienceRequest, people: People): Audience;
  recordChoice(
    choice: ChoiceRequest,
    options?: { readonly idempotencyKey?: string },
  ): Promise<ChoiceResult>;
  reportExposure(exposure: ExposureRequest): Promise<ExposureResult>;
  /** For the browser of one person, at one place, for at most five minutes; the key never goes there. */
  browserToken(request: BrowserTokenRequest): Promise<BrowserTokenResult>;
  /** For the mails of one touchpoint: the link in each and its headers. Without them, do not send. */
  unsubscribeLinks(request: UnsubscribeLinksRequest): Promise<UnsubscribeLinksResult>;
}
export type BrowserTokenResult =
  | ({ readonly ok: true } & BrowserTokenAnswer)
  | { readonly ok: false; readonly cause: string; readonly problem?: Problem };

const BATCH_LIMIT = 1000;

function touchpointOf(question: DecisionRequest): string | undefined {
  return 'touchpoint' in question ? question.touchpoint : undefined;
}

async function decide(settings: Settings, question: DecisionRequest): Promise<Decision> {
  const otherwise = settings.otherwise(question);
  try {
    const answer = await post(settings, '/api/v1/decisions', question, settings.timeoutMs);
    const failure = failureOf(answer);
    if (failure) {
      settings.tell({ during: 'decide', ...failure });
      return failed(failure.reason, failure.cause, otherwise);
    }
    const body = answer.ok ? answer.body : undefined;
    const decision = readAnswer(body, touchpointOf(question), settings.understands, otherwise);
    if ('cause' in decision && !('decisionId' in decision)) {
      settings.tell({ during: 'decide', reason: decision.reason, cause: decision.cause });
    }
    return decision;
  } catch (error) {
    settings.tell({ during: 'decide', reason: 'error', cause: 'exception', error });
    return failed('error', 'exception', otherwise);
  }
}

async function decideChunk(
  settings: Settings,
  questions: readonly DecisionRequest[],
): Promise<readonly Decision[]> {
  const noToAll = (reason: FailureReason, cause: string, error?: unknown): readonly Decision[] => {
    settings.tell({ during: 'decideMany', reason, cause, error });
    return questions.map((question) => failed(reason, cause, settings.otherwise(question)));
  };
  try {
    const body = { evaluations: questions, answer: 'full' };
    const answer = await post(settings, '/api/v1/decisions/batch', body, settings.timeoutMs);
    const failure = failureOf(answer);
    if (failure) return noToAll(failure.reason, failure.cause, failure.error);
    const items = answer.ok ? readAnswers(answer.body, questions.length) : undefined;
    if (!items) return noToAll('error', 'malformed');
    return questions.map((question, index) =>
      readAnswer(
        items[index],
        touchpointOf(question),
        settings.understands,
        settings.otherwise(question),
      ),
    );
  } catch (error) {
    return noToAll('error', 'exception', error);
  }
}

async function decideMany(
  settings: Settings,
  questions: readonly DecisionRequest[],
): Promise<readonly Decision[]> {
  const chunks: (readonly DecisionRequest[])[] = [];
  for (let at = 0; at < questions.length; at += BATCH_LIMIT)
    chunks.push(questions.slice(at, at + BATCH_LIMIT));
  const answers = await Promise.all(chunks.map((chunk) => decideChunk(settings, chunk)));
  return answers.flat();
}

async function recordChoice(
  settings: Settings,
  choice: ChoiceRequest,
  idempotencyKey: string,
): Promise<ChoiceResult> {
  const header = { 'idempotency-key': `"${idempotencyKey}"` };
  const answer = await write(settings, '/api/v1/choices', choice, header);
  const stored = answer.ok && answer.status === 201 ? readChoiceAnswer(answer.body) : undefined;
  if (answer.ok && stored) return { ok: true, ...(answer.body as ChoiceAnswer), ...stored };
  const failure = failureOf(answer) ?? { reason: 'error' as const, cause: 'malformed' };
  settings.tell({ during: 'recordChoice', ...failure });
  return { ok: false, cause: failure.cause, idempotencyKey, ...problemOf(answer) };
}

async function reportExposure(
  settings: Settings,
  exposure: ExposureRequest,
): Promise<ExposureResult> {
  const answer = await write(settings, '/api/v1/exposures', exposure);
  if (answer.ok && answer.status === 202) return { ok: true };
  const failure = failureOf(answer) ?? { reason: 'error' as const, cause: 'malformed' };
  settings.tell({ during: 'reportExposure', ...failure });
  return { ok: false, cause: failure.cause, ...problemOf(answer) };
}

async function browserToken(
  settings: Settings,
  request: BrowserTokenRequest,
): Promise<BrowserTokenResult> {
  const answer = await write(settings, '/api/v1/tokens', request);
  const made = answer.ok && answer.status === 201 ? readBrowserToken(answer.body) : undefined;
  if (made) return { ok: true, ...made };
  const failure = failureOf(answer) ?? { reason: 'error' as const, cause: 'malformed' };
  settings.tell({ during: 'browserToken', ...failure });
  return { ok: false, cause: failure.cause, ...problemOf(answer) };
}

/** Throws only here, on settings that cannot work: a live key in a browser, an origin that is no URL. */
export function createClient(options: ClientOptions): Client {
  const settings = readSettings(options);
  return {
    decide: (question) => decide(settings, question),
    decideMany: (questions) => decideMany(settings, questions),
    filterAudience: (request, people) => filterAudience(settings, request, people),
    recordChoice: (choice, given) =>
      recordChoice(settings, choice, given?.idempotencyKey ?? crypto.randomUUID()),
    reportExposure: (exposure) => reportExposure(settings, exposure),
    browserToken: (request) => browserToken(settings, request),
    unsubscribeLinks: (request) => unsubscribeLinks(settings, request),
  };
}
