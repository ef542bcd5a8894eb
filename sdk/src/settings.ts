/** What every call of a client shares: where to ask, with which key, within which time. */
import type { FailureReason } from './answer';
import type { DecisionRequest, Problem, WireOtherwise } from './contract';
import { exchange, type Exchange, type Fetch } from './exchange';

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
  readonly during:
    | 'decide'
    | 'decideMany'
    | 'filterAudience'
    | 'recordChoice'
    | 'reportExposure'
    | 'browserToken'
    | 'unsubscribeLinks'
    | 'follow'
    | 'tallies';
  readonly reason: FailureReason;
  readonly cause: string;
  readonly error?: unknown;
}

export interface Settings {
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

export function readSettings(options: ClientOptions): Settings {
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

export function failureOf(
  answer: Exchange,
): { reason: FailureReason; cause: string; error?: unknown } | undefined {
  if (!answer.ok) {
    const reason = answer.cause === 'malformed' ? 'error' : 'unavailable';
    return { reason, cause: answer.cause, error: answer.error };
  }
  if (answer.status === 200) return undefined;
  const reason = answer.status === 409 ? 'stale' : answer.status >= 500 ? 'unavailable' : 'error';
  return { reason, cause: `status_${String(answer.status)}` };
}

/** The server's own words about what was wrong, where it gave any. */
export function problemOf(answer: Exchange): { problem?: Problem } {
  const body = answer.ok ? answer.body : undefined;
  const isProblem = typeof body === 'object' && body !== null && 'type' in body && 'detail' in body;
  return isProblem ? { problem: body as Problem } : {};
}

export async function post(
  settings: Settings,
  path: string,
  body: unknown,
  timeoutMs: number,
  headers = {},
): Promise<Exchange> {
  const text = JSON.stringify(body);
  return exchange(
    settings.fetch,
    settings.origin + path,
    { ...settings.headers, ...headers },
    text,
    timeoutMs,
  );
}

/** A call that changes something, or makes something: what cannot be sent is a failure too. */
export async function write(
  settings: Settings,
  path: string,
  body: unknown,
  headers = {},
): Promise<Exchange> {
  try {
    return await post(settings, path, body, settings.writeTimeoutMs, headers);
  } catch (error) {
    return { ok: false, cause: 'network', error };
  }
}
