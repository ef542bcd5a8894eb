/** How far marks outside reach, from the database alone: the same in every process, for doctor and metrics. */
import type { Store } from '../../../db/port';
import type { Ledger } from '../model';
import type { AnchorKind } from './anchor-model';

export interface ExpectedAnchor {
  readonly kind: AnchorKind;
  /** Age of the oldest checkpoint without such a mark from which on it is late. */
  readonly lateMs: number;
}
export interface AnchorStanding {
  readonly kind: AnchorKind;
  /** Leaves of the current log that it covers; of witnesses, with their quorum. */
  readonly size: number;
  /** null: there is none yet. */
  readonly atMs: number | null;
  /** How long the oldest checkpoint it does not cover has waited; 0 when it covers all. */
  readonly waitingMs: number;
  readonly late: boolean;
}

async function sizeOf(
  store: Store,
  ledger: Pick<Ledger, 'witnesses' | 'believedSize'>,
  origin: string,
  kind: AnchorKind,
): Promise<{ readonly size: number; readonly atMs: number | null }> {
  const [newest] = await store.anchorsOf(origin, { fromSize: 0, limit: 1, kind, order: 'newest' });
  const marked = { size: newest?.size ?? 0, atMs: newest?.atMs ?? null };
  return kind === 'witness' ? { ...marked, size: await ledger.believedSize(origin) } : marked;
}

export async function anchorStandings(
  store: Store,
  ledger: Pick<Ledger, 'witnesses' | 'believedSize'>,
  expected: readonly ExpectedAnchor[],
  nowMs: number,
): Promise<readonly AnchorStanding[]> {
  const { origin } = await store.head();
  return Promise.all(
    expected.map(async ({ kind, lateMs }) => {
      const { size, atMs } = await sizeOf(store, ledger, origin, kind);
      const [waiting] = await store.checkpointsOf(origin, { afterSize: size, limit: 1 });
      const waitingMs = waiting === undefined ? 0 : Math.max(0, nowMs - waiting.signedAtMs);
      return { kind, size, atMs, waitingMs, late: waitingMs > lateMs };
    }),
  );
}
