/**
 * The head of a log as it is signed (LEDGER "Checkpoint", C2SP tlog-checkpoint):
 *
 *   consent.example.com/2026\n     origin
 *   3\n                            size: decimal, no leading zero
 *   9+IZ…NWxc=\n                   root: base64 of 32 bytes
 *
 * Three lines and no more: an extension line would be signed by the log and checked by nobody.
 */
import { fromBase64, toBase64 } from './bytes';
import { LedgerFormatError } from './canonical';
import { openNote, type OpenedNote, type VerifierKey } from './note';
import { HASH_BYTES } from './sha256';
import { MAX_SIZE } from './tile-path';

export interface Checkpoint {
  /** Our own logs' origins are key names too, without spaces and plus; of others' that is not asked. */
  readonly origin: string;
  readonly size: bigint;
  readonly root: Uint8Array;
}

const ORIGIN = /^[^\p{Cc}\p{Surrogate}]+$/u;
const SIZE = /^(?:0|[1-9][0-9]{0,19})$/;

/** The three lines, with the last newline. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  if (!ORIGIN.test(origin)) throw new LedgerFormatError('an origin is one line that is not empty');
  if (size < 0n || size > MAX_SIZE) throw new LedgerFormatError('a tree size is unsigned 64-bit');
  if (root.length !== HASH_BYTES) throw new LedgerFormatError('a root is 32 bytes');
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** Throws LedgerFormatError unless `body` is what `formatCheckpoint` writes. */
export function parseCheckpoint(body: string): Checkpoint {
  const [origin = '', size = '', root = '', end, ...extension] = body.split('\n');
  if (end === undefined || extension.length > 0) {
    throw new LedgerFormatError('a checkpoint is three lines');
  }
  if (!SIZE.test(size)) throw new LedgerFormatError('a tree size is decimal without leading zero');
  const checkpoint = { origin, size: BigInt(size), root: fromBase64(root) };
  if (formatCheckpoint(checkpoint) !== body) throw new LedgerFormatError('not a checkpoint');
  return checkpoint;
}

/** Throws LedgerFormatError unless one of `keys` signed it and it is a checkpoint of `origin`. */
export function openCheckpoint(
  text: string,
  keys: readonly VerifierKey[],
  origin: string,
): { checkpoint: Checkpoint; verified: OpenedNote['verified'] } {
  const { body, verified } = openNote(text, keys);
  const checkpoint = parseCheckpoint(body);
  if (checkpoint.origin !== origin) throw new LedgerFormatError('a checkpoint of another log');
  return { checkpoint, verified };
}
