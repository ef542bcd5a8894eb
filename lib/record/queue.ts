/**
 * Groups concurrent commits: durability per request, cost per group of at most 256 (DESIGN §6).
 * Keys of the next group become durable while the events of this one do, and its events are sealed
 * here while they wait (docs/decisions/0020): the writer seals what is left.
 *
 * Crash points: keys durable, events not → an orphan key, swept later. Events durable, answer
 * not given → the client retries with its idempotency key and gets the same answer.
 */
import { sealCommit } from '../../db/append/seal';
import type { AppendResult, KeyStore, PreparedCommit, SealEvent, Store } from '../../db/port';
import { createGrouping, type GroupCounts } from './grouping';

const GROUP_MAX = 256;
/** So many are written while the rest of the turn is still being encrypted (measured: bench commit). */
const EARLY = GROUP_MAX / 2;
/** Sealing more at once would hold up whoever asks something else. */
const SEALED_HERE_MOST = 8;

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
  seal: SealEvent,
): CommitQueue {
  const keyGroups = createGrouping<readonly NewKey[], true>(
    { most: GROUP_MAX, early: GROUP_MAX, abreast: 1 },
    async (items) => {
      await keyStore.putKeys(items.flat());
      return items.map(() => true);
    },
  );
  const meanwhile = (commit: PreparedCommit) =>
    commit.events.length > SEALED_HERE_MOST ? commit : sealCommit(commit, seal);
  const commits = createGrouping<PreparedCommit, AppendResult>(
    { most: GROUP_MAX, early: EARLY, abreast: 2, meanwhile },
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
