/**
 * The guardians of one child and what each of them approved (DESIGN §3). A purpose is approved when
 * all who are linked approved it; how that binds is in minors.ts.
 * INVARIANT: nothing is approved by one guardian coming, going, or being joined.
 */
import type { Guardian, Mark, SubjectState } from './model';

/** Of a word in nobody's name, and of states of before there could be several. */
const UNNAMED = '';

type Guarded = Pick<SubjectState, 'guardian'>;
type Each = ReadonlyMap<string, Guardian>;

export function guardiansIn({ guardian }: Guarded): Each {
  if (guardian === undefined) return new Map();
  const { each, ...alone } = guardian;
  return each ?? new Map([[UNNAMED, alone]]);
}

function earlier(a: Mark, b: Mark): Mark {
  return a.order <= b.order ? a : b;
}

/** What all of them approved, as of the first word on it. */
function approvedByAll(each: Each): ReadonlyMap<string, Mark> {
  const [first, ...others] = each.values();
  const approved = new Map<string, Mark>();
  for (const [purpose, said] of first?.approved ?? []) {
    let mark: Mark | undefined = said;
    for (const { approved: theirs } of others) {
      const word = theirs.get(purpose);
      mark = mark && word && earlier(mark, word);
    }
    if (mark !== undefined) approved.set(purpose, mark);
  }
  return approved;
}

function together(each: Each): Guarded {
  const [first] = [...each.values()].sort((a, b) => a.order - b.order);
  if (first === undefined) return {};
  const { order, eventId, atMs } = first;
  return { guardian: { order, eventId, atMs, approved: approvedByAll(each), each } };
}

function withGuardians(state: SubjectState, each: Each): SubjectState {
  const { guardian: before, ...rest } = state;
  return before === undefined && each.size === 0 ? state : { ...rest, ...together(each) };
}

/** Whoever is linked anew begins without a word: until theirs is there, nothing is approved. */
export function linkGuardian(
  state: SubjectState,
  guardian: string | undefined,
  mark: Mark,
): SubjectState {
  const each = new Map(guardiansIn(state));
  each.set(guardian ?? UNNAMED, { ...mark, approved: new Map() });
  const next = withGuardians(state, each);
  if (!next.age?.own) return next;
  const { own, ...age } = next.age;
  return { ...next, age: own ? age : next.age };
}

/** Words of those who stay count as far as they all had spoken: whoever had not is not passed over. */
export function unlinkGuardian(state: SubjectState, guardian: string | undefined): SubjectState {
  if (state.guardian === undefined) return state;
  // In nobody's name it ends with all of them.
  if (guardian === undefined) return withGuardians(state, new Map());
  const before = guardiansIn(state);
  const gone = before.has(guardian) ? guardian : UNNAMED;
  if (!before.has(gone)) return state;
  const { approved } = state.guardian;
  const each = new Map<string, Guardian>();
  for (const [name, one] of before) {
    if (name !== gone) each.set(name, { ...one, approved: within(one.approved, approved) });
  }
  return withGuardians(state, each);
}

function within(
  approved: ReadonlyMap<string, Mark>,
  bounds: ReadonlyMap<string, Mark>,
): ReadonlyMap<string, Mark> {
  const kept = new Map<string, Mark>();
  for (const [purpose, mark] of approved) {
    const bound = bounds.get(purpose);
    if (bound !== undefined) kept.set(purpose, earlier(mark, bound));
  }
  return kept;
}

/** INVARIANT: nobody who is not linked approves anything. */
export function approveAs(
  state: SubjectState,
  guardian: string | undefined,
  purposes: readonly string[],
  mark: Mark,
): SubjectState {
  const before = guardiansIn(state);
  const name = guardian !== undefined && before.has(guardian) ? guardian : UNNAMED;
  const one = before.get(name);
  if (one === undefined) return state;
  const approved = new Map(one.approved);
  for (const purpose of purposes) approved.set(purpose, mark);
  return withGuardians(state, new Map(before).set(name, { ...one, approved }));
}

/** Whether any cell of the purpose is allowed. */
export function allowsOf(state: Pick<SubjectState, 'cells'>, purpose: string): boolean {
  for (const [key, { effect }] of state.cells) {
    if (effect === 'allow' && key.startsWith(`${purpose} `)) return true;
  }
  return false;
}

/** By purpose what the words of both sides reach: what the other side allowed, a guardian never saw. */
function approvedOnBoth(a: SubjectState, b: SubjectState): ReadonlyMap<string, Mark> {
  const approved = new Map<string, Mark>();
  const [mine, theirs] = [a.guardian?.approved, b.guardian?.approved];
  for (const purpose of new Set([...(mine?.keys() ?? []), ...(theirs?.keys() ?? [])])) {
    const [one, other] = [mine?.get(purpose), theirs?.get(purpose)];
    const both = one && other && earlier(one, other);
    const alone = one ? (allowsOf(b, purpose) ? undefined : one) : other;
    const mark = both ?? (one === undefined && allowsOf(a, purpose) ? undefined : alone);
    if (mark !== undefined) approved.set(purpose, mark);
  }
  return approved;
}

/** After a join. INVARIANT: nothing that waited on either side is approved by it. */
export function meetGuardian(a: SubjectState, b: SubjectState): Guarded {
  if (a.guardian === undefined && b.guardian === undefined) return {};
  const bounds = approvedOnBoth(a, b);
  const each = new Map<string, Guardian>();
  for (const [name, one] of [...guardiansIn(a), ...guardiansIn(b)]) {
    const known = each.get(name);
    const approved = new Map([...(known?.approved ?? []), ...within(one.approved, bounds)]);
    each.set(name, { ...(known === undefined ? one : earlier(known, one)), approved });
  }
  return together(each);
}
