/** Keeps the write-once folder: the newest checkpoint of every log, as often as it is looked at. */
import type { CheckpointRow } from '../../../db/port';
import { sha256 } from '../../ledger/sha256';
import type { Anchoring, AnchorParts } from './anchor-model';
import { copyOnce, largestCopy } from './write-once';

/** What may be rewritten without leaving a second file is what is newer than this. */
const EVERY_MS = 5_000;

export function createCopies(parts: AnchorParts, anchorDir: string): Anchoring {
  /** By origin: the size whose copy is known to be right. */
  const copied = new Map<string, number>();
  /** Stays until the next start: a later copy that fits does not undo it. */
  let disagreement: string | undefined;

  async function copy(row: CheckpointRow): Promise<string | undefined> {
    const { origin, size, text } = row;
    if (!copied.has(origin)) {
      const largest = await largestCopy(anchorDir, origin);
      if (largest > size) {
        return `${anchorDir} holds a checkpoint of ${String(largest)} entries of ${origin}, here ${String(size)} are signed`;
      }
    }
    const outcome = await copyOnce(anchorDir, row);
    if (outcome.kind === 'disagrees') return outcome.why;
    await parts.store.addAnchor({
      id: `write-once ${origin} ${String(size)}`,
      ...{ origin, size, kind: 'write-once', atMs: parts.nowMs() },
      data: sha256(text),
      detail: anchorDir,
    });
    copied.set(origin, size);
    return undefined;
  }

  return {
    kind: 'write-once',
    everyMs: EVERY_MS,
    async look() {
      for (const { origin } of await parts.store.listLogs()) {
        const newest = await parts.store.newestCheckpoint(origin);
        if (newest === undefined || copied.get(origin) === newest.size) continue;
        disagreement = (await copy(newest)) ?? disagreement;
      }
      return disagreement;
    },
  };
}
