/**
 * Whom this process holds in memory, in three ways (docs/decisions/0041): those last asked about as
 * they are used; everybody else as the bytes of their row; and what is laid down about people, on
 * cards. What is known of a change is said by whoever holds this (subjects.ts).
 */
import { constrainedMemory } from 'node:process';
import { totalmem } from 'node:os';
import { LRUCache } from 'lru-cache';
import type { SubjectRow } from '../../db/port';
import { subjectBytes } from '../../db/operations/tally-run';
import { decodeState } from '../choice/codec';
import type { Identifier } from '../identity/model';
import { ByName, type Named } from './by-name';
import { Cards, NO_CARD } from './cards';
import { PeopleRows } from './people-rows';
import type { Subject } from './subjects';

/** Held as they are used: what is collected garbage for, so not many. */
const AT_HAND = 8192;
/** What a person takes as a row, with what finds it; those who chose much take more, and fewer are held. */
const BYTES_A_PERSON = 1000;
/** Of the memory this process may use. */
const SHARE = 1 / 8;
const PEOPLE_LEAST = 50_000;
const PEOPLE_MOST = 2_000_000;
const ABSENT_MAX = 300_000;

function peopleHeld(): number {
  const allowed = constrainedMemory();
  const memory = allowed > 0 ? Math.min(allowed, totalmem()) : totalmem();
  const people = Math.floor((memory * SHARE) / BYTES_A_PERSON);
  return Math.min(PEOPLE_MOST, Math.max(PEOPLE_LEAST, people));
}

/** Somebody at hand, whether they are there or left a refusal. */
interface AtHand extends Named {
  readonly found: Subject;
}

function atHand(found: Subject): AtHand {
  return { found, nameId: '', nameSystem: '' };
}

export class HeldPeople {
  readonly cards: Cards;
  private readonly rows: PeopleRows;
  private readonly names = new ByName<AtHand>();
  private readonly people: LRUCache<string, AtHand>;
  /** Handles of nobody; with the refusal that an erased person left, where there is one. */
  private readonly absent = new Map<string, AtHand | null>();
  // INVARIANT: a handle at hand stands here under its subject, or it would outlive a change.
  private readonly handlesOf = new Map<string, string | Set<string>>();

  /** So many people; as many as there is memory for where it is not said. */
  constructor(most = peopleHeld()) {
    this.cards = new Cards(most);
    this.rows = new PeopleRows(most * BYTES_A_PERSON);
    this.people = new LRUCache({
      max: Math.min(AT_HAND, most),
      dispose: (held, handle) => {
        this.names.forget(held);
        this.forget(held.found.subject, handle);
      },
    });
  }

  get size(): number {
    return this.rows.size;
  }

  /** undefined: not held. null: known to be unseen. */
  byHandle(handle: string): Subject | null | undefined {
    const held = this.find(handle);
    return held === null ? null : held?.found;
  }

  byName(identifier: Identifier): Subject | undefined {
    return this.names.get(identifier)?.found;
  }

  /** By the handle of this identifier, and from now on by its name. */
  byHandleOf(identifier: Identifier, handle: string): Subject | null | undefined {
    const held = this.find(handle);
    if (held === undefined || held === null) return held;
    this.names.set(identifier, held);
    return held.found;
  }

  remember(handle: string, row: SubjectRow, found: Subject): void {
    this.take(handle, atHand(found));
    // What does not open is held as it was found, for as long as it is at hand.
    if (!found.broken) this.rows.put(handle, row);
  }

  rememberAbsent(handle: string, left: Subject | undefined): void {
    if (this.absent.size >= ABSENT_MAX) this.dropAbsent();
    this.absent.set(handle, left === undefined ? null : atHand(left));
  }

  /** To lay something down about somebody: -1 unless they are at hand under this very name. */
  cardFor(way: number, identifier: Identifier, found: Subject): number {
    if (this.byName(identifier) !== found) return NO_CARD;
    const bytes = subjectBytes(found.subject);
    return bytes === undefined ? NO_CARD : this.cards.put(way, identifier, bytes);
  }

  drop(subjects: readonly string[]): void {
    // Any commit may have linked a handle that was nobody's, also to a subject we know.
    this.dropAbsent();
    for (const subject of subjects) {
      const handles = this.handlesOf.get(subject);
      if (typeof handles === 'string') this.people.delete(handles);
      else for (const handle of [...(handles ?? [])]) this.people.delete(handle);
      this.rows.deleteSubject(subject);
      const bytes = subjectBytes(subject);
      if (bytes !== undefined) this.cards.forget(bytes);
    }
  }

  dropAll(): void {
    this.names.clear();
    this.cards.clear();
    this.rows.clear();
    this.people.clear();
    this.dropAbsent();
  }

  private find(handle: string): AtHand | null | undefined {
    const held = this.people.get(handle) ?? this.absent.get(handle);
    if (held !== undefined) return held;
    const row = this.rows.get(handle);
    if (row === undefined) return undefined;
    const { subject, leader, n, head } = row;
    const state = decodeState(row.state);
    return this.take(
      handle,
      atHand({ subject, leader, n, head, state, broken: false, derived: undefined }),
    );
  }

  private take(handle: string, held: AtHand): AtHand {
    this.people.set(handle, held);
    const { subject } = held.found;
    const handles = this.handlesOf.get(subject);
    if (handles === undefined) this.handlesOf.set(subject, handle);
    else if (typeof handles !== 'string') handles.add(handle);
    else this.handlesOf.set(subject, new Set([handles, handle]));
    return held;
  }

  private forget(subject: string, handle: string): void {
    const handles = this.handlesOf.get(subject);
    if (handles instanceof Set) handles.delete(handle);
    if (handles === handle || (handles instanceof Set && handles.size === 0)) {
      this.handlesOf.delete(subject);
    }
  }

  private dropAbsent(): void {
    for (const held of this.absent.values()) if (held !== null) this.names.forget(held);
    this.absent.clear();
  }
}
