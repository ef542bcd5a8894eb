/**
 * Tells one client what it missed while it was away, outside the turn of the others: page by page,
 * no faster than it takes them. None of it carries a cursor: what it stands for is complete only
 * with the last word, which is said in turn (hub.ts).
 */
import type { Runtime } from '../../runtime/model';
import { changedSince } from './changed';
import { message, type Feed, type Listener } from './feed';
import type { TablesMark } from './tables';

/** Revisions that are told within a turn. */
export const NEAR = 1_000;
/** More people than this since a cursor are told by a snapshot. */
export const MOST_CAUGHT_UP = 200_000;
/** Whoever changes faster than a client reads is never caught up with. */
const MOST_ROUNDS = 20;

export type Near =
  /** All up to `revision` was told, with what was defined up to `begun`. */
  | { readonly revision: number; readonly begun: TablesMark }
  | { readonly why: 'gap' | 'erased' }
  | { readonly gone: true };

export async function comeNear(
  runtime: Runtime,
  feed: Feed,
  listener: Listener,
  { from, most }: { readonly from: number; readonly most: number },
  now: () => { readonly revision: number; readonly asOf: number },
): Promise<Near> {
  const { tables } = feed.teller;
  listener.write(feed.begin());
  let begun = tables.mark();
  let told = 0;
  let reached = from;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { revision, asOf } = now();
    if (revision - reached <= NEAR) return { revision: reached, begun };
    for await (const changed of changedSince(runtime, [feed.view.system], reached)) {
      if (changed === 'erased') return { why: 'erased' };
      const people = feed.people(changed);
      told += people.length;
      if (told > most) return { why: 'gap' };
      const fresh = tables.since(begun);
      begun = tables.mark();
      const taken = listener.write(message('change', { ...fresh, people, asOf }));
      if (!taken || !(await listener.room())) return { gone: true };
      // Others are answered between two pages.
      await new Promise((resume) => setImmediate(resume));
    }
    // What was written meanwhile may have been told already, and is told again.
    reached = revision;
  }
  return { why: 'gap' };
}
