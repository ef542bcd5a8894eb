/**
 * Groups concurrent commits: durability per request, cost per group (DESIGN §6). While one group
 * is being made durable the next one gathers; a group never waits for company longer than one
 * turn of the event loop, and holds at most 256 commits.
 *
 * Crash points: keys durable, events not → an orphan key, swept later. Events durable, answer
 * not given → the client retries with its idempotency key and gets the same answer.
 */
import type { AppendResult, KeyStore, PreparedCommit, Store } from '../../db/port';

const GROUP_MAX = 256;

export interface NewKey {
  readonly subject: string;
  readonly wrapped: Uint8Array;
}
interface Waiting {
  readonly commit: PreparedCommit;
  readonly keys: readonly NewKey[];
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: unknown) => void;
}

export interface CommitQueue {
  push(commit: PreparedCommit, keys: readonly NewKey[]): Promise<AppendResult>;
  /** Resolves when everything pushed so far is settled. */
  drained(): Promise<void>;
}

export function createCommitQueue(
  store: Pick<Store, 'append'>,
  keyStore: Pick<KeyStore, 'putKeys'>,
): CommitQueue {
  let waiting: Waiting[] = [];
  let flushing: Promise<void> | undefined;

  async function flushGroup(group: readonly Waiting[]): Promise<void> {
    try {
      const keys = group.flatMap((item) => item.keys);
      // INVARIANT: a new subject's key is durable before its events are.
      if (keys.length > 0) await keyStore.putKeys(keys);
      const results = await store.append(group.map((item) => item.commit));
      group.forEach((item, index) => {
        const result = results[index];
        if (result === undefined) item.reject(new Error('the store gave no result for a commit'));
        else item.resolve(result);
      });
    } catch (error) {
      for (const item of group) item.reject(error);
    }
  }

  async function flushAll(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const group = waiting.slice(0, GROUP_MAX);
      waiting = waiting.slice(GROUP_MAX);
      await flushGroup(group);
    }
    flushing = undefined;
  }

  return {
    push(commit, keys) {
      return new Promise((resolve, reject) => {
        waiting.push({ commit, keys, resolve, reject });
        flushing ??= flushAll();
      });
    },
    async drained() {
      while (flushing !== undefined) await flushing;
    },
  };
}
