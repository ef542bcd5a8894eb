/** The newest lines of the ledger: entries are public, they hold commitments and no person. What the watch did is nobody's. */
import type { Runtime } from '../runtime/model';

export interface LedgerLine {
  readonly seq: number;
  /** Exact entry text. */
  readonly entry: string;
}

/** Newest first, at most `limit`; with `afterSeq` only what came since. */
export async function ledgerTail(
  { store }: Pick<Runtime, 'store'>,
  question: { readonly afterSeq?: number; readonly limit: number },
): Promise<readonly LedgerLine[]> {
  const shown = { order: 'newest', notBy: 'watch', limit: question.limit } as const;
  const found = await store.searchLog(shown);
  return found
    .filter(({ seq }) => seq > (question.afterSeq ?? 0))
    .map(({ seq, entry }) => ({ seq, entry: Buffer.from(entry).toString('utf8') }));
}
