/**
 * Who is joined with whom, read from the events (DESIGN §4 "Joining subjects"): confirmed joins
 * that no later split of the same two has ended. Groups are led by their smallest member id, so
 * that both sides of a race would choose alike.
 */
import type { FoldEvent } from '../choice/model';

function pairKey(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

function confirmedPairs(events: readonly FoldEvent[]): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (const { subject, of, body } of events) {
    if (of === undefined) continue;
    if (body.type === 'join' && body.confirmed) pairs.add(pairKey(subject, of));
    if (body.type === 'split' || body.type === 'not-me') pairs.delete(pairKey(subject, of));
  }
  return pairs;
}

/** Leader by subject, for every subject given. `events` in ledger order, undone ones left out. */
export function leadersOf(
  subjects: Iterable<string>,
  events: readonly FoldEvent[],
): ReadonlyMap<string, string> {
  const leader = new Map([...subjects].map((subject) => [subject, subject] as const));
  const find = (subject: string): string => {
    const up = leader.get(subject) ?? subject;
    return up === subject ? subject : find(up);
  };
  for (const pair of confirmedPairs(events)) {
    const [a = '', b = ''] = pair.split(' ').map(find);
    if (a !== b) leader.set(a < b ? b : a, a < b ? a : b);
  }
  return new Map([...leader.keys()].map((subject) => [subject, find(subject)] as const));
}
