/**
 * A question by purpose, channel and data instead of a touchpoint (DESIGN §5): it resolves to the
 * live touchpoints of that system that declare all of it, so there is no way round the map. All
 * must permit; the first denial is named, with the strictest `otherwise` of all.
 */
import type { CompiledCatalogue } from '../catalogue/compile';
import type { SubjectState } from '../choice/model';
import { decide, refuseUnknown } from './decide';
import {
  PERMIT_REASONS,
  type Counters,
  type Obligation,
  type Otherwise,
  type Question,
  type Verdict,
} from './model';

export interface PurposeQuestion {
  readonly purpose: string;
  readonly channel: string;
  readonly data: readonly string[];
  readonly signals: Question['signals'];
  readonly system: string;
}

/** Keys of the live touchpoints of the asking system that declare all of the question. */
export function touchpointsFor(catalogue: CompiledCatalogue, question: PurposeQuestion): string[] {
  const keys: string[] = [];
  for (const { touchpoint, data } of catalogue.touchpoints.values()) {
    if (
      touchpoint.status === 'live' &&
      touchpoint.system === question.system &&
      touchpoint.channel === question.channel &&
      touchpoint.purposes.includes(question.purpose) &&
      question.data.every((category) => data.includes(category))
    ) {
      keys.push(touchpoint.key);
    }
  }
  return keys;
}

/** The order in which an event painted; only permits are compared, so explicit cells suffice. */
function paintedOrder(state: SubjectState | undefined, eventId: string): number {
  for (const paint of state?.cells.values() ?? [])
    if (paint.eventId === eventId) return paint.order;
  return -1;
}

function newestEvidence(
  verdicts: readonly Verdict[],
  state: SubjectState | undefined,
): Verdict | undefined {
  let newest: Verdict | undefined;
  let newestOrder = -Infinity;
  for (const verdict of verdicts) {
    if (verdict.eventId === null || verdict.eventId === newest?.eventId) continue;
    const order = paintedOrder(state, verdict.eventId);
    if (order > newestOrder) {
      newest = verdict;
      newestOrder = order;
    }
  }
  return newest;
}

function earliest(instants: readonly (number | null)[]): number | null {
  const known = instants.filter((instant) => instant !== null);
  return known.length === 0 ? null : Math.min(...known);
}

function everyObligation(verdicts: readonly Verdict[]): Obligation[] {
  const byId = new Map<string, Obligation>();
  for (const { obligations } of verdicts) for (const one of obligations) byId.set(one.id, one);
  return [...byId.values()];
}

function strictest(verdicts: readonly Verdict[]): Otherwise {
  return verdicts.some(({ otherwise }) => otherwise === 'nothing') ? 'nothing' : 'generic';
}

/** Who asks by purpose does not say for which place: what no place would send is not sent. */
function withStrictest(denial: Verdict, verdicts: readonly Verdict[]): Verdict {
  const otherwise = strictest(verdicts);
  if (otherwise === denial.otherwise) return denial;
  const changesAtMs = earliest(verdicts.map((verdict) => verdict.changesAtMs));
  return { ...denial, otherwise, changesAtMs };
}

/** One permit out of several: what every one of them permits, and everything any obliges to. */
function together(
  first: Verdict,
  verdicts: readonly Verdict[],
  declared: readonly string[],
  state: SubjectState | undefined,
): Verdict {
  const permitted = first.permitted.filter((key) =>
    verdicts.every((v) => v.permitted.includes(key)),
  );
  const evidence = newestEvidence(verdicts, state) ?? first;
  return {
    ...first,
    reason:
      PERMIT_REASONS.find((reason) => verdicts.some((v) => v.reason === reason)) ?? first.reason,
    otherwise: strictest(verdicts),
    permitted,
    denied: declared.filter((key) => !permitted.includes(key)),
    obligations: everyObligation(verdicts),
    eventId: evidence.eventId,
    evidenceVersion: evidence.evidenceVersion,
    changesAtMs: earliest(verdicts.map(({ changesAtMs }) => changesAtMs)),
    staff: verdicts.some(({ staff }) => staff),
  };
}

/**
 * One verdict, named after the touchpoint that decided. Nothing declares all of it:
 * `unknown_touchpoint` with an empty `touchpoint`.
 */
export function decideByPurpose(
  catalogue: CompiledCatalogue,
  state: SubjectState | undefined,
  counters: Counters,
  question: PurposeQuestion,
  nowMs: number,
): Verdict {
  const { data, signals, system } = question;
  const verdicts = touchpointsFor(catalogue, question).map((touchpoint) =>
    decide(catalogue, state, counters, { touchpoint, data, signals, system }, nowMs),
  );
  const [first] = verdicts;
  if (first === undefined) return refuseUnknown(catalogue, '');
  const denial = verdicts.find(({ decision }) => !decision);
  if (denial !== undefined) return withStrictest(denial, verdicts);
  if (verdicts.length === 1) return first;
  const declared = catalogue.touchpoints.get(first.touchpoint)?.data ?? [];
  return together(first, verdicts, declared, state);
}
