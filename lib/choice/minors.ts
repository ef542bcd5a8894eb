/**
 * Minors and their guardians (DESIGN §3, §4): what a child allows on the basis of consent waits
 * for the guardian – for each of them, where there are several (guardians.ts). A guardian's word
 * reaches no further than what the child allowed before it, holds while the two are linked, and
 * ends with the time it was needed for; a refusal of anybody is a paint like any other.
 */
import { approveAs, linkGuardian, unlinkGuardian } from './guardians';
import type { AllowBody, GuardianBody, Mark, Paint, SubjectState } from './model';

type Age = SubjectState['age'];
type Guarded = Pick<SubjectState, 'age' | 'guardian'>;

/** Up to here what was allowed takes a guardian's word: -Infinity never, Infinity without an end. */
export function guardedUntilMs(age: Age): number {
  if (age === undefined) return -Infinity;
  const now = age.band === 'child' ? (age.endsAtMs ?? Infinity) : -Infinity;
  return Math.max(now, age.guardedUntilMs ?? -Infinity);
}

/** The band that binds now; undefined for adults, and for people who said nothing. */
export function minorAt(age: Age, nowMs: number): 'child' | 'teen' | undefined {
  if (age === undefined || age.band === 'adult') return undefined;
  return (age.endsAtMs ?? Infinity) > nowMs ? age.band : undefined;
}

/** `own`: nobody else's word is needed. `over`: approved, and the time of guardians is past. */
export type Word = 'own' | 'waiting' | 'approved' | 'over';

/**
 * What stands behind this allow. What was never approved keeps waiting also past the guardian's
 * time, so that no answer changes on the day somebody comes of age but as a consent that ends.
 */
export function wordOn(state: Guarded, purpose: string, paint: Paint, nowMs: number): Word {
  if (state.age === undefined) return 'own';
  const untilMs = guardedUntilMs(state.age);
  if (paint.receivedAtMs >= untilMs) return 'own';
  const approval = state.guardian?.approved.get(purpose);
  // INVARIANT: whatever was allowed after the guardian's word waits for another one.
  if (approval === undefined || approval.order < paint.order) return 'waiting';
  return untilMs > nowMs ? 'approved' : 'over';
}

/** A yes given under a guardian that arrives after their time: nobody can approve it any more. */
export function cameTooLate(age: Age, { givenAtMs, receivedAtMs }: AllowBody): boolean {
  const untilMs = guardedUntilMs(age);
  return givenAtMs !== undefined && givenAtMs < untilMs && receivedAtMs >= untilMs;
}

const BANDS = ['child', 'teen', 'adult'] as const;

/** The younger band; of the same band the one that binds longer. */
function stricter(a: NonNullable<Age>, b: NonNullable<Age>): NonNullable<Age> {
  if (a.band !== b.band) return BANDS.indexOf(a.band) < BANDS.indexOf(b.band) ? a : b;
  return (a.endsAtMs ?? Infinity) >= (b.endsAtMs ?? Infinity) ? a : b;
}

function withGuarded(age: NonNullable<Age>, untilMs: number): NonNullable<Age> {
  return untilMs === -Infinity ? age : { ...age, guardedUntilMs: untilMs };
}

/** Both sides of a join. */
export function meetAge(a: Age, b: Age): Pick<SubjectState, 'age'> {
  if (a === undefined || b === undefined) {
    const age = a ?? b;
    return age === undefined ? {} : { age };
  }
  const guarded = Math.max(a.guardedUntilMs ?? -Infinity, b.guardedUntilMs ?? -Infinity);
  return { age: withGuarded(stricter(a, b), guarded) };
}

/** Without what a statement taken back had said. */
function withoutAge(state: SubjectState): SubjectState {
  const { age, ...rest } = state;
  const untilMs = age?.guardedUntilMs;
  return untilMs === undefined
    ? rest
    : { ...rest, age: { band: 'adult', guardedUntilMs: untilMs } };
}

/**
 * What the person or a system says of an age makes things stricter. What the person said is theirs
 * to take back until somebody else said it too, or a guardian was linked; and past its end it is
 * over. Others who may say it at all replace it.
 */
function declare(state: SubjectState, body: GuardianBody): SubjectState {
  const { ageBand, endsAtMs, by, receivedAtMs } = body;
  if (ageBand === undefined) return state;
  const { age } = state;
  const own = by === 'person';
  const binds = minorAt(age, receivedAtMs) !== undefined;
  const ends = endsAtMs === undefined ? {} : { endsAtMs };
  const said = { band: ageBand, ...ends, ...(own ? { own: true as const } : {}) };
  const bySystem = by === 'key';
  if (bySystem && ageBand === 'adult') return state;
  if ((own || bySystem) && binds && age !== undefined) {
    if (ageBand === 'adult') return age.own ? withoutAge(state) : state;
    const guarded = age.guardedUntilMs ?? -Infinity;
    const { own: wasOwn, ...before } = age;
    // INVARIANT: what somebody else said, or a guardian was linked for, is not one's own again.
    const stays =
      own && wasOwn ? stricter(age, said) : stricter(before, { band: ageBand, ...ends });
    return { ...state, age: withGuarded(stays, guarded) };
  }
  // INVARIANT: what came before the word of officers waits, also in the same millisecond.
  const past = Math.min(guardedUntilMs(age), by === 'officer' ? receivedAtMs + 1 : receivedAtMs);
  return { ...state, age: withGuarded(said, past) };
}

/** All acts but `refuse`, which is a paint (apply.ts). The guardian's own copy says nothing here. */
export function applyWord(
  state: SubjectState,
  body: GuardianBody,
  mark: Mark,
  guardian: string | undefined,
): SubjectState {
  const next = { ...state, order: mark.order };
  switch (body.act) {
    case 'declare':
      return declare(next, body);
    case 'link':
      return linkGuardian(next, guardian, mark);
    case 'unlink':
      return unlinkGuardian(next, guardian);
    case 'approve':
      return approveAs(next, guardian, body.purposes ?? [], mark);
    case 'refuse':
    case 'ask':
      return next;
  }
}
