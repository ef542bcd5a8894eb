/**
 * One entry's proof as a file (LEDGER "Over HTTP", C2SP tlog-proof):
 *
 *   c2sp.org/tlog-proof@v1\n
 *   extra <base64>\n               optional, authenticated by nothing
 *   index <decimal>\n
 *   <base64 of 32 bytes>\n         zero or more, from the leaf's sibling to the root's child
 *   \n
 *   <signed checkpoint>
 */
import { fromBase64, toBase64 } from './bytes';
import { LedgerFormatError } from './canonical';
import { HASH_BYTES } from './sha256';
import { MAX_SIZE } from './tile-path';

export interface TlogProof {
  readonly index: bigint;
  readonly proof: readonly Uint8Array[];
  /** The signed note, to the last newline; not looked at here. */
  readonly checkpoint: string;
  readonly extra?: Uint8Array;
}

const HEADER = 'c2sp.org/tlog-proof@v1';
const EXTRA = 'extra ';
const INDEX = /^index (0|[1-9][0-9]{0,19})$/;
/** A tree of 2^64 - 1 leaves is 64 high. */
const MAX_HASHES = 64;

export function formatTlogProof({ index, proof, checkpoint, extra }: TlogProof): string {
  if (index < 0n || index > MAX_SIZE) throw new LedgerFormatError('an index is unsigned 64-bit');
  if (proof.length > MAX_HASHES) throw new LedgerFormatError('the proof is too long');
  if (proof.some((hash) => hash.length !== HASH_BYTES)) {
    throw new LedgerFormatError('a hash of the proof is not 32 bytes');
  }
  if (extra?.length === 0) throw new LedgerFormatError('extra data that is empty is left out');
  if (!checkpoint.endsWith('\n')) throw new LedgerFormatError('the proof holds no checkpoint');
  const lines = [HEADER];
  if (extra !== undefined) lines.push(`${EXTRA}${toBase64(extra)}`);
  lines.push(`index ${index}`, ...proof.map(toBase64));
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/** Throws LedgerFormatError unless `text` is what `formatTlogProof` writes. */
export function parseTlogProof(text: string): TlogProof {
  // The first blank line: the checkpoint after it has one of its own.
  const split = text.indexOf('\n\n');
  if (split === -1) throw new LedgerFormatError('the proof holds no checkpoint');
  const [header, ...lines] = text.slice(0, split).split('\n');
  if (header !== HEADER) throw new LedgerFormatError(`not a ${HEADER}`);
  const extra = lines[0]?.startsWith(EXTRA) === true ? lines.shift() : undefined;
  const index = INDEX.exec(lines.shift() ?? '')?.[1];
  if (index === undefined) throw new LedgerFormatError('the proof has no index');
  if (lines.length > MAX_HASHES) throw new LedgerFormatError('the proof is too long');
  const parsed: TlogProof = {
    index: BigInt(index),
    proof: lines.map(fromBase64),
    checkpoint: text.slice(split + 2),
    ...(extra === undefined ? {} : { extra: fromBase64(extra.slice(EXTRA.length)) }),
  };
  if (formatTlogProof(parsed) !== text) throw new LedgerFormatError(`not a ${HEADER}`);
  return parsed;
}
