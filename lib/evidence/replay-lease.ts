/**
 * Was this exposure covered by a permit? (DESIGN §5, last line.) A permit is a lease: whoever was
 * told yes at any instant of the lease before it may have shown it. The same history, the same
 * `decide` and the catalogue of that time answer; messages sent are not counted.
 */
import type { CompiledCatalogue } from '../catalogue/compile';
import { foldSubject } from '../choice/fold';
import type { FoldEvent, SubjectState } from '../choice/model';
import { decide } from '../decision/decide';
import type { Reason, Verdict } from '../decision/model';

const NOTHING_SENT = { contacts: [] };

export interface Shown {
  readonly subject: string;
  readonly touchpoint: string;
  /** What it rested on, as its system says. */
  readonly data: readonly string[];
  readonly atMs: number;
}

function verdictAt(
  catalogue: CompiledCatalogue,
  state: SubjectState,
  { touchpoint, data }: Shown,
  atMs: number,
): Verdict {
  const system = catalogue.touchpoints.get(touchpoint)?.touchpoint.system ?? '';
  const question = { touchpoint, data, signals: { gpc: false }, system };
  return decide(catalogue, state, NOTHING_SENT, question, atMs);
}

/**
 * The reason of the no that stood at the end; undefined where some instant of the lease permits.
 * `events`: of everybody the person was ever linked with, oldest first.
 */
export function refusalOverLease(
  catalogue: CompiledCatalogue,
  events: readonly FoldEvent[],
  shown: Shown,
  leaseMs: number,
): Reason | undefined {
  let atMs = shown.atMs - leaseMs;
  for (;;) {
    const known = events.filter(({ body }) => body.receivedAtMs <= atMs);
    const verdict = verdictAt(catalogue, foldSubject(known, shown.subject), shown, atMs);
    if (verdict.decision) return undefined;
    // The next instant at which an event, or time alone, may change the answer.
    const next = Math.min(
      verdict.changesAtMs ?? Infinity,
      ...events.map(({ body }) => body.receivedAtMs).filter((receivedAtMs) => receivedAtMs > atMs),
    );
    if (next > shown.atMs) return verdict.reason;
    atMs = next;
  }
}
