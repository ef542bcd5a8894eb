/**
 * Ask before you personalise (API.md "SDK"). Fails closed: whatever goes wrong between you and
 * the answer, you get a no, in time, with its cause. No retries happen behind your back. Uses
 * nothing but `fetch`, `AbortController` and `crypto`, so it runs on Node ≥ 20 and at the edge.
 */
import {
  failed,
  readAnswer,
  readAnswers,
  readChoiceAnswer,
  type Decision,
  type FailureReason,
} from './answer';
import type {
  ChoiceAnswer,
  ChoiceRequest,
  DecisionRequest,
  ExposureRequest,
  Problem,
  WireOtherwise,
} from './contract';
import { exchange, type Exchange, type Fetch } from './exchange';

export type { Decision, FailedDecision } from './answer';

export interface ClientOptions {
  /** Where the policy API stands, e.g. `https://consent.example.com`. */
  readonly origin: string;
  /** `ntk_live_…` on servers only; `ntk_test_…` to try things. */
  readonly key: string;
  /** Budget of one decision, answer read and parsed: 50 unless given. */
  readonly timeoutMs?: number;
  /** Budget of a write: 5,000 unless given. */
  readonly writeTimeoutMs?: number;
  readonly fetch?: Fetch;
  /** Told of every failure; what it throws is dropped. */
  readonly onError?: (failure: Failure) => void;
  /** Obligation types you comply with; a permit with any other is a no. */
  readonly understands?: readonly string[];
  /** What to do at a touchpoint while no answer can be had. Not listed: `nothing`. */
  readonly otherwise?: Readonly<Record<string, WireOtherwise>>;
}
export interface Failure {
  readonly during: 'decide' | 'decideMany' | 'recordChoice' | 'reportExposure';
  readonly reason: FailureReason;
  readonly cause: string;
  readonly error?: unknown;
}
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
  recordChoice(
    choice: ChoiceRequest,
    options?: { readonly idempotencyKey?: string },
  ): Promise<ChoiceResult>;
  reportExposure(exposure: ExposureRequest): Promise<ExposureResult>;
}

const BATCH_LIMIT = 1000;

interface Settings {
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly writeTimeoutMs: number;
  readonly fetch: Fetch;
  readonly understands: ReadonlySet<string>;
  readonly otherwise: (question: DecisionRequest) => WireOtherwise;
  readonly tell: (failure: Failure) => void;
}

function isBrowser(): boolean {
  return typeof (globalThis as { window?: unknown }).window !== 'undefined';
}

function readSettings(options: ClientOptions): Settings {
  if (options.key.startsWith('ntk_live_') && isBrowser()) {
    throw new TypeError('A live key must not reach a browser: ask from your server.');
  }
  const known = new Map(Object.entries(options.otherwise ?? {}));
  const onError = options.onError;
  return {
    origin: new URL(options.origin).origin,
    headers: { authorization: `Bearer ${options.key}`, accept: 'application/json' },
    timeoutMs: options.timeoutMs ?? 50,
    writeTimeoutMs: options.writeTimeoutMs ?? 5000,
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
    understands: new Set(options.understands),
    otherwise: (question) =>
      'touchpoint' in question ? (known.get(question.touchpoint) ?? 'nothing') : 'nothing',
    tell: (failure) => {
      try {
        onError?.(failure);
      } catch {
        // Telling must not change the answer.
      }
    },
  };
}

function failureOf(
  answer: Exchange,
): { reason: FailureReason; cause: string; error?: unknown } | undefined {
  if (!answer.ok) {
    const reason = answer.cause === 'malformed' ? 'error' : 'unavailable';
    return { reason, cause: answer.cause, error: answer.error };
  }
  if (answer.status === 200) return undefined;
  const reason = answer.status === 409 ? 'stale' : answer.status >= 500 ? 'unavailable' : 'error';
  return { reason, cause: `status_${answer.status}` };
}

function touchpointOf(question: DecisionRequest): string | undefined {
  return 'touchpoint' in question ? question.touchpoint : undefined;
}

async function post(
  settings: Settings,
  path: string,
  body: unknown,
  timeoutMs: number,
  headers = {},
) {
  const text = JSON.stringify(body);
  return exchange(
    settings.fetch,
    settings.origin + path,
    { ...settings.headers, ...headers },
    text,
    timeoutMs,
  );
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

/** The server's own words about what was wrong, where it gave any. */
function problemOf(answer: Exchange): { problem?: Problem } {
  const body = answer.ok ? answer.body : undefined;
  const isProblem = typeof body === 'object' && body !== null && 'type' in body && 'detail' in body;
  return isProblem ? { problem: body as Problem } : {};
}

async function recordChoice(
  settings: Settings,
  choice: ChoiceRequest,
  idempotencyKey: string,
): Promise<ChoiceResult> {
  let answer: Exchange;
  try {
    const header = { 'idempotency-key': `"${idempotencyKey}"` };
    answer = await post(settings, '/api/v1/choices', choice, settings.writeTimeoutMs, header);
  } catch (error) {
    answer = { ok: false, cause: 'network', error };
  }
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
  let answer: Exchange;
  try {
    answer = await post(settings, '/api/v1/exposures', exposure, settings.writeTimeoutMs);
  } catch (error) {
    answer = { ok: false, cause: 'network', error };
  }
  if (answer.ok && answer.status === 202) return { ok: true };
  const failure = failureOf(answer) ?? { reason: 'error' as const, cause: 'malformed' };
  settings.tell({ during: 'reportExposure', ...failure });
  return { ok: false, cause: failure.cause, ...problemOf(answer) };
}

/** Throws only here, on settings that cannot work: a live key in a browser, an origin that is no URL. */
export function createClient(options: ClientOptions): Client {
  const settings = readSettings(options);
  return {
    decide: (question) => decide(settings, question),
    decideMany: (questions) => decideMany(settings, questions),
    recordChoice: (choice, given) =>
      recordChoice(settings, choice, given?.idempotencyKey ?? crypto.randomUUID()),
    reportExposure: (exposure) => reportExposure(settings, exposure),
  };
}
