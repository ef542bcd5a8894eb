/**
 * Reads an answer and refuses everything it does not fully understand (API.md "Freshness").
 * INVARIANT: a permit leaves this file only if the body says exactly `decision === true`, is
 * about the touchpoint asked, and every obligation is one the caller understands.
 */
import type { BrowserTokenAnswer, DecisionAnswer, WireObligation, WireOtherwise } from './contract';

export type FailureReason = 'error' | 'unavailable' | 'stale';
/** No answer worth trusting: treat it as a no. */
export interface FailedDecision {
  readonly decision: false;
  readonly reason: FailureReason;
  /** `timeout`, `network`, `status_503`, `malformed`, `unknown_obligation`. */
  readonly cause: string;
  readonly otherwise: WireOtherwise;
}
export type Decision = DecisionAnswer | FailedDecision;

export function failed(
  reason: FailureReason,
  cause: string,
  otherwise: WireOtherwise,
): FailedDecision {
  return { decision: false, reason, cause, otherwise };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isStringList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isObligation(value: unknown): value is WireObligation {
  return (
    isRecord(value) &&
    typeof value.id === 'string' &&
    typeof value.type === 'string' &&
    isRecord(value.properties)
  );
}

function isAnswer(value: unknown): value is DecisionAnswer {
  if (!isRecord(value)) return false;
  const { decision, otherwise, touchpoint, validUntil, data, obligations, reason } = value;
  if (decision !== true && decision !== false) return false;
  if (otherwise !== 'generic' && otherwise !== 'nothing') return false;
  if (typeof touchpoint !== 'string' || typeof value.consentToken !== 'string') return false;
  if (typeof validUntil !== 'string' || Number.isNaN(Date.parse(validUntil))) return false;
  if (reason !== undefined && typeof reason !== 'string') return false;
  if (!decision) return true;
  return (
    isRecord(data) &&
    isStringList(data.permitted) &&
    Array.isArray(obligations) &&
    obligations.every(isObligation)
  );
}

/** `asked` is the touchpoint named in the question; absent when it was asked by purpose. */
export function readAnswer(
  body: unknown,
  asked: string | undefined,
  understands: ReadonlySet<string>,
  otherwise: WireOtherwise,
): Decision {
  if (!isAnswer(body)) return failed('error', 'malformed', otherwise);
  if (asked !== undefined && body.touchpoint !== asked)
    return failed('error', 'malformed', otherwise);
  const unknown = body.decision && body.obligations?.some(({ type }) => !understands.has(type));
  return unknown ? failed('error', 'unknown_obligation', body.otherwise) : body;
}

export function readAnswers(body: unknown, count: number): readonly unknown[] | undefined {
  if (!isRecord(body) || !Array.isArray(body.decisions) || body.decisions.length !== count)
    return undefined;
  return body.decisions as readonly unknown[];
}

/** The answer to a write, if it is one. */
export function readChoiceAnswer(body: unknown): { ref: string; receipt: string } | undefined {
  if (!isRecord(body) || typeof body.ref !== 'string' || typeof body.receipt !== 'string')
    return undefined;
  return { ref: body.ref, receipt: body.receipt };
}

/** A token for a browser, if it is one. */
export function readBrowserToken(body: unknown): BrowserTokenAnswer | undefined {
  if (!isRecord(body) || !isRecord(body.subject)) return undefined;
  const { token, expiresAt, touchpoint } = body;
  const { handle } = body.subject;
  const texts = [token, expiresAt, touchpoint, handle];
  return texts.every((text) => typeof text === 'string')
    ? (body as unknown as BrowserTokenAnswer)
    : undefined;
}
