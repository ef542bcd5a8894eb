/**
 * States of subjects, cached in memory and invalidated by revision (DESIGN §8): on one SQLite
 * machine a decision never sees anything older than the last commit. A row whose seal does not
 * hold was changed behind our back: the subject is `broken`, every answer about it a no.
 */
import { getHeapStatistics } from 'node:v8';
import { LRUCache } from 'lru-cache';
import type { Store, SubjectRow } from '../../db/port';
import { decodeState, stateText } from '../choice/codec';
import type { SubjectState } from '../choice/model';
import { emptyState } from '../choice/state';
import type { Identifier } from '../identity/model';
import type { Vault } from '../identity/vault';
import type { Log } from '../log';
import { ByName, type Named } from './by-name';
import { Cards, NO_CARD } from './cards';
import { RestingSubject } from './resting';
import { suppressedSubject } from './suppression';

export interface Subject {
  readonly subject: string;
  readonly leader: string;
  /** Revision of the chain. */
  readonly n: number;
  /** `p` of the newest event; '' before the first. */
  readonly head: string;
  readonly state: SubjectState;
  readonly broken: boolean;
  /** Nobody any more, only the refusal an erased person left: it can be asked, never written to. */
  readonly suppressed?: { readonly system: string };
  /** What is derived from this very state and goes with it: lib/asking/kept.ts. */
  derived?: unknown;
}

export interface SubjectReader {
  /** Somebody who is there: never a suppression. */
  byHandle(handle: string): Promise<Subject | undefined>;
  bySubject(subject: string): Promise<Subject | undefined>;
  /** Whom a question is answered about: somebody who is there, or the refusal they left. */
  asked(handle: string): Promise<Subject | undefined>;
  byHandles(handles: readonly string[]): Promise<readonly (Subject | undefined)[]>;
  /** undefined: not cached. null: known to be unseen. Call `fresh` first. */
  cached(handle: string): Subject | null | undefined;
  /** The same by a system's own identifier; throws AppError('invalid_request') where it has no handle. */
  cachedAs(identifier: Identifier): Subject | null | undefined;
  /** What is laid down about people in memory, for whoever asks again; `fresh` first. */
  readonly cards: Cards;
  /** To lay something down about somebody: -1 unless they are found under this very name. */
  cardFor(way: number, identifier: Identifier, found: Subject): number;
  /** Those of whom a system asks many questions at once, for the next `cachedAs` too. */
  byIdentifiers(identifiers: readonly Identifier[]): Promise<readonly (Subject | undefined)[]>;
  /** Once a request, before anything cached is used. Synchronous when nothing changed. */
  fresh(): void | Promise<void>;
  /** The revision this cache was last held against. */
  seq(): number;
  /** For whoever watches this process: states held, and how often one that was asked for was there. */
  counts(): { readonly held: number; readonly hits: number; readonly misses: number };
}

/** What somebody who was asked about once takes, with their judgements and names (measured: bench http). */
const BYTES_A_PERSON = 2000;
const PEOPLE_LEAST = 50_000;
const PEOPLE_MOST = 2_000_000;
const ABSENT_MAX = 300_000;

/** As many as fit half of the memory this process may have: a million under Node's own limit on a large machine. */
function peopleHeld(): number {
  const { heap_size_limit: mayHave } = getHeapStatistics();
  return Math.min(PEOPLE_MOST, Math.max(PEOPLE_LEAST, Math.floor(mayHave / 2 / BYTES_A_PERSON)));
}
const NOBODY = { subject: '', leader: '', n: 0, head: '' };

/** Somebody in the cache, whether they are there or left a refusal. */
interface Held extends Named {
  readonly found: Subject;
}

export interface SubjectReaderParts {
  readonly store: Store;
  readonly vault: Vault;
  readonly log: Log;
  /** The head's seq at the time of opening. */
  readonly seq: number;
  /** How many people to hold; as many as there is memory for where it is not said. */
  readonly people?: number | undefined;
  /** Called when another commit was noticed, before the caches answer again; null: somebody was erased, or too much changed to name it. */
  readonly onChange: (changed: readonly string[] | null) => Promise<void>;
}

