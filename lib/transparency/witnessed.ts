/**
 * Checkpoints with what witnesses said about them: the note as it was signed stays as it is, their
 * lines are anchors beside it, and who reads it gets both (LEDGER "Checkpoint").
 */
import type { AnchorRow, CheckpointRow, Store } from '../../db/port';
import { fromUtf8 } from '../ledger/bytes';
import { withSignature } from '../ledger/note';
import { satisfies, type Policy } from '../ledger/policy';
import { NO_QUORUM } from '../ledger/policy-lines';

type AnchorStore = Pick<Store, 'anchorsOf' | 'checkpointFor'>;

export interface WitnessedCheckpoint {
  readonly row: CheckpointRow;
  /** The note with every line. */
  readonly text: string;
}

/** Far more than any policy names. */
const LINES_MAX = 64;
/** Newest sizes that some witness cosigned. */
const LOOK_BACK = 256;

function withLines(text: string, rows: readonly AnchorRow[]): string {
  return rows.reduce((note, { data }) => withSignature(note, `${fromUtf8(data)}\n`), text);
}

export async function witnessedText(
  store: Pick<Store, 'anchorsOf'>,
  { origin, size, text }: CheckpointRow,
): Promise<string> {
  const page = { fromSize: size, limit: LINES_MAX, kind: 'witness' } as const;
  const rows = await store.anchorsOf(origin, page);
  return withLines(
    text,
    rows.filter((row) => row.size === size),
  );
}

/** The newest checkpoint of at least that size with a quorum; undefined when there is none. */
export async function newestBelieved(
  store: AnchorStore,
  policy: Policy,
  origin: string,
  leastSize: number,
): Promise<WitnessedCheckpoint | undefined> {
  if (policy.quorum === NO_QUORUM) return undefined;
  const page = { fromSize: leastSize, limit: LOOK_BACK, kind: 'witness', order: 'newest' } as const;
  const bySize = new Map<number, AnchorRow[]>();
  for (const row of await store.anchorsOf(origin, page)) {
    bySize.set(row.size, [...(bySize.get(row.size) ?? []), row]);
  }
  for (const [size, rows] of bySize) {
    const row = await store.checkpointFor(origin, size);
    if (row?.size !== size) continue;
    const text = withLines(row.text, rows);
    if (satisfies(policy, text).ok) return { row, text };
  }
  return undefined;
}
