/**
 * What somebody is told as they join a feed: what changed since their cursor, and what the feed's
 * tables hold that they were not told yet. Within the hub's turn: nothing is read meanwhile.
 */
import type { ConsentToken } from '../../identity/consent-token';
import type { Runtime } from '../../runtime/model';
import { changedSince } from './changed';
import { message, type Feed, type Member } from './feed';
import type { TablesMark } from './tables';

/** From where somebody goes on; `begun`: what was defined to them already. */
export interface From {
  readonly cursor: ConsentToken | undefined;
  readonly begun: TablesMark | undefined;
}
/** Where the others stand, and how many people are told at most. */
interface Standing {
  readonly revision: number;
  readonly asOf: number;
  readonly cursor: string;
  readonly most: number;
}

/** False: it was told to take everything anew. */
export async function catchUp(
  runtime: Runtime,
  feed: Feed,
  listener: Member['listener'],
  { cursor, begun }: From,
  { revision, asOf, cursor: reached, most }: Standing,
): Promise<boolean> {
  const from = cursor?.revision ?? revision;
  const anew = (reason: 'gap' | 'epoch' | 'erased'): false => {
    listener.write(message('resync', { reason }));
    return false;
  };
  if (cursor !== undefined && cursor.epoch !== runtime.epoch) return anew('epoch');
  if (from > revision) {
    runtime.log.error({ alarm: 'cursor_ahead' }, 'a cursor is newer than the database');
    return anew('gap');
  }
  const people = [];
  if (from < revision && !feed.view.test) {
    for await (const changed of changedSince(runtime, [feed.view.system], from)) {
      if (changed === 'erased') return anew('erased');
      people.push(...feed.people(changed));
      if (people.length > most) return anew('gap');
    }
  }
  // What is new to the tables is new to the others too.
  feed.tell([], asOf);
  if (begun === undefined) listener.write(feed.begin());
  const { tables } = feed.teller;
  const fresh = tables.since(begun ?? tables.mark());
  const nothing = people.length + fresh.timelines.length + fresh.profiles.length === 0;
  const last = nothing
    ? message('beat', { asOf }, reached)
    : message('change', { ...fresh, people, asOf }, reached);
  return listener.write(last);
}
