/** Marks of checkpoints kept outside (LEDGER "Anchors"): what the parts that set them share. */
import type { AnchorRow, Store } from '../../../db/port';
import type { Log } from '../../log';
import type { Keeper, Ledger } from '../model';

export type AnchorKind = AnchorRow['kind'];

export interface AnchorParts {
  readonly store: Store;
  readonly ledger: Pick<
    Ledger,
    'consistency' | 'bestCheckpoint' | 'witnesses' | 'board' | 'policy'
  >;
  readonly log: Log;
  readonly nowMs: () => number;
  /** Ends whatever is under way. */
  readonly signal: AbortSignal;
  /** Of the process that publishes. */
  readonly republish: Keeper['republish'];
}

/** One kind of mark. */
export interface Anchoring {
  readonly kind: AnchorKind;
  /** Between two looks at whether something is due. */
  readonly everyMs: number;
  /** Sets what is due; `patient` heeds rests after failures. What is wrong afterwards, or undefined. */
  look(patient: boolean): Promise<string | undefined>;
}
