/**
 * From accepted commits to rows (LEDGER "Order of steps", 1). Pure: no engine, no clock. Every
 * leaf takes the next seq, `t` never falls, the right edge goes from one run of equal `t` to
 * the next, and the new head is exactly what those leaves make of the old one.
 */
import type { AdvanceLedger, AppendResult, Head, LeafParts, SealedCommit } from '../port';
import type { Verdict } from './judge';
import { emptyRows, rowsOfCommit, rowsOfEvent, type GroupRows } from './rows';

export interface Plan {
  readonly head: Head;
  readonly results: readonly AppendResult[];
  readonly rows: GroupRows;
}

/** `nowSeconds` is the engine's clock; a commit's own `t` overrides it, the head's `t` is the floor of both. */
export function planGroup(
  group: readonly SealedCommit[],
  verdicts: readonly Verdict[],
  head: Head,
  nowSeconds: number,
  advance: AdvanceLedger,
): Plan {
  const rows = emptyRows();
  const edge = new Edge(head, advance, rows);
  const stale = ofAnotherLog(group, verdicts, head.origin);
  const results: AppendResult[] = [];
  const revisions: number[] = [];
  group.forEach((commit, index) => {
    const given = verdicts[index] ?? { kind: 'conflict' };
    const verdict = stale && given.kind !== 'replay' ? ({ kind: 'conflict' } as const) : given;
    if (verdict.kind !== 'accepted') {
      results.push(refusal(verdict, group, revisions));
      revisions.push(edge.seq);
      return;
    }
    const t = Math.max(edge.t, commit.t ?? nowSeconds);
    const seqs = commit.events.map((event) => {
      const seq = edge.add(t, event.leaf);
      rowsOfEvent(rows, seq, event);
      return seq;
    });
    rowsOfCommit(rows, commit, edge.seq, t);
    results.push({ ok: true, seqs, t });
    revisions.push(edge.seq);
  });
  return { head: edge.finish(), results, rows };
}

/** The log was rotated since these were prepared: all of the group is prepared anew, since later ones may build on earlier ones. */
function ofAnotherLog(
  group: readonly SealedCommit[],
  verdicts: readonly Verdict[],
  origin: string,
): boolean {
  return group.some(
    (commit, index) =>
      verdicts[index]?.kind === 'accepted' &&
      commit.origin !== undefined &&
      commit.origin !== origin,
  );
}

function refusal(
  verdict: Exclude<Verdict, { kind: 'accepted' }>,
  group: readonly SealedCommit[],
  revisions: readonly number[],
): AppendResult {
  if (verdict.kind === 'conflict') return { ok: false, reason: 'conflict' };
  if (verdict.kind === 'replay') return { ok: false, reason: 'replay', ...verdict.replay };
  const first = group[verdict.index]?.idempotency;
  const seq = revisions[verdict.index];
  if (!first || seq === undefined) throw new Error('A replay names a commit that is not there.');
  const { payloadHash, answer } = first;
  return { ok: false, reason: 'replay', payloadHash, answer, seq };
}

/** The right edge while a group is laid down. */
class Edge {
  seq: number;
  t: number;
  private range: Uint8Array;
  private root: Uint8Array;
  private pending: LeafParts[] = [];

  constructor(
    private readonly head: Head,
    private readonly advance: AdvanceLedger,
    private readonly rows: GroupRows,
  ) {
    this.seq = head.seq;
    this.t = head.t;
    this.range = head.range;
    this.root = head.root;
  }

  add(t: number, leaf: LeafParts): number {
    if (t !== this.t) this.flush();
    this.t = t;
    this.pending.push(leaf);
    this.seq += 1;
    return this.seq;
  }

  finish(): Head {
    this.flush();
    return { ...this.head, seq: this.seq, t: this.t, range: this.range, root: this.root };
  }

  private flush(): void {
    if (this.pending.length === 0) return;
    const before = this.seq - this.pending.length;
    const size = before - this.head.firstSeq + 1;
    const next = this.advance({ size, range: this.range }, this.t, this.pending);
    next.leaves.forEach(({ entry, leafHash }, i) => {
      const kind = this.pending[i]?.k ?? 'event';
      this.rows.events.push({ seq: before + i + 1, t: this.t, kind, entry, leafHash });
    });
    if (next.leaves.length !== this.pending.length) {
      throw new Error('The ledger returned another number of leaves than it was given.');
    }
    this.range = next.range;
    this.root = next.root;
    this.pending = [];
  }
}
