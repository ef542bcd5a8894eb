/**
 * How many answers this process gave, by touchpoint and reason, since it started: one plain number
 * each, found when a judgement is made and raised when it is given, read when somebody scrapes.
 */
import type { CompiledCatalogue } from '../catalogue/compile';
import type { Verdict } from '../decision/model';
import { forSystem } from '../decision/redact';

export interface OutcomeCount {
  /** Of the catalogue; '' for whatever else was asked about. */
  readonly touchpoint: string;
  readonly decision: boolean;
  /** As systems are told it: '' where staff look on. */
  readonly reason: string;
  answers: number;
}

const counts = new Map<string, OutcomeCount>();

/** INVARIANT: names come from the catalogue and from our reasons alone, so that there are few. */
export function outcomeCount(
  catalogue: CompiledCatalogue | undefined,
  asked: string,
  verdict: Verdict,
): OutcomeCount {
  const { decision, reason = '' } = forSystem(verdict);
  const touchpoint = catalogue?.touchpoints.has(asked) === true ? asked : '';
  const name = `${touchpoint} ${reason} ${String(decision)}`;
  const known = counts.get(name);
  if (known !== undefined) return known;
  const made = { touchpoint, decision, reason, answers: 0 };
  counts.set(name, made);
  return made;
}

/** What test keys are told is no answer about anybody. */
export function uncounted(): OutcomeCount {
  return { touchpoint: '', decision: false, reason: 'error', answers: 0 };
}

export function countedOutcomes(): readonly Readonly<OutcomeCount>[] {
  return [...counts.values()];
}
