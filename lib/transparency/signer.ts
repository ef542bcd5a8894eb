/**
 * Signs checkpoints of one log (LEDGER "Signer", "Order of steps" 2). It judges for itself: what
 * it is given must provably continue what its own record holds, and what it signs is durable in
 * that record before it answers.
 *
 * Crash points: before the record is renamed into place nothing was signed; after it, the line can
 * be read there, and the same (size, root) gives the same bytes again.
 */
import { formatCheckpoint, type Checkpoint } from '../ledger/checkpoint';
import { signNote } from '../ledger/note';
import { LedgerHalted } from './halt';
import type { RecordStore, SignedRecord } from './signer-record';
import type { SigningKey } from './signing-key';
import { advanceFault, type AdvanceFault } from './witness-core';

export interface Signer {
  readonly origin: string;
  readonly vkey: string;
  /** Takes the old size, a consistency proof and the new tree; throws LedgerHalted on anything it cannot vouch for. */
  sign(
    oldSize: bigint,
    proof: readonly Uint8Array[],
    next: Omit<Checkpoint, 'origin'>,
  ): Promise<SignedRecord>;
}

/** The signed note that a record stands for. */
export function noteOf(record: SignedRecord): string {
  return `${formatCheckpoint(record)}\n${record.line}\n`;
}

const WORDS: Readonly<Record<AdvanceFault, string>> = {
  'old-size': 'the new tree is smaller than the old one',
  stale: "the signer's record holds another size: another signer was here, or it was changed",
  'other-root': "the signer's record holds another root for the same size: this would be a fork",
  proof: "the new tree does not continue the one in the signer's record: this would be a fork",
};

export function createSigner(key: SigningKey, records: RecordStore, nowMs: () => number): Signer {
  const { origin, seed, vkey } = key;
  return {
    origin,
    vkey,
    async sign(oldSize, proof, { size, root }) {
      const known = await records.find(origin);
      if (known === undefined) throw new LedgerHalted(`the signer's record of ${origin} is gone`);
      const fault = advanceFault(known, oldSize, { size, root }, proof);
      if (fault !== undefined) throw new LedgerHalted(`${origin}: ${WORDS[fault]}`);
      if (known.size === size && known.line !== '') return known;
      const body = formatCheckpoint({ origin, size, root });
      const line = signNote(body, origin, seed).slice(body.length + 1, -1);
      const next = { origin, size, root, line, signedAtMs: nowMs() };
      if (!(await records.put(next, known))) {
        throw new LedgerHalted(`${origin}: the signer's record changed while it was signing`);
      }
      return next;
    },
  };
}
