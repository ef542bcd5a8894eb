/** The plain reading of sdk/src/local-contract.ts: what an asker makes of what it was told. */
import type {
  WireDenyReason,
  WireObligation,
  WireOtherwise,
  WireReason,
} from '../../../sdk/src/contract';
import type { LocalAnswer, LocalMap, LocalTimeline } from '../../../sdk/src/local-contract';
import { DENY_REASONS } from '../../decision/model';

export interface Evaluated {
  readonly ask: boolean;
  readonly decision: boolean;
  readonly reason: WireReason | undefined;
  readonly otherwise: WireOtherwise;
  readonly permitted: readonly string[];
  readonly obligations: readonly WireObligation[];
}
export interface LocalQuestion {
  readonly touchpoint: string;
  readonly data: readonly string[];
  readonly gpc: boolean;
}

function no(reason: WireReason | undefined, otherwise: WireOtherwise): Evaluated {
  return { ask: false, decision: false, reason, otherwise, permitted: [], obligations: [] };
}

function answerAt(
  { first, then = [] }: LocalTimeline,
  instants: readonly number[],
  nowMs: number,
): LocalAnswer | 'ask' {
  let answer = first;
  for (const [change, next] of then) {
    const [fromMs = 0, untilMs = 0] = instants.slice(change * 2, change * 2 + 2);
    if (nowMs < fromMs) break;
    if (nowMs < untilMs) return 'ask';
    answer = next;
  }
  return answer;
}

export function evaluate(
  map: LocalMap,
  timelines: readonly LocalTimeline[],
  instants: readonly number[],
  { touchpoint, data, gpc }: LocalQuestion,
  nowMs: number,
): Evaluated {
  const elsewhere = map.elsewhere.find((place) => place.touchpoint === touchpoint);
  if (elsewhere !== undefined) {
    return no(elsewhere.staff ? undefined : elsewhere.reason, elsewhere.otherwise);
  }
  const at = map.places.findIndex((place) => place.touchpoint === touchpoint);
  const place = map.places[at];
  const timeline = timelines[at];
  if (place === undefined || timeline === undefined) return no('unknown_touchpoint', 'nothing');
  const answer = answerAt(timeline, instants, nowMs);
  if (answer === 'ask' || answer.ask) return { ...no(undefined, 'nothing'), ask: true };
  const { otherwise, permitted = [], obligations = [], named = {} } = answer;
  if (data.some((category) => !place.data.includes(category))) {
    return no(place.staff ? undefined : 'not_declared', answer.undeclared ?? otherwise);
  }
  if (gpc && answer.gpc !== undefined) {
    return no(place.staff ? undefined : 'signal', answer.gpc);
  }
  const failing = data.filter((category) => !permitted.includes(category));
  const { decision, reason } = answer;
  if (failing.length === 0) {
    return { ask: false, decision, reason, otherwise, permitted, obligations };
  }
  if (place.staff) return no(undefined, otherwise);
  const reasons = failing.map((category): WireReason | undefined => named[category] ?? reason);
  const told = DENY_REASONS.find((known) => reasons.includes(known)) satisfies
    WireDenyReason | undefined;
  return { ...no(told, otherwise), permitted };
}
