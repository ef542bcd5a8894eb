/**
 * Links between subjects over a history (DESIGN §4 "Joining subjects"), read from its join, split
 * and not-me events. A confirmed link that never ends makes one group of its two sides; any other
 * link lets only restrictions across, and only while it lives.
 */
import type { EventType, FoldEvent } from './model';

/** Events that make or end a link; `of` names the other side. */
export function isLink(type: EventType): boolean {
  return type === 'join' || type === 'split' || type === 'not-me';
}

export interface Link {
  readonly a: string;
  readonly b: string;
  readonly confirmed: boolean;
  /** Index of the join in the history. */
  readonly start: number;
  /** Index of the split or not-me that ended it; `Infinity` while it lives. */
  readonly end: number;
}

function joins(link: Link, subject: string, other: string): boolean {
  return (link.a === subject && link.b === other) || (link.a === other && link.b === subject);
}

/** A split or not-me ends every live link of its very pair. */
function endLinks(links: readonly Link[], subject: string, of: string, end: number): Link[] {
  return links.map((link) =>
    link.end === Infinity && joins(link, subject, of) ? { ...link, end } : link,
  );
}

/** Every link of the history, in the order of their joins. */
export function linksOf(events: readonly FoldEvent[]): readonly Link[] {
  let links: Link[] = [];
  events.forEach(({ body, subject, of }, index) => {
    if (of === undefined || of === subject) return;
    if (body.type === 'join') {
      links.push({ a: subject, b: of, confirmed: body.confirmed, start: index, end: Infinity });
    } else if (body.type === 'split' || body.type === 'not-me') {
      links = endLinks(links, subject, of, index);
    }
  });
  return links;
}

/** Confirmed and never ended: both sides share one state from the join on. */
export function isFull(link: Link): boolean {
  return link.confirmed && link.end === Infinity;
}

/** Names a set's representative: equal for two subjects exactly when a chain of links joins them. */
export function componentsOf(links: readonly Link[]): (subject: string) => string {
  const parents = new Map<string, string>();
  const find = (subject: string): string => {
    const parent = parents.get(subject);
    return parent === undefined ? subject : find(parent);
  };
  for (const { a, b } of links) {
    const [rootA, rootB] = [find(a), find(b)];
    if (rootA !== rootB) parents.set(rootB, rootA);
  }
  return find;
}
