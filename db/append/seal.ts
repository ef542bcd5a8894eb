/** What was left to be sealed is, before the transaction: no lock is held meanwhile. */
import type { PreparedCommit, SealedCommit, SealEvent } from '../port';

/** Throws when there is something to seal and nothing to do it with: nothing is written unsealed. */
export function sealGroup(
  group: readonly PreparedCommit[],
  seal: SealEvent | undefined,
): readonly SealedCommit[] {
  return group.map((commit) => sealCommit(commit, seal));
}

export function sealCommit(commit: PreparedCommit, seal: SealEvent | undefined): SealedCommit {
  if (isSealed(commit)) return commit;
  return {
    ...commit,
    events: commit.events.map((event) => {
      if (!('unsealed' in event)) return event;
      if (seal === undefined) throw new Error('This store was opened without a seal.');
      return seal(event);
    }),
  };
}

function isSealed(commit: PreparedCommit): commit is SealedCommit {
  return !commit.events.some((event) => 'unsealed' in event);
}
