/**
 * The time stamps of a pack, checked (LEDGER "Anchors"): each covers a checkpoint that a log of
 * the policy signed, and that checkpoint and the pack's own are of one history. So everything the
 * smaller of the two holds was there at that moment.
 */
import type { X509Certificate } from 'node:crypto';
import { fromBase64, fromUtf8 } from '../../ledger/bytes';
import { LedgerFormatError } from '../../ledger/canonical';
import { openCheckpoint, type Checkpoint } from '../../ledger/checkpoint';
import type { Policy } from '../../ledger/policy';
import { verifyConsistency } from '../../ledger/proofs';
import { stampedBytes } from '../../transparency/anchors/stamped-bytes';
import { verifyTimeStamp, type TimeStamp } from '../../transparency/anchors/time-stamp-token';
import type { PackAnchor } from './pack-model';

export interface PackStamp extends TimeStamp {
  readonly origin: string;
  /** Decimal: entries of the log that the stamp covers. */
  readonly size: string;
  /** Its certificate leads to one that was given; false: that was not judged. */
  readonly trusted: boolean;
}

const FIELDS = ['origin', 'size', 'kind', 'atMs', 'data', 'detail', 'checkpoint', 'consistency'];

function isAnchor(value: unknown): value is PackAnchor {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { origin, size, kind, atMs, data, detail, checkpoint, consistency } = value as Partial<
    Record<string, unknown>
  >;
  const texts = [origin, kind, data, detail, checkpoint];
  return (
    Object.keys(value).every((name) => FIELDS.includes(name)) &&
    texts.every((text) => typeof text === 'string') &&
    [size, atMs].every((number) => Number.isSafeInteger(number)) &&
    Array.isArray(consistency) &&
    consistency.every((hash) => typeof hash === 'string')
  );
}

/** Throws LedgerFormatError: every field known, every type right, nothing besides. */
export function readAnchors(bytes: Uint8Array): readonly PackAnchor[] {
  const text = fromUtf8(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new LedgerFormatError('the marks are not JSON', { cause });
  }
  if (!Array.isArray(value) || !value.every(isAnchor)) {
    throw new LedgerFormatError('a mark is not what it should be');
  }
  if (`${JSON.stringify(value, null, 2)}\n` !== text) {
    throw new LedgerFormatError('the marks are written otherwise');
  }
  return value;
}

function isOneHistory(stamped: Checkpoint, own: Checkpoint, hashes: readonly string[]): boolean {
  const [from, to] = stamped.size <= own.size ? [stamped, own] : [own, stamped];
  const proof = hashes.map((hash) => fromBase64(hash));
  return verifyConsistency(from.size, to.size, from.root, to.root, proof);
}

function ensure(holds: boolean, why: string): asserts holds {
  if (!holds) throw new LedgerFormatError(why);
}

async function checkAnchor(
  anchor: PackAnchor,
  own: Checkpoint | undefined,
  policy: Policy,
  trusted: readonly X509Certificate[] | undefined,
): Promise<PackStamp> {
  const { origin, size, kind, atMs, data, checkpoint, consistency } = anchor;
  ensure(kind === 'rfc3161', 'a mark is of a kind that is not known here');
  ensure(own !== undefined, 'a mark is of a log that is not in the pack');
  const keys = policy.logs.map(({ key }) => key).filter(({ name }) => name === origin);
  const { checkpoint: stamped } = openCheckpoint(checkpoint, keys, origin);
  ensure(stamped.size === BigInt(size), 'a mark covers another size than it says');
  const one = isOneHistory(stamped, own, consistency);
  ensure(one, 'a marked checkpoint is of another history than the pack');
  const demands = {
    stamped: stampedBytes(checkpoint),
    ...(trusted !== undefined && { trusted }),
  };
  const verdict = await verifyTimeStamp(fromBase64(data), demands);
  if (!verdict.ok) throw new LedgerFormatError(`a time stamp is not valid: ${verdict.why}`);
  ensure(verdict.atMs === atMs, 'a mark tells another moment than its time stamp');
  const { policy: given, authority } = verdict;
  const judged = trusted !== undefined;
  return { origin, size: String(size), atMs, policy: given, authority, trusted: judged };
}

/**
 * `own`: the pack's checkpoints by origin, judged already. `trusted` absent: whose certificate it
 * is is not judged, everything else is. Throws LedgerFormatError.
 */
export async function checkAnchors(
  bytes: Uint8Array,
  own: ReadonlyMap<string, Checkpoint>,
  policy: Policy,
  trusted: readonly X509Certificate[] | undefined,
): Promise<readonly PackStamp[]> {
  const stamps: PackStamp[] = [];
  for (const anchor of readAnchors(bytes)) {
    stamps.push(await checkAnchor(anchor, own.get(anchor.origin), policy, trusted));
  }
  return stamps;
}
