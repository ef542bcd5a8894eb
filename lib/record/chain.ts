/**
 * The part of the record that one commit will change, as it was read: the acting subject, the
 * group it is joined with, and – where a state cannot be carried forward event by event – the
 * whole history it is folded from.
 */
import type { ExpectedState, StateWrite, SubjectRow } from '../../db/port';
import { encodeState } from '../choice/codec';
import { applyEvent, foldSubject, needsReplay } from '../choice/fold';
import type { FoldEvent, SubjectState } from '../choice/model';
import { emptyState } from '../choice/state';
import { AppError } from '../errors';
import type { Vault } from '../identity/vault';
import type { Log } from '../log';
import { leadersOf } from './groups';
import type { Standing } from './lately';
import { openRow } from './subjects';

export interface Place {
  readonly subject: string;
  leader: string;
  n: number;
  head: string;
}

/** Mutable while one commit is prepared; never shared. */
export interface Chain {
  /** The acting subject. */
  readonly subject: string;
  /** Every subject that gets a state row, by id. */
  readonly places: Map<string, Place>;
  readonly expected: readonly ExpectedState[];
  /** The acting subject's state so far. */
  state: SubjectState;
  /** The whole history, when the fold needs it. */
  history: FoldEvent[] | null;
}

export function newChain(subject: string, replay: boolean): Chain {
  return {
    subject,
    places: new Map([[subject, { subject, leader: subject, n: 0, head: '' }]]),
    expected: [{ subject, n: 0 }],
    state: emptyState(),
    history: replay ? [] : null,
  };
}

/** Goes on where this process stopped: the subject is alone in its group. */
export function chainAt({ subject, n, seq, head, state }: Standing): Chain {
  return {
    subject,
    places: new Map([[subject, { subject, leader: subject, n, head }]]),
    expected: [{ subject, n, seq }],
    state,
    history: null,
  };
}

/** Where the chain stands, written at `seq`; undefined where the next event needs more than this one row. */
export function standingOf(chain: Chain, seq: number): Standing | undefined {
  const { subject, state } = chain;
  if (chain.places.size > 1 || chain.history !== null || state.unconfirmed) return undefined;
  const { leader, n, head } = placeOf(chain, subject);
  return leader === subject ? { subject, n, seq, head, state } : undefined;
}

/** Throws AppError('unavailable') on a row whose seal does not hold: nothing is built on it. */
export function chainFrom(
  subject: string,
  rows: readonly SubjectRow[],
  history: readonly FoldEvent[] | null,
  vault: Vault,
  log: Log,
): Chain {
  const opened = rows.map((row) => openRow(row, vault, log));
  const own = opened.find((row) => row.subject === subject);
  if (own === undefined || opened.some(({ broken }) => broken)) {
    throw new AppError('unavailable', 'a state row does not match its seal');
  }
  return {
    subject,
    places: new Map(
      opened.map(({ subject: id, leader, n, head }) => [id, { subject: id, leader, n, head }]),
    ),
    expected: opened.map(({ subject: id, n }) => ({ subject: id, n })),
    state: own.state,
    history: history === null ? null : [...history],
  };
}

export function placeOf(chain: Chain, subject: string): Place {
  const place = chain.places.get(subject);
  if (place === undefined) throw new AppError('internal', 'a subject outside its chain');
  return place;
}

/** Everyone the acting subject is joined with, itself included. */
export function groupOf(chain: Chain, subject: string): readonly Place[] {
  const own = placeOf(chain, subject);
  if (chain.places.size === 1) return [own];
  const { leader } = own;
  return [...chain.places.values()].filter((place) => place.leader === leader);
}

/** Folds one more event in, and moves the revision of the whole group to it. */
export function advanceChain(chain: Chain, event: FoldEvent, n: number, p: string): void {
  for (const place of groupOf(chain, event.subject)) {
    place.n = n;
    place.head = p;
  }
  if (chain.history === null) {
    chain.state = applyEvent(chain.state, event);
    return;
  }
  chain.history.push(event);
  if (needsReplay(event.body)) regroup(chain, event, n, p);
  chain.state = foldSubject(chain.history, chain.subject);
}

function regroup(chain: Chain, event: FoldEvent, n: number, p: string): void {
  const leaders = leadersOf(chain.places.keys(), chain.history ?? []);
  for (const place of chain.places.values())
    place.leader = leaders.get(place.subject) ?? place.subject;
  for (const place of groupOf(chain, event.subject)) {
    place.n = n;
    place.head = p;
  }
}

/** The rows to write: one for each subject of the chain, sealed. */
export function stateWrites(chain: Chain, vault: Vault): readonly StateWrite[] {
  if (chain.history === null && chain.places.size === 1) {
    return [stateWrite(placeOf(chain, chain.subject), encodeState(chain.state), vault)];
  }
  const bytesOf = new Map<string, Uint8Array>();
  const folded = (subject: string): Uint8Array =>
    encodeState(chain.history === null ? chain.state : foldSubject(chain.history, subject));
  return [...chain.places.values()].map((place) => {
    const state = bytesOf.get(place.leader) ?? folded(place.subject);
    bytesOf.set(place.leader, state);
    return stateWrite(place, state, vault);
  });
}

function stateWrite(place: Place, state: Uint8Array, vault: Vault): StateWrite {
  const { subject, leader, n, head } = place;
  return { subject, leader, n, head, state, seal: vault.sealState(subject, n, head, state) };
}
