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
/** Of a step: whoever asks may name what they like. */
const MOST_CHANGED = 64;

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

/** What was made within an earlier lease ends too soon, or too late. */
function renew(step: Step, lease: Lease): void {
  if (step.lease === lease.number) return;
  step.lease = lease.number;
  step.given = undefined;
  step.changed.clear();
}

function share(decision: LocalDecision): Given {
  return Object.freeze(give(Object.freeze(decision)));
}

/** Made once a lease: most answers within it are alike. */
function plainOf(step: Step, lease: Lease, catalogueVersion: number): Given {
  renew(step, lease);
  if (step.given === undefined) {
    const frame = { validUntil: isoOf(lease.endsAtWall), catalogueVersion };
    step.given = share(plainAnswer(step, frame));
  }
  return step.given as Given;
}

/** The same for a question that names one category. Undefined: it changes nothing. */
function changedByOne(
  step: Step,
  category: string,
  lease: Lease,
  catalogueVersion: number,
): Given | undefined {
  renew(step, lease);
  const known = step.changed.get(category) as Given | undefined;
  if (known !== undefined) return known;
  const frame = { validUntil: isoOf(lease.endsAtWall), catalogueVersion };
  const changed = changedBy(step, [category], false, frame);
  if (changed === undefined) return undefined;
  const given = share(changed);
  if (step.changed.size < MOST_CHANGED) step.changed.set(category, given);
  return given;
}

/** Undefined: the plain answer holds. */
function changedOf(
  step: Step,
  { data, signals }: LocalQuestion,
  endsAtWall: number,
  { replica: { answers }, lease }: Held,
): Given | undefined {
  const { catalogueVersion } = answers;
  const gpc = signals?.gpc === true;
  const [category] = data ?? [];
  const isOne = !gpc && data?.length === 1 && category !== undefined;
  if (isOne && endsAtWall === lease.endsAtWall) {
    return changedByOne(step, category, lease, catalogueVersion);
  }
  const frame = { validUntil: isoOf(endsAtWall), catalogueVersion };
  const changed = changedBy(step, data, gpc, frame);
  return changed === undefined ? undefined : give(changed);
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
  const place = answers.placeOf(question.touchpoint);
  if (place === undefined) return expiry ?? elsewhere(held, question.touchpoint);
  const cell = answers.cellOf(slot < 0 ? unseen : people.profileAt(slot), place);
  if (cell === undefined) return 'ask_server';
  if (expiry !== undefined && !isContract(cell)) return expiry;
  const { data, signals } = question;
  const gpc = signals?.gpc === true;
  let step: Step | undefined = cell.steps[0];
  let endsAtWall = expiry === undefined ? lease.endsAtWall : lease.endsAtWallOtherwise;
  if (cell.steps.length > 1) {
    const { latest, leftMs } = lease;
    let next = people.instantAt(slot, (cell.steps[1]?.change ?? 0) * 2);
    // Nearly always nothing has changed yet.
    if (latest >= next) {
      step = stepAt(cell, people, slot, lease);
      if (step === undefined) return 'ask_server';
      next = nextChange(cell, step, people, slot);
    }
    if (next - latest < leftMs) endsAtWall -= leftMs - (next - latest);
  }
  if (step.answer.ask === true) return 'ask_server';
  const { catalogueVersion } = answers;
  const plain = (data === undefined || data.length === 0) && !gpc;
  if (!plain && !namesOnlyPermitted(step, data, gpc)) {
    const changed = changedOf(step, question, endsAtWall, held);
    if (changed !== undefined) return changed;
  }
  if (step.strange && step.answer.decision) return 'unknown_obligation';
  if (endsAtWall === lease.endsAtWall) return plainOf(step, lease, catalogueVersion);
  return give(plainAnswer(step, { validUntil: isoOf(endsAtWall), catalogueVersion }));
}

function namesOnlyPermitted(
  { usable }: Step,
  data: readonly string[] | undefined,
  gpc: boolean,
): boolean {
  if (gpc || data === undefined || usable.length === 0) return false;
  for (const category of data) if (!usable.includes(category)) return false;
  return true;
}
