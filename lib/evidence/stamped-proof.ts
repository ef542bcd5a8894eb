/**
 * The proof a receipt carries (LEDGER "Anchors"): at the first checkpoint over the entry that an
 * authority dated and that the policy believes, so that the time stamp in it covers the very tree
 * it proves; at the best checkpoint there is while none is dated.
 */
import type { AnchorRow } from '../../db/port';
import { parsePolicy, satisfies } from '../ledger/policy';
import type { Runtime } from '../runtime/model';
import { logHolding } from '../transparency/log-name';
import type { LedgerProof } from '../transparency/model';

/** Hourly ones of more than a day. */
const STAMPS_TRIED = 32;

type Parts = Pick<Runtime, 'store' | 'ledger'>;

async function atTimeStamp({ store, ledger }: Parts, seq: number) {
  const log = logHolding(await ledger.logs(), seq);
  if (log === undefined) return undefined;
  const page = { fromSize: seq - log.firstSeq + 1, limit: STAMPS_TRIED, kind: 'rfc3161' } as const;
  const stamps = await store.anchorsOf(log.origin, page);
  if (stamps.length === 0) return undefined;
  const policy = parsePolicy(await ledger.policy());
  for (const { size } of stamps) {
    const proof = await ledger.proofOf(seq, BigInt(size));
    if (proof !== undefined && satisfies(policy, proof.checkpoint).ok) return proof;
  }
  return undefined;
}

/** undefined while no checkpoint covers it. */
export async function stampedProof(parts: Parts, seq: number): Promise<LedgerProof | undefined> {
  return (await atTimeStamp(parts, seq)) ?? parts.ledger.proofOf(seq);
}

/** Time stamps over exactly this checkpoint; lines of witnesses stand in the checkpoint itself. */
export async function timeStampsOf(
  { store }: Pick<Runtime, 'store'>,
  origin: string,
  size: bigint,
): Promise<readonly AnchorRow[]> {
  const page = { fromSize: Number(size), limit: STAMPS_TRIED, kind: 'rfc3161' } as const;
  const rows = await store.anchorsOf(origin, page);
  return rows.filter((row) => row.size === Number(size));
}
