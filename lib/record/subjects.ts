/**
 * States of subjects, cached in memory and invalidated by revision (DESIGN §8): on one SQLite
 * machine a decision never sees anything older than the last commit. A row whose seal does not
 * hold was changed behind our back: the subject is `broken`, every answer about it a no.
 */
import type { Store, SubjectRow } from '../../db/port';
import { decodeState } from '../choice/codec';
import type { SubjectState } from '../choice/model';
import { emptyState } from '../choice/state';
import type { Identifier } from '../identity/model';
import type { Vault } from '../identity/vault';
import type { Log } from '../log';
import type { Cards } from './cards';
import { HeldPeople } from './held-people';
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

const NOBODY = { subject: '', leader: '', n: 0, head: '' };

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

export function createSubjectReader(parts: SubjectReaderParts): SubjectReader {
  const { store, vault, log } = parts;
  const held = new HeldPeople(parts.people);
  let revision: number | undefined;
  let seq = parts.seq;
  /** Grows with every invalidation: a row read before one must not be cached after it. */
  let generation = 0;
  let refreshing: Promise<void> | undefined;
  let hits = 0;
  let misses = 0;

  async function refresh(): Promise<void> {
    const changed = await store.changedSince(seq);
    generation += 1;
    if (changed.subjects === null) held.dropAll();
    else held.drop(changed.subjects);
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
        const found = openRow(row, vault, log);
        if (began === generation) held.remember(handle, row, found);
        return found;
      }
      const suppression = suppressions[index];
      const left = suppression && {
        ...NOBODY,
        ...suppressedSubject(parts, handle, suppression.sealed),
      };
      if (began === generation) held.rememberAbsent(handle, left);
      return left;
    });
  }

  function cachedAs(identifier: Identifier): Subject | null | undefined {
    const known =
      held.byName(identifier) ?? held.byHandleOf(identifier, vault.handleOf(identifier));
    if (known === undefined) misses += 1;
    else hits += 1;
    return known;
  }

  async function byHandles(handles: readonly string[]): Promise<readonly (Subject | undefined)[]> {
    await fresh();
    const found = handles.map((handle) => held.byHandle(handle));
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
    identifiers.forEach((identifier, index) => held.byHandleOf(identifier, handles[index] ?? ''));
    return found;
  }

  function fresh(): void | Promise<void> {
    const seen = store.revision();
    return typeof seen === 'number' ? noticed(seen) : seen.then(noticed);
  }

  return {
    byHandles,
    byIdentifiers,
    cached: (handle) => held.byHandle(handle),
    cachedAs,
    cards: held.cards,
    cardFor: (way, identifier, found) => held.cardFor(way, identifier, found),
    fresh,
    seq: () => seq,
    counts: () => ({ held: held.size, hits: hits + held.cards.hits, misses }),
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
