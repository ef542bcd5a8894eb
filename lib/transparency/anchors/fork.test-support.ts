/** A second tree signed with a deployment's own key: what nobody should ever see. */
import { utf8 } from '../../ledger/bytes';
import { formatCheckpoint } from '../../ledger/checkpoint';
import { signNote } from '../../ledger/note';
import { sha256 } from '../../ledger/sha256';
import type { Kept } from '../kept.test-support';
import { findSigningKey } from '../signing-key';

export async function craftFork({ runtime, signerDir }: Kept, size: number): Promise<string> {
  const { origin } = await runtime.store.head();
  const key = await findSigningKey(signerDir, origin, runtime.vault);
  if (key === undefined) throw new Error('nothing was signed yet');
  const root = new Uint8Array(sha256(utf8('another tree')));
  return signNote(formatCheckpoint({ origin, size: BigInt(size), root }), origin, key.seed);
}
