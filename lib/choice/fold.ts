/**
 * state = fold(events) (DESIGN §4): pure, so that replaying to any instant gives what held then.
 * Joined subjects store no merged state: their histories are replayed together, each event under
 * the subject that acted.
 * INVARIANT: for a history without joins, splits and undo, `applyEvent` one by one equals the replay.
 */
import { applyEvent, applyRestrictively } from './apply';
import { componentsOf, isFull, isLink, linksOf, type Link } from './links';
import { meetStates } from './meet';
import type { EventBody, FoldEvent, SubjectState } from './model';
import { emptyState } from './state';
import { withoutUndone } from './undo';

export { applyEvent } from './apply';

/** Only a replay of the history can say what this event does. */
export function needsReplay(body: EventBody): boolean {
  return isLink(body.type) || body.type === 'undo';
}

/** Subjects that are one by now, with the state they share and that of their own events alone. */
interface Group {
  readonly members: readonly string[];
  /** Without what crossed over links: what is handed on when a link is made. */
  own: SubjectState;
  seen: SubjectState;
}

/** The replay at one point of the history. */
class Replay {
  readonly #groups = new Map<string, Group>();
  readonly #links: readonly Link[];
  /** Who will be one in the end: restrictions meet at their join and need not cross before. */
  readonly #oneInTheEnd: (subject: string) => string;
  #order = 0;

  constructor(links: readonly Link[]) {
    this.#links = links;
    this.#oneInTheEnd = componentsOf(links.filter(isFull));
  }

  groupOf(subject: string): Group {
    const known = this.#groups.get(subject);
    if (known !== undefined) return known;
    const nothing = emptyState();
    const group: Group = { members: [subject], own: nothing, seen: nothing };
    this.#groups.set(subject, group);
    return group;
  }

  #isOneInTheEnd(a: Group, b: Group): boolean {
    const [one = '', other = ''] = [a.members[0], b.members[0]];
    return this.#oneInTheEnd(one) === this.#oneInTheEnd(other);
  }

  /** The groups reached from this subject over these links, its own first. */
  #reach(subject: string, links: readonly Link[]): readonly Group[] {
    const reached = new Set([this.groupOf(subject)]);
    for (const group of reached) {
      for (const { a, b } of links) {
        if (group.members.includes(a)) reached.add(this.groupOf(b));
        if (group.members.includes(b)) reached.add(this.groupOf(a));
      }
    }
    return [...reached];
  }

  /** One event of one subject: whole for its group, restrictions for those linked with it. */
  apply(event: FoldEvent, index: number): void {
    const live = this.#links.filter(({ start, end }) => start < index && index < end);
    const [acting, ...others] = this.#reach(event.subject, live);
    if (acting === undefined) return;
    const before = this.#order;
    const fold = (state: SubjectState, how: typeof applyEvent): SubjectState => {
      const current = { ...state, order: before };
      const next = how(current, event);
      this.#order = Math.max(this.#order, next.order);
      return next === current ? state : next;
    };
    const alone = acting.own === acting.seen;
    acting.own = fold(acting.own, applyEvent);
    acting.seen = alone ? acting.own : fold(acting.seen, applyEvent);
    for (const other of others) {
      if (!this.#isOneInTheEnd(acting, other)) other.seen = fold(other.seen, applyRestrictively);
    }
  }

  /** A link that lasts: restrictions of both sides cross, and a full join makes one of the two. */
  link(link: Link): void {
    const [a, b] = [this.groupOf(link.a), this.groupOf(link.b)];
    if (a === b) return;
    const lasting = this.#links.filter(({ start, end }) => start < link.start && end === Infinity);
    const sideA = this.#reach(link.a, lasting);
    const sideB = sideA.includes(b) ? [] : this.#reach(link.b, lasting);
    for (const one of sideA) {
      for (const other of sideB) this.#cross(one, other, isFull(link) ? [a, b] : []);
    }
    if (!isFull(link)) return;
    const members = [...a.members, ...b.members];
    const group: Group = {
      members,
      own: meetStates(a.own, b.own, false),
      seen: meetStates(a.seen, b.seen, false),
    };
    for (const member of members) this.#groups.set(member, group);
  }

  /** `merging` groups receive everything from each other by the join itself. */
  #cross(one: Group, other: Group, merging: readonly Group[]): void {
    if (this.#isOneInTheEnd(one, other)) return;
    if (!merging.includes(one)) one.seen = meetStates(one.seen, other.own, true);
    if (!merging.includes(other)) other.seen = meetStates(other.seen, one.own, true);
  }

  /** The state as it stands at the end of the history. */
  stateOf(subject: string): SubjectState {
    const group = this.groupOf(subject);
    const unconfirmed = this.#links.some(
      ({ a, b, confirmed, end }) =>
        !confirmed && end === Infinity && group.members.includes(a) !== group.members.includes(b),
    );
    return group.seen.unconfirmed === unconfirmed ? group.seen : { ...group.seen, unconfirmed };
  }
}

/**
 * The state of `me` after these events: oldest first, of every subject that was ever linked with
 * `me`, directly or through others.
 */
export function foldSubject(events: readonly FoldEvent[], me: string): SubjectState {
  const isOne = componentsOf(linksOf(events).filter(isFull));
  const present = withoutUndone(events, (subject, other) => isOne(subject) === isOne(other));
  const links = linksOf(present);
  const replay = new Replay(links);
  const linkAt = new Map(links.map((link) => [link.start, link]));
  present.forEach((event, index) => {
    if (!needsReplay(event.body)) return replay.apply(event, index);
    const link = linkAt.get(index);
    if (link !== undefined && link.end === Infinity) replay.link(link);
  });
  return replay.stateOf(me);
}
