/** Somebody rewrites a copy of the record, and what then tells it (LEDGER "What is promised"). */

export const ATTACKS = ['edit', 'delete', 'swap', 'state', 'old', 'whole', 'operator'] as const;
export type Attack = (typeof ATTACKS)[number];

/** `rows` and `openings`: `nattoku ledger fsck --openings`; `start`: what the signer compares before it signs. */
export type CheckName = 'rows' | 'start' | 'openings' | 'witness';

export interface Finding {
  readonly holds: boolean;
  /** As the check itself says it, at most a few. */
  readonly problems: readonly string[];
}
export interface Check {
  readonly name: CheckName;
  readonly before: Finding;
  readonly after: Finding;
}
export interface Leaf {
  readonly seq: number;
  /** First bytes of its hash in hex; '' where the row is gone. */
  readonly hash: string;
  readonly state: NodeState;
}
export type NodeState = 'same' | 'changed' | 'gone';
export interface TreeNode {
  readonly hash: string;
  readonly state: NodeState;
}
/** Eight leaves of the tree, what stands above them, and the root of the whole tree. */
export interface Picture {
  readonly leaves: readonly Leaf[];
  /** Four, two, one. */
  readonly above: readonly (readonly TreeNode[])[];
  readonly root: TreeNode;
  readonly size: number;
}
/** A row as it stands in the file: column and value, long values shortened. */
export type RowText = readonly (readonly [string, string])[];

export interface Trial {
  readonly attack: Attack;
  /** The rows that were aimed at. */
  readonly seqs: readonly number[];
  readonly sql: readonly string[];
  readonly before: RowText;
  /** Empty where the row is gone. */
  readonly after: RowText;
  readonly checks: readonly Check[];
  readonly pictures: { readonly before: Picture; readonly after: Picture };
  readonly entries: number;
  readonly tookMs: number;
}
export type TrialOutcome =
  | { readonly ok: true; readonly trial: Trial }
  | { readonly ok: false; readonly reason: 'needs_sqlite' | 'busy' | 'too_large' | 'too_young' };
