/**
 * Groups concurrent commits: durability per request, cost per group of at most 256 (DESIGN §6).
 * Keys of the next group become durable while the events of this one do.
 *
 * Crash points: keys durable, events not → an orphan key, swept later. Events durable, answer
 * not given → the client retries with its idempotency key and gets the same answer.
 */
import type { AppendResult, KeyStore, PreparedCommit, Store } from '../../db/port';
import { createGrouping, type GroupCounts } from './grouping';

const GROUP_MAX = 256;
/** So many are written while the rest of the turn is still being encrypted (measured: bench commit). */
const EARLY = GROUP_MAX / 2;

export interface NewKey {
  readonly subject: string;
  readonly wrapped: Uint8Array;
}

export interface CommitQueue {
  push(commit: PreparedCommit, keys: readonly NewKey[]): Promise<AppendResult>;
  /** Resolves when everything pushed so far is settled. */
  drained(): Promise<void>;
  counts(): GroupCounts;
}

export function createCommitQueue(
  store: Pick<Store, 'append'>,
  keyStore: Pick<KeyStore, 'putKeys'>,
): CommitQueue {
  const keyGroups = createGrouping<readonly NewKey[], true>(
    { most: GROUP_MAX, early: GROUP_MAX, abreast: 1 },
    async (items) => {
      await keyStore.putKeys(items.flat());
      return items.map(() => true);
    },
  );
  const commits = createGrouping<PreparedCommit, AppendResult>(
    { most: GROUP_MAX, early: EARLY, abreast: 2 },
    (group) => store.append(group),
  );
  return {
    push(commit, keys) {
      // INVARIANT: a new subject's key is durable before its events are.
      return keys.length > 0
        ? keyGroups.push(keys).then(() => commits.push(commit))
        : commits.push(commit);
    },
    counts: () => commits.counts(),
    async drained() {
      await keyGroups.drained();
      await commits.drained();
    },
  };
}
