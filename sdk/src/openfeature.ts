/**
 * An OpenFeature provider for servers: a flag is a touchpoint, its targeting key a person, and
 * `true` a permit. Fails closed: while no answer can be had a boolean is `false`, whatever default
 * was given – a default says what you would like, not what the person agreed to. It has the shape
 * that @openfeature/server-sdk asks for, and needs nothing of it.
 */
import { failed, type Decision } from './answer';
import type { DecisionRequest } from './contract';
import type { LocalDecision } from './local/evaluate';

type Answer = Decision | LocalDecision;
export interface ProviderOptions {
  /** Remote or local. */
  readonly client: { decide(question: DecisionRequest): Promise<Answer> };
  /** Your own system: targeting keys are its identifiers. */
  readonly system: string;
}
/** Beside the targeting key: `data` about to be used, `gpc` of the request, a `consentToken`. */
export type Context = Readonly<Record<string, unknown>> & { readonly targetingKey?: string };
export interface Resolution<Value> {
  readonly value: Value;
  readonly variant: string;
  readonly reason: string;
  readonly flagMetadata: Record<string, string | number | boolean>;
}
export interface Provider {
  readonly metadata: { readonly name: string };
  readonly runsOn: 'server';
  /** The permit. */
  resolveBooleanEvaluation(
    flag: string,
    wished: boolean,
    context: Context,
  ): Promise<Resolution<boolean>>;
  /** `personal`, `generic` or `nothing`. */
  resolveStringEvaluation(
    flag: string,
    wished: string,
    context: Context,
  ): Promise<Resolution<string>>;
  /** The whole answer. */
  resolveObjectEvaluation<Value>(
    flag: string,
    wished: Value,
    context: Context,
  ): Promise<Resolution<Value>>;
  /** Always an error: an answer is no number. */
  resolveNumberEvaluation(flag: string): Promise<never>;
}

/** Read by OpenFeature's own client, which then gives the default and tells its error hooks. */
class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Every other reason is about this person: `TARGETING_MATCH`. */
const REASONS = new Map([
  ['never_asked', 'DEFAULT'],
  ['touchpoint_retired', 'DISABLED'],
  ['stale', 'STALE'],
  ...['error', 'unavailable', 'unknown_touchpoint', 'system_not_allowed', 'not_declared'].map(
    (reason) => [reason, 'ERROR'] as const,
  ),
]);
const CODES = new Map([
  ['unknown_touchpoint', 'FLAG_NOT_FOUND'],
  ['not_declared', 'INVALID_CONTEXT'],
  ['no_targeting_key', 'TARGETING_KEY_MISSING'],
  ['context', 'INVALID_CONTEXT'],
]);

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** The question, or why there is none: an unreadable context must not ask for less than was meant. */
function readContext(touchpoint: string, context: Context, system: string) {
  const { targetingKey: id, data, gpc, consentToken } = context;
  if (typeof id !== 'string' || id === '') return 'no_targeting_key';
  if (data !== undefined && !isTexts(data)) return 'context';
  if (gpc !== undefined && typeof gpc !== 'boolean') return 'context';
  if (consentToken !== undefined && typeof consentToken !== 'string') return 'context';
  return {
    ...{ subject: { system, id }, touchpoint },
    ...(data && { data }),
    ...(gpc !== undefined && { signals: { gpc } }),
    ...(consentToken !== undefined && { consentToken }),
  };
}

function describe<Value>(answer: Answer, value: Value): Resolution<Value> {
  const { decision, otherwise } = answer;
  const reason = 'reason' in answer ? answer.reason : undefined;
  return {
    value,
    variant: decision === true ? 'personal' : otherwise,
    reason: REASONS.get(reason ?? '') ?? 'TARGETING_MATCH',
    flagMetadata: {
      otherwise,
      ...(reason !== undefined && { reason }),
      ...('cause' in answer && answer.cause !== undefined && { cause: answer.cause }),
      ...('validUntil' in answer && { validUntil: answer.validUntil }),
      ...('decisionId' in answer && { decisionId: answer.decisionId }),
    },
  };
}

export function createProvider({ client, system }: ProviderOptions): Provider {
  async function ask(flag: string, context: Context): Promise<Answer> {
    try {
      const question = readContext(flag, context, system);
      if (typeof question === 'string') return failed('error', question, 'nothing');
      return await client.decide(question);
    } catch {
      return failed('error', 'exception', 'nothing');
    }
  }
  return {
    metadata: { name: 'nattoku' },
    runsOn: 'server',
    async resolveBooleanEvaluation(flag, wished, context) {
      const answer = await ask(flag, context);
      const told = describe(answer, answer.decision === true);
      // Only where the default is the safe one may OpenFeature put it in our place.
      if (told.reason === 'ERROR' && !wished) {
        const { cause, reason } = told.flagMetadata;
        const why = String(cause ?? reason);
        throw new EvaluationError(CODES.get(why) ?? 'GENERAL', why);
      }
      return told;
    },
    async resolveStringEvaluation(flag, _, context) {
      const answer = await ask(flag, context);
      return describe(answer, answer.decision === true ? 'personal' : answer.otherwise);
    },
    async resolveObjectEvaluation<Value>(flag: string, _: Value, context: Context) {
      const answer = await ask(flag, context);
      return describe(answer, answer as unknown as Value);
    },
    resolveNumberEvaluation: () =>
      Promise.reject(new EvaluationError('TYPE_MISMATCH', 'A decision is no number.')),
  };
}
