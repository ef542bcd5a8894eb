/**
 * Which commits of a group may be written (DESIGN §6). Pure: the engine reads the facts inside
 * its transaction, this says for each commit, in order and in the light of those before it,
 * whether it is accepted, a replay or a conflict.
 */
import type { PreparedCommit } from '../port';

export interface Replay {
  readonly payloadHash: string;
  readonly answer: string;
  readonly seq: number;
}

/** What the database says about everything the group names. */
export interface Facts {
  /** By `replayKey(scope, key)`. */
  readonly replays: ReadonlyMap<string, Replay>;
  /** Revision of each named subject that exists. */
  readonly revisions: ReadonlyMap<string, number>;
  /** Of each of them, the revision of the log at which its row was written last. */
  readonly writtenAt: ReadonlyMap<string, number>;
  /** The named handles that are taken. */
  readonly handles: ReadonlySet<string>;
  /** The named catalogue versions that are taken. */
  readonly versions: ReadonlySet<number>;
}

interface States {
  readonly revisions: Map<string, number>;
  readonly writtenAt: Map<string, number>;
}

export type Verdict =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'replay'; readonly replay: Replay }
  /** Replays an earlier commit of the same group. */
  | { readonly kind: 'replay-of'; readonly index: number };

/** What must be looked up before a group can be judged; each list is unique and sorted. */
export function namedIn(group: readonly PreparedCommit[]) {
  const subjects = new Set<string>();
  const handles = new Set<string>();
  const versions = new Set<number>();
  const keys = new Map<string, { scope: string; key: string }>();
  for (const commit of group) {
    for (const { subject } of commit.expected) subjects.add(subject);
    for (const { subject } of commit.states) subjects.add(subject);
    for (const subject of erasedSubjects(commit)) subjects.add(subject);
    for (const { handle } of commit.identifiers) handles.add(handle);
    for (const row of commit.rows) if (row.table === 'catalogue') versions.add(row.version);
    if (commit.idempotency) {
      const { scope, key } = commit.idempotency;
      keys.set(replayKey(scope, key), { scope, key });
    }
  }
  return {
    subjects: [...subjects].sort(),
    handles: [...handles].sort(),
    versions: [...versions].sort((a, b) => a - b),
    keys: [...keys.values()],
  };
}

export function replayKey(scope: string, key: string): string {
  return `${scope}\u0000${key}`;
}

/** One verdict a commit, in order. A replay is told before a conflict: the first attempt may have caused it. */
export function judgeGroup(group: readonly PreparedCommit[], facts: Facts): readonly Verdict[] {
  const states: States = {
    revisions: new Map(facts.revisions),
    writtenAt: new Map(facts.writtenAt),
  };
  const { revisions, writtenAt } = states;
  const handles = new Set(facts.handles);
  const versions = new Set(facts.versions);
  const indexOfKey = new Map<string, number>();
  const erased = new Set<string>();

  return group.map((commit, index) => {
    const key = commit.idempotency && replayKey(commit.idempotency.scope, commit.idempotency.key);
    if (key !== null) {
      const replay = facts.replays.get(key);
      if (replay) return { kind: 'replay', replay };
      const earlier = indexOfKey.get(key);
      if (earlier !== undefined) return { kind: 'replay-of', index: earlier };
    }
    // Who is erased in this group is written by nobody after it: the erasures come last.
    if (commit.states.some(({ subject }) => erased.has(subject))) return { kind: 'conflict' };
    if (conflicts(commit, states, handles, versions)) return { kind: 'conflict' };

    if (key !== null) indexOfKey.set(key, index);
    for (const { subject, n } of commit.states) {
      revisions.set(subject, n);
      // Whoever comes after it in this group cannot know at which.
      writtenAt.delete(subject);
    }
    for (const subject of erasedSubjects(commit)) {
      erased.add(subject);
      revisions.delete(subject);
    }
    for (const handle of removedHandles(commit)) handles.delete(handle);
    for (const { handle } of commit.identifiers) handles.add(handle);
    for (const row of commit.rows) if (row.table === 'catalogue') versions.add(row.version);
    return { kind: 'accepted' };
  });
}

const NONE: readonly string[] = [];

export function removedHandles(commit: PreparedCommit): readonly string[] {
  if (commit.rows.length === 0) return NONE;
  return commit.rows.flatMap((row) => (row.table === 'identifier-removed' ? [row.handle] : []));
}

function erasedSubjects(commit: PreparedCommit): readonly string[] {
  if (commit.rows.length === 0) return NONE;
  return commit.rows.flatMap((row) => (row.table === 'subject-erased' ? [row.subject] : []));
}

function conflicts(
  commit: PreparedCommit,
  { revisions, writtenAt }: States,
  handles: ReadonlySet<string>,
  versions: ReadonlySet<number>,
): boolean {
  for (const { subject, n, seq } of commit.expected) {
    if ((revisions.get(subject) ?? 0) !== n) return true;
    if (seq !== undefined && writtenAt.get(subject) !== seq) return true;
  }
  const removed = removedHandles(commit);
  const own = new Set<string>();
  for (const { handle } of commit.identifiers) {
    if (own.has(handle) || (handles.has(handle) && !removed.includes(handle))) return true;
    own.add(handle);
  }
  return commit.rows.some((row) => row.table === 'catalogue' && versions.has(row.version));
}
