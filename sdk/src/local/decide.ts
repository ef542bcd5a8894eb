/** One question against what is held. */
import type { LocalQuestion } from '../local';
import type { WireReason } from '../contract';
import type { Cell, Step } from './answers';
import { changedBy, nextChange, noAt, plainAnswer, stepAt, type LocalDecision } from './evaluate';
import type { Held } from './follow';
import type { Expiry, Lease } from './lease';

/** What tallies are counted by. */
export const REASONS = [
  ...(['allowed', 'legitimate_interest', 'contract'] as const),
  ...(['error', 'unavailable', 'stale'] as const),
  ...(['unknown_touchpoint', 'touchpoint_retired', 'system_not_allowed', 'not_declared'] as const),
  ...(['paused', 'signal', 'technique_off', 'touchpoint_off', 'quiet_hours'] as const),
  ...(['limit_reached', 'refused', 'withdrawn', 'expired', 'renewal_needed'] as const),
  'never_asked',
] as const satisfies readonly WireReason[];
const NUMBERS: ReadonlyMap<string, number> = new Map(REASONS.map((reason, at) => [reason, at]));
const NOT_COUNTED = -1;

export type Given =
  | {
      readonly decision: LocalDecision;
      /** In REASONS; -1: the server counts nothing there. */
      readonly reason: number;
    }
  /** A no, and why. */
  | Expiry
  | 'ask_server'
  | 'unknown_obligation';

/** Where staff look no reason is known: yes or no. */
function outcomeOf({ decision, reason }: LocalDecision): number {
  return NUMBERS.get(reason ?? (decision ? 'allowed' : 'refused')) ?? NOT_COUNTED;
}

function give(decision: LocalDecision): Given {
  return { decision, reason: outcomeOf(decision) };
}

const isoOf = (ms: number): string => new Date(ms).toISOString();

function elsewhere({ replica: { answers }, lease }: Held, touchpoint: string): Given {
  const { catalogueVersion } = answers;
  const frame = { validUntil: isoOf(lease.endsAtWall), catalogueVersion };
  const place = answers.elsewhere.get(touchpoint);
  const decision =
    place === undefined
      ? noAt({ touchpoint, data: [] }, 'unknown_touchpoint', 'nothing', frame)
      : noAt(place, place.reason, place.otherwise, frame, { permitted: [], denied: place.data });
  return { decision, reason: NOT_COUNTED };
}

/** Made once a lease: most answers within it are alike. */
function plainOf(step: Step, lease: Lease, catalogueVersion: number): Given {
  if (step.lease !== lease.number) {
    const frame = { validUntil: isoOf(lease.endsAtWall), catalogueVersion };
    step.given = Object.freeze(give(Object.freeze(plainAnswer(step, frame))));
    step.lease = lease.number;
  }
  return step.given as Given;
}

/** What rests on a contract is not optional, and nothing anybody says changes it. */
function isContract({ steps }: Cell): boolean {
  const [{ answer }, next] = steps;
  return next === undefined && answer.decision && answer.reason === 'contract' && !answer.ask;
}

/** `slot` -1: nobody that is held. `expiry` is what the lease said just now. */
export function decideFrom(
  held: Held,
  question: LocalQuestion,
  slot: number,
  expiry: Expiry | undefined,
): Given {
  const { replica, lease } = held;
  const { answers, people, unseen } = replica;
  const place = answers.places.get(question.touchpoint);
  if (place === undefined) return expiry ?? elsewhere(held, question.touchpoint);
  const cell = answers.cellOf(slot < 0 ? unseen : people.profileAt(slot), place);
  if (cell === undefined) return 'ask_server';
  if (expiry !== undefined && !isContract(cell)) return expiry;
  const { data, signals } = question;
  const gpc = signals?.gpc === true;
  let step: Step | undefined = cell.steps[0];
  let endsAtWall = expiry === undefined ? lease.endsAtWall : lease.endsAtWallOtherwise;
  if (cell.steps.length > 1) {
    step = stepAt(cell, people, slot, lease);
    if (step === undefined) return 'ask_server';
    const untilChange = nextChange(cell, step, people, slot) - lease.latest;
    if (untilChange < lease.leftMs) endsAtWall -= lease.leftMs - untilChange;
  }
  if (step.answer.ask === true) return 'ask_server';
  const { catalogueVersion } = answers;
  const plain = (data === undefined || data.length === 0) && !gpc;
  if (!plain && !namesOnlyPermitted(step, data, gpc)) {
    const frame = { validUntil: isoOf(endsAtWall), catalogueVersion };
    const changed = changedBy(step, data, gpc, frame);
    if (changed !== undefined) return give(changed);
  }
  if (step.strange && step.answer.decision) return 'unknown_obligation';
  if (endsAtWall === lease.endsAtWall) return plainOf(step, lease, catalogueVersion);
  return give(plainAnswer(step, { validUntil: isoOf(endsAtWall), catalogueVersion }));
}

function namesOnlyPermitted(
  { answer, place }: Step,
  data: readonly string[] | undefined,
  gpc: boolean,
): boolean {
  if (gpc || data === undefined || answer.permitted === undefined) return false;
  for (const category of data) {
    if (!answer.permitted.includes(category) || !place.data.includes(category)) return false;
  }
  return true;
}