export function openRow(row: SubjectRow, vault: Vault, log: Log): Subject {
  const { subject, leader, n, head } = row;
  try {
    if (vault.stateSealHolds(subject, n, head, row.state, row.seal)) {
      return {
        subject,
        leader,
        n,
        head,
        state: decodeState(row.state),
        broken: false,
        derived: undefined,
      };
    }
    log.error(
      { alarm: 'state_seal' },
      'a state row does not match its seal: its subject is denied',
    );
  } catch (error) {
    log.error(
      { alarm: 'state_decode', err: error },
      'a state row cannot be read: its subject is denied',
    );
  }
  return { subject, leader, n, head, state: emptyState(), broken: true, derived: undefined };
}

/** For the cache: its state rests as text. */
function openToKeep(row: SubjectRow, vault: Vault, log: Log): Held {
  const opened = openRow(row, vault, log);
  if (opened.broken) return heldAs(opened);
  const { subject, n, head, state } = opened;
  // One text where they are equal.
  const leader = opened.leader === subject ? subject : opened.leader;
  return new RestingSubject(subject, leader, n, head, stateText(row.state), state);
}

function heldAs(found: Subject): Held {
  return { found, nameId: '', nameSystem: '' };
}

export function createSubjectReader(parts: SubjectReaderParts): SubjectReader {
  const { store, vault, log } = parts;
  const most = parts.people ?? peopleHeld();
  const byHandleCache = new LRUCache<string, Held>({
    max: most,
    dispose: (held, handle) => {
      names.forget(held);
      forget(held.found.subject, handle);
    },
  });
  // INVARIANT: whoever stands here is in one of the two caches by handle.
  const cards = new Cards(most);
  const names = new ByName<Held>((system, id) => cards.forget(system, id));
  /** Handles of nobody; with the refusal that an erased person left, where there is one. */
  const absent = new Map<string, Held | null>();
  // INVARIANT: a handle that is cached stands here under its subject, or it would outlive a change.
  const handlesOf = new Map<string, string | Set<string>>();
  let revision: number | undefined;
  let seq = parts.seq;
  /** Grows with every invalidation: a row read before one must not be cached after it. */
  let generation = 0;
  let refreshing: Promise<void> | undefined;
  let hits = 0;
  let misses = 0;

  function forget(subject: string, handle: string): void {
    const handles = handlesOf.get(subject);
    if (handles instanceof Set) handles.delete(handle);
    if (handles === handle || (handles instanceof Set && handles.size === 0)) {
      handlesOf.delete(subject);
    }
  }

  function dropAbsent(): void {
    for (const held of absent.values()) if (held !== null) names.forget(held);
    absent.clear();
  }

  function dropAll(): void {
    names.clear();
    cards.clear();
    byHandleCache.clear();
    dropAbsent();
  }

  function drop(subjects: readonly string[]): void {
    // Any commit may have linked a handle that was nobody's, also to a subject we know.
    dropAbsent();
    for (const subject of subjects) {
      const handles = handlesOf.get(subject);
      if (typeof handles === 'string') byHandleCache.delete(handles);
      else for (const handle of [...(handles ?? [])]) byHandleCache.delete(handle);
    }
  }

  async function refresh(): Promise<void> {
    const changed = await store.changedSince(seq);
    generation += 1;
    if (changed.subjects === null) dropAll();
    else drop(changed.subjects);
    seq = changed.seq;
    await parts.onChange(changed.subjects);
  }

  function startRefresh(): Promise<void> {
    refreshing ??= refresh().finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  }

  function noticed(seen: number): void | Promise<void> {
    if (seen === revision) return refreshing;
    // A refresh that began before this revision was seen may have missed it: run one after it.
    const before = refreshing;
    const after = (before ?? Promise.resolve()).then(startRefresh, startRefresh);
    return after.then(() => {
      revision = seen;
    });
  }

  function remember(handle: string, held: Held): void {
    byHandleCache.set(handle, held);
    const { subject } = held.found;
    const handles = handlesOf.get(subject);
    // Most people are known under one: a set of its own for each would weigh more than the state.
    if (handles === undefined) handlesOf.set(subject, handle);
    else if (typeof handles !== 'string') handles.add(handle);
    else handlesOf.set(subject, new Set([handles, handle]));
  }

  function rememberAbsent(handle: string, left: Subject | undefined): void {
    if (absent.size >= ABSENT_MAX) dropAbsent();
    absent.set(handle, left === undefined ? null : heldAs(left));
  }

  /** INVARIANT: whoever is known, suppressed or neither, the same is read. */
  async function load(handles: readonly string[]): Promise<readonly (Subject | undefined)[]> {
    const began = generation;
    const [rows, suppressions] = await Promise.all([
      store.findByHandles(handles),
      store.findSuppressions(handles),
    ]);
    return handles.map((handle, index) => {
      const row = rows[index];
      if (row !== undefined) {
        const held = openToKeep(row, vault, log);
        if (began === generation) remember(handle, held);
        return held.found;
      }
      const suppression = suppressions[index];
      const left = suppression && {
        ...NOBODY,
        ...suppressedSubject(parts, handle, suppression.sealed),
      };
      if (began === generation) rememberAbsent(handle, left);
      return left;
    });
  }

  function cached(handle: string): Subject | null | undefined {
    const known = byHandleCache.get(handle);
    if (known !== undefined) return known.found;
    const held = absent.get(handle);
    return held === undefined ? undefined : (held?.found ?? null);
  }

  function cachedAs(identifier: Identifier): Subject | null | undefined {
    const known = names.get(identifier);
    if (known !== undefined) {
      hits += 1;
      return known.found;
    }
    const handle = vault.handleOf(identifier);
    const held = byHandleCache.get(handle) ?? absent.get(handle);
    if (held === undefined) misses += 1;
    else hits += 1;
    if (held === undefined || held === null) return held;
    names.set(identifier, held);
    return held.found;
  }

  async function byHandles(handles: readonly string[]): Promise<readonly (Subject | undefined)[]> {
    await fresh();
    const found = handles.map(cached);
    const missing = handles.filter((_, index) => found[index] === undefined);
    if (missing.length === 0) return found.map((subject) => subject ?? undefined);
    const loaded = new Map(
      (await load(missing)).map((subject, index) => [missing[index], subject] as const),
    );
    return handles.map((handle, index) => found[index] ?? loaded.get(handle));
  }

  async function byIdentifiers(
    identifiers: readonly Identifier[],
  ): Promise<readonly (Subject | undefined)[]> {
    const handles = identifiers.map((identifier) => vault.handleOf(identifier));
    const found = await byHandles(handles);
    identifiers.forEach((identifier, index) => {
      const held = byHandleCache.peek(handles[index] ?? '');
      if (held !== undefined) names.set(identifier, held);
    });
    return found;
  }

  function fresh(): void | Promise<void> {
    const seen = store.revision();
    return typeof seen === 'number' ? noticed(seen) : seen.then(noticed);
  }

  return {
    byHandles,
    byIdentifiers,
    cached,
    cachedAs,
    cards,
    cardFor(way, identifier, found) {
      return names.get(identifier)?.found === found ? cards.put(way, identifier) : NO_CARD;
    },
    fresh,
    seq: () => seq,
    counts: () => ({ held: byHandleCache.size, hits: hits + cards.hits, misses }),
    async byHandle(handle) {
      const [subject] = await byHandles([handle]);
      return subject?.suppressed === undefined ? subject : undefined;
    },
    async asked(handle) {
      const [subject] = await byHandles([handle]);
      return subject;
    },
    async bySubject(subject) {
      const [row] = await store.findSubjects([subject]);
      return row === undefined ? undefined : openRow(row, vault, log);
    },
  };
}
